"""The adoption report as everybody reads it, from what was frozen; or as a preview, live."""

import json
from collections.abc import AsyncIterator
from typing import Any

from backend.kernel.database import rows, stream
from backend.kernel.errors import NotFound
from backend.kernel.paging import LARGEST_PAGE, Page, read_cursor, write_cursor
from backend.opinions.enums import Result
from backend.opinions.queries.answer_rows import ANSWERS, PREVIEWED, answer_line, names_of
from backend.opinions.queries.effective import EFFECTIVE, IS_VALID
from backend.opinions.queries.figures import figures_of
from backend.opinions.schemas.report import (
    AdoptionReportShown,
    AnswerLine,
    PointShown,
    ResultCount,
)
from backend.opinions.schemas.reporting import FrozenFigures

PAGE_SIZE = 50  # answers
LEAST_EXAMPLE = 12  # characters that say enough
REPORT = "SELECT statement, published_at, figures FROM adoption_report WHERE subject = {}"
PUBLISHED = REPORT + " AND state = 'published'"
LIVE = f"""
WITH {EFFECTIVE}
SELECT result, count(*)::int AS count FROM answered WHERE result IS NOT NULL GROUP BY result
"""  # noqa: S608 - constants of ours
LIVE_POINTS = """
SELECT result, count(*)::int AS count FROM opinion_point
WHERE subject = {} AND result <> '' GROUP BY result
"""
POINTS = f"""
SELECT p.id, p.position, p.title, p.result, p.reason, u.name AS unit_name,
       coalesce(m.opinions, 0) AS opinions, coalesce(m.near_identical, 0) AS near_identical,
       coalesce(m.dissenting, 0) AS dissenting, e.texts AS examples, e.numbers AS example_numbers
FROM opinion_point p JOIN opinion_subject s ON s.id = p.subject
JOIN unit u ON u.id = coalesce(p.unit, s.lead_unit)
LEFT JOIN (
    SELECT m.point, count(*) AS opinions,
           count(*) FILTER (WHERE m.is_near_identical) AS near_identical,
           count(*) FILTER (WHERE m.is_dissenting) AS dissenting
    FROM opinion_point_member m JOIN opinion o ON o.id = m.opinion
    WHERE {IS_VALID} GROUP BY m.point
) m ON m.point = p.id
LEFT JOIN LATERAL (
    SELECT coalesce(array_agg(x.public_text), ARRAY[]::text[]) AS texts,
           coalesce(array_agg(x.id), ARRAY[]::bigint[]) AS numbers
    FROM (SELECT o.id, o.public_text FROM opinion_point_member m
          JOIN opinion o ON o.id = m.opinion
          WHERE m.point = p.id AND o.state = 'published' AND NOT m.is_dissenting
          ORDER BY char_length(o.public_text) < {{}}, char_length(o.public_text), o.id LIMIT 2) x
) e ON TRUE
WHERE p.subject = {{}} AND p.result <> '' ORDER BY p.position
"""  # noqa: S608 - constants of ours


async def get_report(subject_id: int) -> AdoptionReportShown:
    """Return the published report of a subject; raise NotFound before that."""
    found = await rows(PUBLISHED, subject_id)
    if not found:
        raise NotFound
    frozen = FrozenFigures.model_validate(_read(found[0]["figures"]))
    return await _shown(subject_id, found[0], frozen)


async def preview_report(subject_id: int) -> AdoptionReportShown:
    """Return the report as it would be published now; for the desk alone."""
    found = await rows(REPORT, subject_id)
    row = {"statement": found[0]["statement"] if found else "", "published_at": None}
    return await _shown(subject_id, row, await live_figures(subject_id))


async def live_figures(subject_id: int) -> FrozenFigures:
    """Return the figures as they stand: received and so on, and opinions and points by result."""
    by_result = await rows(LIVE, subject_id, subject_id)
    by_point = await rows(LIVE_POINTS, subject_id)
    return FrozenFigures(
        figures=await figures_of(subject_id),
        by_result=_counts(by_result),
        points_by_result=_counts(by_point),
    )


async def list_answers(
    subject_id: int, cursor: str | None = None, *, size: int = PAGE_SIZE
) -> Page[AnswerLine]:
    """Return the per-opinion table of a published report; raise NotFound before that."""
    if not await rows(PUBLISHED, subject_id):
        raise NotFound
    return await _page(ANSWERS, subject_id, cursor, size)


async def preview_answers(
    subject_id: int, cursor: str | None = None, *, size: int = PAGE_SIZE
) -> Page[AnswerLine]:
    """Return the same table as it would be published now; for the desk alone."""
    return await _page(PREVIEWED, subject_id, cursor, size)


async def stream_answers(subject_id: int) -> AsyncIterator[AnswerLine]:
    """Yield the whole table of a published report, in constant memory; raise NotFound."""
    if not await rows(PUBLISHED, subject_id):
        raise NotFound
    names, place = await names_of(subject_id), 0
    async for row in stream(ANSWERS, subject_id, 0, None):
        place += 1
        yield answer_line(row, place, names)


async def _page(sql: str, subject_id: int, cursor: str | None, size: int) -> Page[AnswerLine]:
    after, place = read_cursor(cursor, int, int) if cursor else (0, 0)
    most = min(size, LARGEST_PAGE)
    found = await rows(sql, subject_id, after, most + 1)
    names = await names_of(subject_id)
    lines = [
        answer_line(row, number, names)
        for number, row in enumerate(found[:most], start=int(place) + 1)
    ]
    more = write_cursor(lines[-1].number, lines[-1].place) if len(found) > most else None
    return Page(items=tuple(lines), next=more)


async def _shown(
    subject_id: int, row: dict[str, Any], frozen: FrozenFigures
) -> AdoptionReportShown:
    points = await rows(POINTS, LEAST_EXAMPLE, subject_id)
    return AdoptionReportShown(
        subject_id=subject_id,
        statement=row["statement"],
        published_at=row["published_at"],
        figures=frozen.figures,
        by_result=frozen.by_result,
        points_by_result=frozen.points_by_result,
        points=tuple(PointShown(**point) for point in points),
    )


def _counts(found: list[dict[str, Any]]) -> tuple[ResultCount, ...]:
    """Return counts in the results' usual order."""
    counts = {row["result"]: row["count"] for row in found}
    return tuple(
        ResultCount(result=result, count=counts[result.value])
        for result in Result
        if result.value in counts
    )


def _read(figures: Any) -> Any:
    return json.loads(figures) if isinstance(figures, str) else figures
