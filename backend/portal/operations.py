"""Staff's deeds that touch rooms which know nothing of each other."""

from backend.journal import operations as journal
from backend.journal.schemas import Subject
from backend.kernel.database import transaction
from backend.notifications.operations import outbox
from backend.organisation.schemas import StaffMember


async def resend_message(message_id: int, *, staff: StaffMember) -> None:
    """Send a failed or kept message anew; raise NotFound, or Conflict when it is none of these."""
    async with transaction():
        message = await outbox.queue_again(message_id)
        subject = Subject(kind="message", id=str(message.id), title=str(message.name))
        await journal.record(staff.actor, "message.resend", subject)
