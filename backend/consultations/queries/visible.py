"""Consultations anyone may see: published, and of no matter that is kept from the public."""

from datetime import datetime
from typing import Any

from backend.consultations.enums.consultation import ConsultationType, Status
from backend.consultations.queries import visible_parts
from backend.consultations.rules import slugs
from backend.consultations.rules import status as rules
from backend.consultations.schemas.shown import (
    ConsultationLine,
    ConsultationShown,
    NoteShown,
    WaysShown,
)
from backend.decisions.queries.visible import visible_rows
from backend.kernel.clock import county_date
from backend.kernel.errors import NotFound
from backend.kernel.paging import Page, read_cursor, write_cursor
from backend.opinions.queries.figures import received_by_subject

COLUMNS = """
SELECT c.*, s.id AS subject_id, s.opens_at, s.closes_at, s.moderation,
       u.name AS unit_name, u.phone AS unit_phone,
       coalesce(v.code, '') AS decision_code, coalesce(v.title, '') AS decision_title
FROM consultation c
JOIN opinion_subject s ON s.id = c.subject
JOIN unit u ON u.id = c.lead_unit
LEFT JOIN visible v ON v.id = c.decision
"""
OPEN_TO_ALL = (
    COLUMNS
    + """
WHERE c.state IN ('published', 'concluded') AND (c.decision IS NULL OR v.id IS NOT NULL)
"""
)
NOT_ANSWERED = " AND c.concluded_at IS NULL AND "
STANDING = {  # blanks: now
    Status.SCHEDULED: NOT_ANSWERED + "s.opens_at > {}",
    Status.OPEN: NOT_ANSWERED + "{} BETWEEN s.opens_at AND s.closes_at - interval '1 microsecond'",
    Status.AWAITING_FEEDBACK: NOT_ANSWERED + "s.closes_at <= {}",
    Status.ANSWERED: " AND c.concluded_at <= {}",
}
PAGE_SIZE = 20
MOST_CURRENT = 100  # consultations under way at once


async def list_current(now: datetime) -> tuple[ConsultationLine, ...]:
    """Return what is not answered yet: open ones by last day, then those to come, then due ones."""
    found = await visible_rows(
        OPEN_TO_ALL + " AND c.concluded_at IS NULL ORDER BY s.closes_at, c.id LIMIT {}",
        MOST_CURRENT,
    )
    lines = await _lines(found, now)
    order = (Status.OPEN, Status.SCHEDULED, Status.AWAITING_FEEDBACK)
    return tuple(sorted(lines, key=lambda line: order.index(line.status)))


async def list_answered(
    now: datetime, *, after: str = "", size: int = PAGE_SIZE
) -> Page[ConsultationLine]:
    """Return what was answered, the newest answer first."""
    last = read_cursor(after, int)[0] if after else 2**31 - 1
    found = await visible_rows(
        OPEN_TO_ALL + " AND c.concluded_at IS NOT NULL AND c.id < {} ORDER BY c.id DESC LIMIT {}",
        last,
        size + 1,
    )
    following = write_cursor(found[size - 1]["id"]) if len(found) > size else None
    return Page(items=await _lines(found[:size], now), next=following)


async def list_all(
    now: datetime, *, status: Status | None = None, after: str = "", size: int = PAGE_SIZE
) -> Page[ConsultationLine]:
    """Return all of them, or those that stand so now, the newest first; raise Invalid."""
    last = read_cursor(after, int)[0] if after else 2**31 - 1
    standing, values = (STANDING[status], [now]) if status else ("", [])
    found = await visible_rows(
        OPEN_TO_ALL + standing + " AND c.id < {} ORDER BY c.id DESC LIMIT {}",
        *values,
        last,
        size + 1,
    )
    following = write_cursor(found[size - 1]["id"]) if len(found) > size else None
    return Page(items=await _lines(found[:size], now), next=following)


async def list_slugs() -> tuple[str, ...]:
    """Return the address of every published consultation, the newest first."""
    found = await visible_rows(OPEN_TO_ALL + " ORDER BY s.opens_at DESC, c.slug")
    return tuple(row["slug"] for row in found)


async def lines_of_decisions(
    codes: tuple[str, ...], now: datetime
) -> dict[str, tuple[ConsultationLine, ...]]:
    """Return the consultations of these decisions, by their code."""
    if not codes:
        return {}
    found = await visible_rows(
        OPEN_TO_ALL + " AND v.code = ANY({}) ORDER BY s.opens_at, c.id", list(codes)
    )
    lines = await _lines(found, now)
    return {
        code: tuple(line for line in lines if line.decision_code == code)
        for code in {line.decision_code for line in lines}
    }


async def get_consultation(slug: str, now: datetime) -> ConsultationShown:
    """Return a published consultation; raise NotFound for any other."""
    if not slugs.is_slug(slug):
        raise NotFound
    found = await visible_rows(OPEN_TO_ALL + " AND c.slug = {}", slug)
    if not found:
        raise NotFound
    return await shown_of(found[0], now)


async def shown_of(row: dict[str, Any], now: datetime) -> ConsultationShown:
    """Return a consultation's row, with the columns of `COLUMNS`, as anyone would read it."""
    line = (await _lines([row], now))[0]
    parts = await visible_parts.parts_of(row["id"])
    return ConsultationShown(
        **line.model_dump(),
        **{name: row[name] for name in _PLAIN},
        period_days=(row["closes_on"] - row["opens_on"]).days,
        ways=WaysShown(**{**_some(row, WaysShown), "venues": _list(row["venues"])}),
        note=_note(row),
        **parts,
    )


_PLAIN = (
    "id",
    "subject_id",
    "opens_at",
    "closes_at",
    "published_at",
    "shortened_reason",
    "shortened_approved_by",
    "announcement",
    "plain_summary",
    "moderation",
    "unit_phone",
)


def _some(row: dict[str, Any], schema: type[Any]) -> dict[str, Any]:
    return {name: row[name] for name in schema.model_fields if name in row}


def _list(lines: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in lines.splitlines() if line.strip())


def _note(row: dict[str, Any]) -> NoteShown:
    return NoteShown(
        background=row["background"],
        process=row["process"],
        basis=_list(row["basis"]),
        main_content=_list(row["main_content"]),
        focus_questions=_list(row["focus_questions"]),
        affected_groups=_list(row["affected_groups"]),
    )


async def _lines(found: list[dict[str, Any]], now: datetime) -> tuple[ConsultationLine, ...]:
    received = await received_by_subject(tuple(row["subject_id"] for row in found))
    return tuple(_line(row, received.get(row["subject_id"], 0), now) for row in found)


def _line(row: dict[str, Any], received: int, now: datetime) -> ConsultationLine:
    is_concluded = row["concluded_at"] is not None
    status = rules.status_at(
        now, opens_at=row["opens_at"], closes_at=row["closes_at"], is_concluded=is_concluded
    )
    return ConsultationLine(
        **{name: row[name] for name in _LINE},
        type=ConsultationType(row["type"]),
        status=status,
        feedback_published_on=county_date(row["concluded_at"]) if is_concluded else None,
        days_left=rules.days_left(now, row["closes_at"]) if status is Status.OPEN else None,
        is_overdue=rules.is_overdue(
            county_date(now), row["feedback_due_on"], is_concluded=is_concluded
        ),
        received=received,
    )


_LINE = (
    "slug",
    "title",
    "unit_name",
    "opens_on",
    "closes_on",
    "feedback_due_on",
    "decision_code",
    "decision_title",
)
