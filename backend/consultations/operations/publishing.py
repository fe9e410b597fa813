"""The way of a consultation into the public: submit, return, publish; by two persons (B36)."""

from datetime import date, datetime

from backend.consultations.enums.consultation import ConsultationState
from backend.consultations.operations.locking import (
    LockedConsultation,
    change,
    journal_subject,
    lock_consultation,
)
from backend.consultations.operations.sealing import seal_version
from backend.consultations.queries.content import count_period, load_whole
from backend.consultations.rules import periods, permissions, publishing
from backend.consultations.schemas.content import ConsultationContent
from backend.consultations.schemas.drafting import ConsultationRef, ReturnDraft, RevisionSeen
from backend.consultations.tables import DraftVersion
from backend.journal import operations as journal
from backend.kernel.calendar.queries import load_calendar
from backend.kernel.calendar.schemas import WorkCalendar
from backend.kernel.clock import county_date
from backend.kernel.database import transaction
from backend.kernel.errors import Conflict, Forbidden, Invalid
from backend.kernel.language import say
from backend.kernel.settings import get_settings
from backend.opinions.operations import subjects
from backend.opinions.schemas.subjects import SubjectAmendment
from backend.organisation.schemas import StaffMember


async def submit_consultation(
    number: int, seen: RevisionSeen, *, staff: StaffMember, now: datetime
) -> ConsultationRef:
    """Hand a draft in for publication; raise Invalid while something is missing.

    Raises Forbidden, and Conflict when it is no draft, or changed since it was read.
    """
    async with transaction():
        held = await _held_as_seen(number, seen, ConsultationState.DRAFT)
        if not permissions.may_draft_for(staff, held.lead_unit):
            raise Forbidden
        content = await _require_complete(number, await load_calendar(), now=now)
        await change(held, state=ConsultationState.SUBMITTED.value, submitted_by=staff.id)
        await journal.record(
            staff.actor, "consultation.submit", held.subject, payload={"title": content.title}
        )
    return held.ref


async def return_consultation(
    number: int, draft: ReturnDraft, *, staff: StaffMember
) -> ConsultationRef:
    """Send what was submitted back to its drafters; the office may, and who submitted it."""
    async with transaction():
        held = await lock_consultation(number)
        if not (permissions.may_publish(staff) or staff.id == held.submitted_by):
            raise Forbidden
        _require(held, ConsultationState.SUBMITTED)
        await change(held, state=ConsultationState.DRAFT.value, submitted_by=None)
        await journal.record(staff.actor, "consultation.return", held.subject, reason=draft.reason)
    return held.ref


async def publish_consultation(
    number: int, seen: RevisionSeen, *, staff: StaffMember, now: datetime
) -> ConsultationRef:
    """Make what was submitted public, as it was read: its window opens, its text is sealed.

    Raises Forbidden for whoever wrote or submitted it, Conflict when it is not submitted or changed
    since it was read, Invalid when something is missing by now.
    """
    if not permissions.may_publish(staff):
        raise Forbidden
    async with transaction():
        held = await _held_as_seen(number, seen, ConsultationState.SUBMITTED)
        involved = {*held.authors, held.submitted_by}
        if refusal := permissions.refusal_of_second_person(staff, involved):
            raise Forbidden(refusal)
        calendar = await load_calendar()
        content = await _require_complete(number, calendar, now=now)
        await open_to_all(held, content, calendar, staff=staff, now=now)
        await _record(held, number, staff=staff)
    return held.ref


async def open_to_all(
    held: LockedConsultation,
    content: ConsultationContent,
    calendar: WorkCalendar,
    *,
    staff: StaffMember,
    now: datetime,
    due_on: date | None = None,
) -> None:
    """Give a complete consultation its window, its answer day and its sealed first text.

    Without a day of its own the answer is due so many working days after the last day.
    """
    if content.opens_on is None or content.closes_on is None or content.version is None:
        raise Invalid(say("还缺日期或草案，不能公布。"))
    opens_at, closes_at = periods.window(content.opens_on, content.closes_on, now=now)
    working_days = get_settings().feedback_working_days
    due_on = due_on or periods.feedback_due(calendar, content.closes_on, working_days).due_on
    await subjects.amend_subject(
        held.subject_id,
        SubjectAmendment(opens_at=opens_at, closes_at=closes_at, answer_due_on=due_on),
    )
    first = (
        await DraftVersion.select(DraftVersion.id)
        .where(DraftVersion.consultation == held.id)
        .order_by(DraftVersion.number)
        .first()
    )
    await seal_version(first["id"], subject=held.subject_id, now=now)  # type: ignore[index]
    await change(
        held,
        state=ConsultationState.PUBLISHED.value,
        feedback_due_on=due_on,
        published_by=staff.id,
        published_at=now,
    )


async def _record(held: LockedConsultation, number: int, *, staff: StaffMember) -> None:
    """Write the publication into the journal with all that became public, hashes included."""
    content, standing = await load_whole(number)
    payload = {
        **content.model_dump(mode="json"),
        "feedback_due_on": standing.feedback_due_on,
        "opens_at": standing.opens_at,
        "closes_at": standing.closes_at,
    }
    subject = journal_subject(held.slug, held.title, is_public=True)
    await journal.record(
        staff.actor, "consultation.publish", subject, payload=payload, is_public=True
    )


async def _require_complete(
    number: int, calendar: WorkCalendar, *, now: datetime
) -> ConsultationContent:
    content, standing = await load_whole(number)
    period = await count_period(content, calendar)
    found = publishing.gaps(content, standing, calendar=calendar, period=period)
    late = publishing.late_start(content.opens_on, county_date(now))
    if refusal := publishing.refusal_of_submission((*found, *([late] if late else []))):
        raise Invalid(refusal)
    return content


async def _held_as_seen(
    number: int, seen: RevisionSeen, state: ConsultationState
) -> LockedConsultation:
    held = await lock_consultation(number)
    _require(held, state)
    if held.revision != seen.revision:
        raise Conflict
    return held


def _require(held: LockedConsultation, state: ConsultationState) -> None:
    if held.state is not state:
        raise Conflict(say("这次征集现在是“{state}”，不能这样办理。", state=held.state.label))
