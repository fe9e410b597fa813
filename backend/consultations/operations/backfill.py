"""Entering a consultation that ran before this platform kept it; marked as such, for ever."""

from datetime import datetime, time

from backend.consultations.operations.drafting import amend_part, draft_consultation
from backend.consultations.operations.locking import (
    LockedConsultation,
    change,
    journal_subject,
    lock_consultation,
)
from backend.consultations.operations.publishing import open_to_all
from backend.consultations.operations.texts import write_text
from backend.consultations.queries.content import count_period, load_part, load_whole
from backend.consultations.rules import permissions, publishing
from backend.consultations.schemas.drafting import (
    ConsultationRef,
    PartDraft,
    PastConsultation,
)
from backend.consultations.schemas.versions import TextDraft
from backend.journal import operations as journal
from backend.kernel.calendar.queries import load_calendar
from backend.kernel.clock import COUNTY_ZONE, county_date
from backend.kernel.database import transaction
from backend.kernel.errors import Forbidden, Invalid
from backend.organisation.schemas import StaffMember


async def load_past_consultation(
    past: PastConsultation, *, staff: StaffMember, now: datetime
) -> ConsultationRef:
    """Enter a consultation with its days, long past or still running, and make it public.

    Opinions can then be entered with their own dates. For the office alone: nobody could publish
    it a second time. Raises Forbidden, and Invalid while something is missing or nothing is past.
    """
    if not permissions.may_publish(staff):
        raise Forbidden
    async with transaction():
        ref = await draft_consultation(past.basics, staff=staff, now=now)
        for part in past.parts:
            await _write(ref.id, part, staff=staff)
        await write_text(ref.id, 1, TextDraft(text=past.text), staff=staff)
        held = await lock_consultation(ref.id)
        await _open(held, past, staff=staff, now=now)
    return ref.model_copy(update={"revision": held.revision + 2})


async def _write(number: int, part: PartDraft, *, staff: StaffMember) -> None:
    seen = (await load_part(number, type(part))).seen
    await amend_part(number, part.model_copy(update={"seen": seen}), staff=staff)


async def _open(
    held: LockedConsultation, past: PastConsultation, *, staff: StaffMember, now: datetime
) -> None:
    content, standing = await load_whole(held.id)
    calendar = await load_calendar()
    period = await count_period(content, calendar)
    found = publishing.gaps(content, standing, calendar=calendar, period=period)
    if refusal := publishing.refusal_of_submission(found) or publishing.refusal_of_past(
        content.opens_on, county_date(now)
    ):
        raise Invalid(refusal)
    then = datetime.combine(content.opens_on or now.date(), time(), COUNTY_ZONE)
    due_on = past.feedback_due_on
    await open_to_all(held, content, calendar, staff=staff, now=then, due_on=due_on)
    # Who typed in what was public already wrote none of it, and may publish its result.
    await change(await lock_consultation(held.id), authors=[])
    await journal.record(
        staff.actor,
        "consultation.enter_past",
        journal_subject(held.slug, held.title, is_public=True),
        reason=past.source,
        payload=content,
        is_public=True,
    )
