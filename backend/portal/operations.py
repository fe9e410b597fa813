"""Staff's deeds that touch rooms which know nothing of each other."""

from backend.journal import operations as journal
from backend.journal.schemas import Subject
from backend.kernel.database import transaction
from backend.notifications.enums import Cause, Outcome
from backend.notifications.operations import outbox, suppressing
from backend.notifications.schemas import BounceReport, BounceText, SuppressionDraft
from backend.organisation.schemas import StaffMember

SUPPRESSED = "suppressed_address"  # kind of subject; its address is never told


async def resend_message(message_id: int, *, staff: StaffMember) -> None:
    """Send a failed or kept message anew; raise NotFound, or Conflict when it is none of these."""
    async with transaction():
        message = await outbox.queue_again(message_id)
        subject = Subject(kind="message", id=str(message.id), title=str(message.name))
        await journal.record(staff.actor, "message.resend", subject)


async def suppress_address(draft: SuppressionDraft, *, staff: StaffMember) -> None:
    """Send nothing more to an address or number; the journal is told neither it nor the reason."""
    async with transaction():
        await suppressing.suppress(draft.contact, cause=Cause.DESK, reason=draft.reason)
        await journal.record(staff.actor, "message.suppress", _addresses())


async def suppress_recipient(message_id: int, *, staff: StaffMember) -> None:
    """Send nothing more to where a failed message was to go.

    Raises NotFound, and Conflict for one that has not failed or has lost its address.
    """
    async with transaction():
        await suppressing.suppress_recipient(message_id)
        await journal.record(staff.actor, "message.suppress", _addresses())


async def lift_suppression(suppressed_id: int, *, staff: StaffMember) -> None:
    """Send to an address again; raise NotFound where it is none of those left alone."""
    async with transaction():
        held = await suppressing.lift(suppressed_id)
        await journal.record(staff.actor, "message.lift", _addresses(str(held.id)))


async def import_bounces(draft: BounceText, *, staff: StaffMember) -> BounceReport:
    """Leave alone what pasted bounces name, and return what was done; raise Invalid by field."""
    async with transaction():
        report = await suppressing.import_bounces(draft.text)
        counts = {outcome.value: report.count(outcome) for outcome in Outcome}
        await journal.record(
            staff.actor, "message.import_bounces", _addresses(), payload={"addresses": counts}
        )
    return report


def _addresses(number: str = "") -> Subject:
    return Subject(kind=SUPPRESSED, id=number or "all", title="不再寄送的地址")
