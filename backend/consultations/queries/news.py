"""What was lately put to the public, extended or answered, from the journal's public entries."""

from backend.journal.queries import list_public_acts
from backend.journal.schemas import JournalPublic

ACTS = (
    "consultation.publish",
    "consultation.enter_past",
    "consultation.extend",
    "consultation.postpone_feedback",
    "consultation.conclude",
    "draft.publish",
)
SIZE = 50  # entries of a feed


async def list_news(size: int = SIZE) -> tuple[JournalPublic, ...]:
    """Return the newest entries; a consultation of a hidden matter never becomes public."""
    return await list_public_acts(ACTS, size=size)
