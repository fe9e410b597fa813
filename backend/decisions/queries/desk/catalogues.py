"""Catalogues as the desk shows them: the years, and one year's sheet."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from backend.decisions.enums import CatalogueState
from backend.decisions.queries.content import load_contents
from backend.decisions.rules import numbering, permissions, publishing
from backend.decisions.rules.sheet import catalogue_actions
from backend.decisions.schemas.content import DecisionContent
from backend.decisions.schemas.desk import CatalogueForDesk, CatalogueLine, MatterLine
from backend.journal import queries as journal
from backend.journal.schemas import JournalForStaff
from backend.kernel.database import rows
from backend.kernel.errors import NotFound
from backend.organisation.schemas import StaffMember

# A hidden matter is counted and listed only for those who may know of it.
KNOWN = """(d.is_public OR {} OR l.code = {} OR EXISTS (
    SELECT FROM decision_co_unit o JOIN unit u ON u.id = o.unit
    WHERE o.decision = d.id AND u.code = {}))"""
YEARS = f"""
SELECT c.year, c.title, c.state, c.published_on, count(d.id) AS matters,
       count(a.id) AS waiting
FROM catalogue c
LEFT JOIN (SELECT d.id, d.catalogue FROM decision d JOIN unit l ON l.id = d.lead_unit
           WHERE {KNOWN}) d ON d.catalogue = c.id
LEFT JOIN adjustment a ON a.decision = d.id AND a.state = 'proposed'
GROUP BY c.id ORDER BY c.year DESC
"""  # noqa: S608 - a constant of ours
SHEET = """
SELECT id, year, title, doc_no, state, meeting, party_consent, party_consent_on,
       comment_opened_on, comment_closed_on, comments_received, published_on,
       report_published_on, report_summary, drafted_by, submitted_by, revision
FROM catalogue WHERE year = {}
"""
MATTERS = f"""
SELECT d.id, d.is_public, d.current_version, d.authors,
       EXISTS (SELECT FROM adjustment a WHERE a.decision = d.id AND a.state = 'proposed')
           AS is_proposed
FROM decision d JOIN unit l ON l.id = d.lead_unit
WHERE d.catalogue = {{}} AND {KNOWN} ORDER BY d.is_public DESC, d.seq
"""  # noqa: S608 - a constant of ours

Row = dict[str, Any]


def knowing(staff: StaffMember) -> tuple[bool, str, str]:
    """Return the values for the blanks of KNOWN."""
    return permissions.may_see_hidden(staff), staff.unit_code, staff.unit_code


async def list_catalogues_for_desk(staff: StaffMember, *, today: date) -> tuple[CatalogueLine, ...]:
    """Return every year's catalogue, newest first, each with the clock's word."""
    found = await rows(YEARS, *knowing(staff))
    return tuple(
        CatalogueLine(
            **row,
            is_late=publishing.is_late(row["year"], row["published_on"]),
            warning=publishing.warning_of_year(row["year"], CatalogueState(row["state"]), today),
        )
        for row in found
    )


async def get_catalogue_for_desk(year: int, staff: StaffMember, *, today: date) -> CatalogueForDesk:
    """Return a year's sheet with what is missing and what this person may do; raise NotFound."""
    found = await rows(SHEET, year)
    if not found:
        raise NotFound
    sheet = found[0]
    matters = await rows(MATTERS, sheet["id"], *knowing(staff))
    contents = await load_contents([matter["id"] for matter in matters])
    shown = _sheet(sheet, matters, contents, staff=staff, today=today)
    return shown.model_copy(update={"returned": await _returned(shown)})


async def _returned(sheet: CatalogueForDesk) -> JournalForStaff | None:
    """Return the act that sent a draft back to its drafters, if one did."""
    if sheet.state is not CatalogueState.DRAFT:
        return None
    return await journal.find_latest("catalogue.return", str(sheet.year))


def _sheet(
    sheet: Row,
    matters: Sequence[Row],
    contents: dict[int, DecisionContent],
    *,
    staff: StaffMember,
    today: date,
) -> CatalogueForDesk:
    state = CatalogueState(sheet["state"])
    lines = tuple(_matter(row, contents[row["id"]], state) for row in matters)
    involved = {sheet["drafted_by"], sheet["submitted_by"]}.union(*(m["authors"] for m in matters))
    hidden = ("id", "drafted_by", "submitted_by", "state")
    return CatalogueForDesk(
        **{name: value for name, value in sheet.items() if name not in hidden},
        state=state,
        is_late=publishing.is_late(sheet["year"], sheet["published_on"]),
        warning=publishing.warning_of_year(sheet["year"], state, today),
        submission_refusal=publishing.refusal_of_submission(
            [(contents[row["id"]], row["is_public"]) for row in matters],
            has_gap_in_numbers=numbering.has_gap([m.seq for m in lines if m.is_public]),
        ),
        agreement_gaps=publishing.gaps_of_agreement(
            meeting=sheet["meeting"],
            party_consent=sheet["party_consent"],
            party_consent_on=sheet["party_consent_on"],
            today=today,
        ),
        matters=lines,
        actions=catalogue_actions(
            staff, state, involved=involved, is_reported=sheet["report_published_on"] is not None
        ),
    )


def _matter(row: Row, content: DecisionContent, state: CatalogueState) -> MatterLine:
    is_published = row["current_version"] is not None
    return MatterLine(
        **content.model_dump(include={"code", "seq", "title", "planned_month", "state"}),
        lead_unit=content.lead_unit,
        required=tuple(part.kind for part in content.procedure if part.is_required),
        is_public=row["is_public"],
        is_candidate=state is CatalogueState.PUBLISHED and not is_published,
        is_proposed=row["is_proposed"],
        gaps=()
        if is_published
        else publishing.gaps_of_decision(content, is_public=row["is_public"]),
    )
