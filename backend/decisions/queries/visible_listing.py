"""Public lists: a year's decisions, and all of them by key; one statement, however many rows."""

from collections.abc import Iterator, Sequence

from pydantic import TypeAdapter

from backend.decisions.queries.visible import visible_rows
from backend.decisions.schemas.listing import CatalogueShown, DecisionLine, ListingFilter
from backend.kernel.errors import NotFound
from backend.kernel.paging import LARGEST_PAGE, Page, read_cursor, write_cursor

PAGE_SIZE = 50  # rows
LINES = TypeAdapter(tuple[DecisionLine, ...])

CATALOGUE = """
SELECT to_json(shown)::text AS shown FROM (
    SELECT c.year, c.title, c.doc_no, c.meeting, c.published_on, c.comment_opened_on,
           c.comment_closed_on, c.comments_received, c.report_published_on,
           CASE WHEN c.report_published_on IS NULL THEN '' ELSE c.report_summary END
               AS report_summary,
           ARRAY(SELECT year FROM open_catalogue ORDER BY year DESC) AS years,
           ARRAY(SELECT DISTINCT a.adjusted_on FROM adjustment a JOIN visible v ON v.id = a.decision
                 JOIN decision_version n ON n.adjustment = a.id
                 WHERE v.catalogue = c.id AND a.state = 'approved' ORDER BY a.adjusted_on)
               AS adjusted_on,
           (SELECT coalesce(json_agg(t), '[]') FROM (
               SELECT json_build_object('code', u.code, 'name', u.name) AS unit,
                      v.category, v.state, count(*) AS count
               FROM visible v JOIN unit u ON u.id = v.lead_unit WHERE v.catalogue = c.id
               GROUP BY u.id, v.category, v.state
               ORDER BY u.position, u.id, v.category, v.state) t) AS tallies
    FROM open_catalogue c
    WHERE c.year = coalesce({}::int, (SELECT max(year) FROM open_catalogue))
) shown
"""

LISTED = """
SELECT coalesce(json_agg(line), '[]')::text AS lines FROM (
    SELECT v.code, v.year, v.seq, v.title, v.category, v.state, v.planned_month,
           json_build_object('code', u.code, 'name', u.name) AS lead_unit,
           CASE WHEN v.result_published_on IS NOT NULL THEN json_build_object(
               'meeting', v.meeting, 'decided_on', v.decided_on, 'doc_no', v.doc_no,
               'published_on', v.result_published_on) END AS result,
           (SELECT coalesce(json_agg(json_build_object(
               'kind', r.kind, 'is_required', r.is_required, 'reason', r.reason)), '[]')
            FROM procedure_requirement r WHERE r.decision = v.id) AS procedure,
           (SELECT coalesce(json_agg(json_build_object(
               'seq', s.seq, 'kind', s.kind, 'name', s.name, 'state', s.state,
               'planned_start', s.planned_start, 'planned_end', s.planned_end,
               'actual_start', s.actual_start, 'actual_end', s.actual_end) ORDER BY s.seq), '[]')
            FROM plan_step s WHERE s.decision = v.id AND NOT s.is_internal) AS steps
    FROM visible v JOIN unit u ON u.id = v.lead_unit
    WHERE """
IN_ORDER = " ORDER BY v.year DESC, v.seq LIMIT {}) line"

OF_THE_YEAR = "v.year = coalesce({}::int, (SELECT max(year) FROM open_catalogue))"
MATCHES = """normalize(concat_ws(E'\\n', v.code, v.title, u.name, v.problem), NFKC) ILIKE {}"""

Condition = tuple[str, tuple[object, ...]]


async def get_open_catalogue(year: int | None = None) -> CatalogueShown:
    """Return a published year, the newest by default; raise NotFound when there is none."""
    found = await visible_rows(CATALOGUE, year)
    if not found:
        raise NotFound
    return CatalogueShown.model_validate_json(found[0]["shown"])


async def list_visible(
    chosen: ListingFilter, *, after: str = "", size: int = PAGE_SIZE
) -> Page[DecisionLine]:
    """Return decisions, newest year first, in the order of their numbers.

    Raises Invalid for a cursor that is not ours.
    """
    sql, values = _listed(list(_conditions(chosen, after)))
    wanted = min(size, LARGEST_PAGE)
    found = await visible_rows(sql, *values, wanted + 1)
    return _page(found[0]["lines"], wanted)


async def get_listing(
    chosen: ListingFilter, *, after: str = ""
) -> tuple[CatalogueShown, Page[DecisionLine]]:
    """Return a published year, the newest by default, and its decisions, in one round trip.

    Raises NotFound when there is no such year, Invalid for a cursor that is not ours.
    """
    of_the_year = (OF_THE_YEAR, (chosen.year,))
    others = _conditions(chosen.model_copy(update={"year": None}), after)
    sql, values = _listed([of_the_year, *others])
    both = f"SELECT ({CATALOGUE}) AS shown, ({sql}) AS lines"
    found = await visible_rows(both, chosen.year, *values, PAGE_SIZE + 1)
    if found[0]["shown"] is None:
        raise NotFound
    catalogue = CatalogueShown.model_validate_json(found[0]["shown"])
    return catalogue, _page(found[0]["lines"], PAGE_SIZE)


def _listed(conditions: Sequence[Condition]) -> tuple[str, list[object]]:
    where = " AND ".join(sql for sql, _ in conditions) or "true"
    return LISTED + where + IN_ORDER, [value for _, given in conditions for value in given]


def _page(found: str, wanted: int) -> Page[DecisionLine]:
    lines = LINES.validate_json(found)
    shown = lines[:wanted]
    more = write_cursor(shown[-1].year, shown[-1].seq) if len(lines) > wanted else None
    return Page[DecisionLine].model_construct(items=shown, next=more)


async def list_year(year: int) -> tuple[DecisionLine, ...]:
    """Return every visible decision of a year, for downloads and the completion report."""
    found = await visible_rows(LISTED + "v.year = {}" + IN_ORDER, year, None)
    return LINES.validate_json(found[0]["lines"])


async def list_addresses() -> tuple[tuple[int, str], ...]:
    """Return year and code of everything visible, for the list of pages search engines read."""
    found = await visible_rows("SELECT year, code FROM visible ORDER BY year DESC, seq")
    return tuple((row["year"], row["code"]) for row in found)


def _conditions(chosen: ListingFilter, after: str) -> Iterator[Condition]:
    """Yield the fixed SQL of each choice with its values; no word of a reader becomes SQL."""
    if chosen.year:
        yield "v.year = {}", (chosen.year,)
    if chosen.unit:
        yield "u.code = {}", (chosen.unit,)
    if chosen.category:
        yield "v.category = {}", (chosen.category.value,)
    if chosen.state:
        yield "v.state = {}", (chosen.state.value,)
    for word in chosen.word.split():
        yield MATCHES, (f"%{_literal(word)}%",)
    if after:
        year, seq = read_cursor(after, int, int)
        yield (
            "(v.year < {}::bigint OR (v.year = {}::bigint AND v.seq > {}::bigint))",
            (year, year, seq),
        )


def _literal(word: str) -> str:
    """Return a word in which LIKE finds no wildcard."""
    return word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
