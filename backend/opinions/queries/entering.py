"""What takes entries, what can be pointed at, and what a clerk entered."""

from datetime import datetime
from typing import Any

from backend.kernel.database import rows
from backend.kernel.errors import NotFound
from backend.kernel.text.mask import mask
from backend.opinions.enums import Channel, OpinionState
from backend.opinions.schemas.entering import EntrySubject, Slip
from backend.opinions.schemas.shown import PassageShown
from backend.organisation.schemas import StaffMember

WORDS = 30  # characters by which a clerk knows an entry again
MOST_SLIPS = 100
SUBJECT = """
SELECT s.id, s.title, s.path, u.name AS unit_name, s.opens_at, s.closes_at, s.concluded_at,
       s.answer_due_on,
       (SELECT count(*) FROM opinion o
        WHERE o.subject = s.id AND o.entered_by = {} AND o.recorded_at >= {}) AS entered_today
FROM opinion_subject s JOIN unit u ON u.id = s.lead_unit
"""
PASSAGES = """
SELECT id, label FROM opinion_passage WHERE subject = {} AND is_current ORDER BY position, id
"""
SLIPS = """
SELECT o.id AS number, o.receipt_code AS code, o.channel, o.received_at, o.state,
       s.title AS subject_title, u.name AS unit_name, s.answer_due_on,
       left(coalesce(o.text, ''), 1000) AS words
FROM opinion o JOIN opinion_subject s ON s.id = o.subject JOIN unit u ON u.id = s.lead_unit
WHERE o.subject = {} AND o.entered_by = {}
"""


async def list_entry_subjects(
    staff: StaffMember, *, now: datetime, since: datetime
) -> tuple[EntrySubject, ...]:
    """Return what can be entered on: open, or closed and not answered; the first to close first."""
    found = await rows(
        SUBJECT
        + "WHERE s.opens_at <= {} AND s.concluded_at IS NULL"
        + " ORDER BY s.closes_at <= {}, s.closes_at, s.id",
        *(staff.id, since, now, now),
    )
    return tuple(EntrySubject(**row) for row in found)


async def get_entry_subject(subject_id: int, staff: StaffMember, since: datetime) -> EntrySubject:
    """Return a subject that was opened once; raise NotFound."""
    found = await rows(
        SUBJECT + "WHERE s.id = {} AND s.opens_at IS NOT NULL", staff.id, since, subject_id
    )
    if not found:
        raise NotFound
    return EntrySubject(**found[0])


async def current_passages(subject_id: int) -> tuple[PassageShown, ...]:
    """Return the parts of a subject one can point at now, in order."""
    return tuple(PassageShown(**row) for row in await rows(PASSAGES, subject_id))


async def list_slips(
    subject_id: int, staff: StaffMember, *, since: datetime, size: int = MOST_SLIPS
) -> tuple[Slip, ...]:
    """Return what this person entered on a subject since then, the latest first."""
    sql = SLIPS + "AND o.recorded_at >= {} ORDER BY o.id DESC LIMIT {}"
    return tuple(_slip(row) for row in await rows(sql, subject_id, staff.id, since, size))


async def find_slip(subject_id: int, number: int, staff: StaffMember) -> Slip | None:
    """Return the slip of what this person entered; nobody gets another one's codes."""
    found = await rows(SLIPS + "AND o.id = {}", subject_id, staff.id, number)
    return _slip(found[0]) if found else None


def _slip(row: dict[str, Any]) -> Slip:
    words = mask(row["words"], is_thorough=True).text
    return Slip(
        **{
            **row,
            "channel": Channel(row["channel"]),
            "state": OpinionState(row["state"]),
            "words": words[:WORDS] + ("…" if len(words) > WORDS else ""),
        }
    )
