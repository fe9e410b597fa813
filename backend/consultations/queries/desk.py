"""Consultations as the desk lists and shows them."""

from datetime import datetime
from typing import Any

from backend.consultations.enums.consultation import ConsultationState, ConsultationType, Status
from backend.consultations.queries.content import count_period, load_whole
from backend.consultations.queries.versions import list_versions
from backend.consultations.queries.visible_parts import extensions_of
from backend.consultations.rules import clocks, next_steps, periods, permissions, publishing
from backend.consultations.rules import status as statuses
from backend.consultations.schemas.content import ConsultationContent, ConsultationStanding
from backend.consultations.schemas.desk import (
    ConsultationForDesk,
    ConsultationForList,
    DecisionChoice,
    Returned,
)
from backend.consultations.schemas.files import FileForDesk
from backend.consultations.schemas.gaps import Gap
from backend.decisions.queries.visible import visible_rows
from backend.journal.queries import find_latest
from backend.kernel.calendar.queries import load_calendar
from backend.kernel.calendar.schemas import WorkCalendar
from backend.kernel.clock import county_date
from backend.kernel.database import rows
from backend.kernel.errors import NotFound
from backend.kernel.paging import Page, read_cursor, write_cursor
from backend.kernel.settings import get_settings
from backend.opinions.queries.figures import received_by_subject
from backend.opinions.queries.standing import report_in_hand
from backend.organisation.schemas import StaffMember

LINES = """
SELECT c.id, c.slug, c.subject AS subject_id, c.title, c.type, u.code AS lead_unit,
       u.name AS unit_name, c.state, c.opens_on, c.closes_on, c.feedback_due_on, c.concluded_at,
       s.opens_at, s.closes_at
FROM consultation c JOIN unit u ON u.id = c.lead_unit JOIN opinion_subject s ON s.id = c.subject
WHERE (c.state IN ('published', 'concluded') OR u.code = {} OR {}) AND (u.code = {} OR NOT {})
"""
CURRENT = LINES + " AND c.concluded_at IS NULL ORDER BY c.id DESC LIMIT {}"
CONCLUDED = LINES + " AND c.concluded_at IS NOT NULL AND c.id < {} ORDER BY c.id DESC LIMIT {}"
ONE = LINES.split("WHERE", maxsplit=1)[0] + "WHERE c.id = {}"
FILES = """
SELECT f.id, f.title, f.file_name, f.media_type, f.size, f.sha256, p.name AS attached_by_name,
       f.attached_at
FROM consultation_file f JOIN staff p ON p.id = f.attached_by
WHERE f.consultation = {} ORDER BY f.id
"""
CHOICES = """
SELECT v.code, v.title FROM visible v JOIN unit u ON u.id = v.lead_unit
WHERE v.year >= {} AND v.state <> 'removed' ORDER BY (u.code = {}) DESC, v.year DESC, v.seq
"""
OF_SUBJECT = "SELECT id FROM consultation WHERE subject = {}"
MOST_CURRENT = 200  # consultations not answered yet, of the whole county
PAGE_SIZE = 20
YEARS_BACK = 2  # a matter may take its time
BEFORE_ALL = 2**31 - 1
_PRESSING = {"late": 0, "wait": 1, "plain": 2, "done": 3}


async def list_current_for_desk(
    staff: StaffMember, *, is_mine: bool, now: datetime
) -> tuple[ConsultationForList, ...]:
    """Return what is not answered yet and this person may know of, the most pressing first."""
    found = await rows(CURRENT, *_whose(staff, is_mine=is_mine), MOST_CURRENT)
    lines = await _lines(found, now=now)
    return tuple(sorted(lines, key=lambda line: (_PRESSING[line.clock.tone], -line.id)))


async def list_concluded_for_desk(
    staff: StaffMember, *, is_mine: bool, now: datetime, after: str = "", size: int = PAGE_SIZE
) -> Page[ConsultationForList]:
    """Return what was answered, the newest first; raise Invalid for a cursor that is not ours."""
    last = read_cursor(after, int)[0] if after else BEFORE_ALL
    found = await rows(CONCLUDED, *_whose(staff, is_mine=is_mine), last, size + 1)
    more = write_cursor(found[size - 1]["id"]) if len(found) > size else None
    return Page(items=await _lines(found[:size], now=now), next=more)


async def get_consultation_for_desk(
    number: int, staff: StaffMember, *, now: datetime
) -> ConsultationForDesk:
    """Return a consultation whole; raise NotFound for an unknown one, or not theirs to know."""
    content, standing = await load_whole(number)
    if not permissions.may_see(staff, content.lead_unit, standing.state):
        raise NotFound
    calendar, texts = await load_calendar(), await list_versions(number)
    report = (await report_in_hand(standing.subject_id)).hands.state
    line = (await _lines(await rows(ONE, number), now=now, calendar=calendar))[0]
    return ConsultationForDesk(
        **dict(line),
        **await _missing(content, standing, calendar=calendar, now=now),
        decision=await _decision(content.decision),
        revision=standing.revision,
        is_public=standing.published_at is not None,
        feedback_is_provisional=_is_provisional(content, calendar),
        files=tuple(FileForDesk(**row) for row in await rows(FILES, number)),
        versions=texts,
        extensions=await extensions_of(number),
        report=report,
        returned=await _returned(content.slug, standing),
        actions=next_steps.actions_of(
            staff, content, standing, texts=texts, report=report, now=now
        ),
    )


async def number_of(subject: int) -> int:
    """Return the consultation whose opinions are the subject's; raise NotFound."""
    found = await rows(OF_SUBJECT, subject)
    if not found:
        raise NotFound
    return int(found[0]["id"])


async def decision_choices(staff: StaffMember, *, year: int) -> tuple[DecisionChoice, ...]:
    """Return the public matters of these years' catalogues, one's own unit's first."""
    found = await visible_rows(CHOICES, year - YEARS_BACK, staff.unit_code)
    return tuple(DecisionChoice(**row) for row in found)


def _whose(staff: StaffMember, *, is_mine: bool) -> tuple[object, ...]:
    unit = staff.unit_code
    sees_drafts = permissions.may_see(staff, "", ConsultationState.DRAFT)
    return unit, sees_drafts, unit, is_mine


async def _missing(
    content: ConsultationContent,
    standing: ConsultationStanding,
    *,
    calendar: WorkCalendar,
    now: datetime,
) -> dict[str, Any]:
    """Return the pages with what each lacks, and what the law makes of the period."""
    period = await count_period(content, calendar)
    gaps: tuple[Gap, ...] = ()
    if standing.published_at is None:
        late = publishing.late_start(content.opens_on, county_date(now))
        gaps = publishing.gaps(content, standing, calendar=calendar, period=period)
        gaps = (*gaps, late) if late else gaps
    return {"tasks": next_steps.tasks_of(content, gaps), "gaps": gaps, "period": period}


def _is_provisional(content: ConsultationContent, calendar: WorkCalendar) -> bool:
    if content.closes_on is None:
        return False
    working_days = get_settings().feedback_working_days
    return periods.feedback_due(calendar, content.closes_on, working_days).is_provisional


async def _decision(code: str) -> DecisionChoice | None:
    found = await visible_rows("SELECT code, title FROM visible WHERE code = {}", code)
    return DecisionChoice(**found[0]) if found else None


async def _returned(slug: str, standing: ConsultationStanding) -> Returned | None:
    if standing.state is not ConsultationState.DRAFT:
        return None
    entry = await find_latest("consultation.return", slug)
    if entry is None:
        return None
    return Returned(reason=entry.reason, by=entry.actor_name, at=entry.recorded_at)


async def _lines(
    found: list[dict[str, Any]], *, now: datetime, calendar: WorkCalendar | None = None
) -> tuple[ConsultationForList, ...]:
    received = await received_by_subject(tuple(row["subject_id"] for row in found))
    calendar = calendar or await load_calendar()
    return tuple(
        _line(row, received.get(row["subject_id"], 0), calendar=calendar, now=now) for row in found
    )


def _line(
    row: dict[str, Any], received: int, *, calendar: WorkCalendar, now: datetime
) -> ConsultationForList:
    state, concluded_at = ConsultationState(row["state"]), row["concluded_at"]
    status = _status(row, now)
    clock = clocks.clock_of(
        state,
        status,
        opens_on=row["opens_on"],
        closes_at=row["closes_at"],
        feedback_due_on=row["feedback_due_on"],
        calendar=calendar,
        now=now,
    )
    return ConsultationForList(
        **{name: row[name] for name in _PLAIN},
        type=ConsultationType(row["type"]),
        state=state,
        status=status,
        concluded_on=county_date(concluded_at) if concluded_at else None,
        received=received,
        clock=clock,
    )


def _status(row: dict[str, Any], now: datetime) -> Status | None:
    if row["state"] in {ConsultationState.DRAFT, ConsultationState.SUBMITTED}:
        return None
    return statuses.status_at(
        now,
        opens_at=row["opens_at"],
        closes_at=row["closes_at"],
        is_concluded=row["concluded_at"] is not None,
    )


_PLAIN = (
    "id",
    "slug",
    "subject_id",
    "title",
    "lead_unit",
    "unit_name",
    "opens_on",
    "closes_on",
    "feedback_due_on",
)
