"""Where a person's morning letter goes: their own to change, and to end."""

from backend.journal import operations as journal
from backend.kernel.database import rows, transaction
from backend.organisation.operations.sessions import subject_of
from backend.organisation.schemas import OwnMailDraft, StaffMember

CHANGE = """
    UPDATE staff SET mail = {}, has_morning_letter = {}, revision = revision + 1 WHERE id = {}
"""


async def change_own_mail(draft: OwnMailDraft, *, staff: StaffMember) -> OwnMailDraft:
    """Set one's own address, and whether a letter comes; the journal keeps no address."""
    async with transaction():
        await rows(CHANGE, draft.mail, draft.has_morning_letter, staff.id)
        payload = {"has_mail": bool(draft.mail), "has_morning_letter": draft.has_morning_letter}
        await journal.record(staff.actor, "staff.change_mail", subject_of(staff), payload=payload)
    return draft
