"""More time: for those who write, or for those who owe an answer; always public, with a reason."""

from datetime import date, datetime

from backend.consultations.enums.consultation import ExtensionKind
from backend.consultations.operations.locking import (
    LockedConsultation,
    change,
    lock_consultation,
)
from backend.consultations.operations.telling import TELL_EXTENSION
from backend.consultations.rules import extending, periods, permissions
from backend.consultations.schemas.drafting import ConsultationRef, ExtensionDraft
from backend.consultations.tables import ConsultationExtension
from backend.journal import operations as journal
from backend.kernel.calendar.queries import load_calendar
from backend.kernel.calendar.rules import closes_at
from backend.kernel.database import transaction
from backend.kernel.errors import Conflict, Forbidden, Invalid
from backend.kernel.jobs import enqueue
from backend.kernel.settings import get_settings
from backend.opinions.operations import subjects
from backend.organisation.schemas import StaffMember


async def extend_period(
    number: int, draft: ExtensionDraft, *, staff: StaffMember, now: datetime, origin: str = ""
) -> ConsultationRef:
    """Let people write until a later day; the answer is due later too; whoever wrote is told.

    Raises Forbidden, Conflict once the period has ended, Invalid for a day that is not later or is
    a day of rest.
    """
    if not permissions.may_publish(staff):
        raise Forbidden
    async with transaction():
        held = await lock_consultation(number)
        if refusal := extending.refusal_of_more_time(held.state, closes_at=held.closes_at, now=now):
            raise Conflict(refusal)
        calendar = await load_calendar()
        former = _day(held.closes_on)
        fault = extending.fault_of_day(
            draft.until_on, former_on=former, now=now
        ) or periods.refusal_of_last_day(calendar, draft.until_on)
        if fault:
            raise Invalid(fields={"until_on": fault})
        due = periods.feedback_due(calendar, draft.until_on, get_settings().feedback_working_days)
        due_on = max(due.due_on, _day(held.feedback_due_on))
        await subjects.move_deadline(held.subject_id, closes_at(draft.until_on))
        if due_on > _day(held.feedback_due_on):
            await subjects.move_answer_day(held.subject_id, due_on)
        await change(held, closes_on=draft.until_on, feedback_due_on=due_on)
        await _note(held, ExtensionKind.PERIOD, former, draft, staff=staff, now=now, origin=origin)
    return held.ref


async def postpone_feedback(
    number: int, draft: ExtensionDraft, *, staff: StaffMember, now: datetime, origin: str = ""
) -> ConsultationRef:
    """Put the answer off to a later day; whoever waits for it is told.

    Raises Forbidden, Conflict once it was given, Invalid for a day that is not later.
    """
    if not permissions.may_publish(staff):
        raise Forbidden
    async with transaction():
        held = await lock_consultation(number)
        if refusal := extending.refusal_of_later_feedback(held.state):
            raise Conflict(refusal)
        former = _day(held.feedback_due_on)
        if fault := extending.fault_of_day(draft.until_on, former_on=former, now=now):
            raise Invalid(fields={"until_on": fault})
        await subjects.move_answer_day(held.subject_id, draft.until_on)
        await change(held, feedback_due_on=draft.until_on)
        await _note(
            held, ExtensionKind.FEEDBACK, former, draft, staff=staff, now=now, origin=origin
        )
    return held.ref


async def _note(
    held: LockedConsultation,
    kind: ExtensionKind,
    former_on: date,
    draft: ExtensionDraft,
    *,
    staff: StaffMember,
    now: datetime,
    origin: str,
) -> None:
    row = ConsultationExtension(
        consultation=held.id,
        kind=kind.value,
        former_on=former_on,
        until_on=draft.until_on,
        reason=draft.reason,
        extended_by=staff.id,
        extended_at=now,
    )
    written = await ConsultationExtension.insert(row).returning(ConsultationExtension.id)
    is_period = kind is ExtensionKind.PERIOD
    await journal.record(
        staff.actor,
        "consultation.extend" if is_period else "consultation.postpone_feedback",
        held.subject,
        reason=draft.reason,
        payload={"former_on": former_on, "until_on": draft.until_on},
        is_public=True,
    )
    await enqueue(TELL_EXTENSION, {"extension": int(written[0]["id"]), "origin": origin})


def _day(day: date | None) -> date:
    """Return a day a published consultation always has."""
    if day is None:
        raise Conflict
    return day
