"""What was lately published about consultations, from the journal's public entries."""

from backend.decisions.queries.visible import visible_rows
from backend.journal.queries import list_public_acts
from backend.journal.schemas import JournalPublic

ACTS = (
    "consultation.publish",
    "consultation.enter_past",
    "consultation.extend",
    "consultation.postpone_feedback",
    "draft.publish",
    "consultation.conclude",
)
SIZE = 50  # entries of a feed
SHOWN = """
SELECT c.slug FROM consultation c LEFT JOIN visible v ON v.id = c.decision
WHERE c.slug = ANY({}) AND c.state IN ('published', 'concluded')
  AND (c.decision IS NULL OR v.id IS NOT NULL)
"""


async def list_news(size: int = SIZE) -> tuple[JournalPublic, ...]:
    """Return the newest entries; one about a consultation nobody may see is left out."""
    entries = await list_public_acts(ACTS, size=size)
    slugs = sorted({entry.subject_id for entry in entries})
    shown = {row["slug"] for row in await visible_rows(SHOWN, slugs)} if slugs else set()
    return tuple(entry for entry in entries if entry.subject_id in shown)
