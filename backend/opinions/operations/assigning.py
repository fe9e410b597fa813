"""Opinions handed to units with a day, and what the people at the desk say to each other."""

from datetime import date, datetime

from backend.journal import operations as journal
from backend.kernel.clock import county_date
from backend.kernel.database import rows, transaction
from backend.kernel.errors import Forbidden, Invalid, NotFound
from backend.kernel.language import say
from backend.opinions.operations.membership import must_be_groupable
from backend.opinions.operations.working import hold_work, named, record
from backend.opinions.rules.handling import may_note
from backend.opinions.schemas.answering import NoteDraft
from backend.opinions.schemas.workbench import AssignmentDraft
from backend.opinions.tables import InternalNote
from backend.organisation.schemas import StaffMember

UNIT = "SELECT name FROM unit WHERE id = {} AND is_active"
ASSIGN = """
INSERT INTO opinion_assignment (opinion, unit, due_on, assigned_by, assigned_at)
SELECT n.opinion, {}, {}, {}, {} FROM unnest({}::bigint[]) AS n (opinion)
ON CONFLICT (opinion) DO UPDATE SET unit = EXCLUDED.unit, due_on = EXCLUDED.due_on,
    assigned_by = EXCLUDED.assigned_by, assigned_at = EXCLUDED.assigned_at
"""
UNASSIGN = "DELETE FROM opinion_assignment WHERE opinion = {} RETURNING unit"
OPINION = """
SELECT s.kind, s.key, s.title, s.path, s.lead_unit, coalesce(a.unit, 0) AS unit
FROM opinion o JOIN opinion_subject s ON s.id = o.subject
LEFT JOIN opinion_assignment a ON a.opinion = o.id WHERE s.id = {} AND o.id = {}
"""


async def assign_opinions(
    subject_id: int, draft: AssignmentDraft, *, staff: StaffMember, now: datetime
) -> int:
    """Hand exactly these opinions to a unit, instead of another one too; return how many.

    Its staff then reads them, masked, and may answer each in its own words. Raises Invalid for an
    unknown unit, a day that has passed, or an opinion that needs no answer.
    """
    numbers = sorted(set(draft.opinions))
    async with transaction():
        work = await hold_work(subject_id, staff)
        await must_be_groupable(subject_id, numbers)
        unit_name = await _unit_name(draft, today=county_date(now))
        await rows(ASSIGN, draft.unit, draft.due_on, staff.id, now, numbers)
        payload = {"opinions": numbers, "unit": unit_name, "due_on": draft.due_on}
        await record(work, "point.assign", staff=staff, payload=payload)
    return len(numbers)


async def take_back(subject_id: int, number: int, *, staff: StaffMember) -> None:
    """Take an opinion back from the unit it was handed to; raise NotFound when it was to none."""
    async with transaction():
        work = await hold_work(subject_id, staff)
        await must_be_groupable(subject_id, [number])
        if not await rows(UNASSIGN, number):
            raise NotFound
        await record(work, "point.take_back", staff=staff, payload={"opinion": number})


async def write_note(
    subject_id: int, number: int, draft: NoteDraft, *, staff: StaffMember, now: datetime
) -> None:
    """Leave a note on an opinion for everybody at the desk who reads it; never public.

    Raises NotFound to whom the opinion is not in sight; the journal does not repeat the words.
    """
    async with transaction():
        found = await rows(OPINION, subject_id, number)
        if not found:
            raise NotFound
        row = found[0]
        is_assigned = row["unit"] == staff.unit_id
        if not may_note(staff, row["lead_unit"], is_assigned=is_assigned):
            raise Forbidden
        await InternalNote.insert(
            InternalNote(opinion=number, text=draft.text, written_by=staff.id, written_at=now)
        )
        subject = named(row["kind"], row["key"], title=row["title"], path=row["path"])
        await journal.record(staff.actor, "point.note", subject, payload={"opinion": number})


async def _unit_name(draft: AssignmentDraft, *, today: date) -> str:
    if draft.due_on is not None and draft.due_on < today:
        raise Invalid(fields={"due_on": say("办理期限不能早于今天。")})
    found = await rows(UNIT, draft.unit)
    if not found:
        raise Invalid(fields={"unit": say("没有这个单位，请另选一个。")})
    return str(found[0]["name"])
