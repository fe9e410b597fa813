"""Where a person's morning letter goes: their own to change, and to end from the letter itself."""

from backend.journal import operations as journal
from backend.journal.schemas import SYSTEM
from backend.kernel.database import rows, transaction
from backend.organisation.operations.sessions import subject_of
from backend.organisation.queries.morning import get_reader
from backend.organisation.schemas import OwnMailDraft, StaffMember

CHANGE = """
    UPDATE staff SET mail = {}, has_morning_letter = {}, revision = revision + 1 WHERE id = {}
"""
END = """
    UPDATE staff SET has_morning_letter = false, revision = revision + 1
    WHERE id = {} AND has_morning_letter RETURNING id
"""


async def change_own_mail(draft: OwnMailDraft, *, staff: StaffMember) -> OwnMailDraft:
    """Set one's own address, and whether a letter comes; the journal keeps no address."""
    async with transaction():
        await rows(CHANGE, draft.mail, draft.has_morning_letter, staff.id)
        payload = {"has_mail": bool(draft.mail), "has_morning_letter": draft.has_morning_letter}
        await journal.record(staff.actor, "staff.change_mail", subject_of(staff), payload=payload)
    return draft


async def end_morning_letter(token: str) -> None:
    """Send whose token it is no more morning letters; a second time changes nothing.

    Nobody is signed in, so the journal names nobody as the actor. Raises NotFound for no such
    token.
    """
    async with transaction():
        reader = await get_reader(token)
        if await rows(END, reader.id):
            await journal.record(SYSTEM, "staff.end_morning_letter", subject_of(reader))
