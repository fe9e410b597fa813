"""What was lately published or adjusted, from the journal's public entries."""

from backend.decisions.queries.visible_decisions import visible_codes
from backend.journal.queries import list_public_acts
from backend.journal.schemas import JournalPublic

ACTS = (
    "catalogue.publish",
    "catalogue.report",
    "decision.add",
    "decision.defer",
    "decision.remove",
    "decision.reschedule",
    "decision.suspend",
    "decision.resume",
    "decision.publish_result",
)
SIZE = 50  # entries of a feed


async def list_news(size: int = SIZE) -> tuple[JournalPublic, ...]:
    """Return the newest entries; one about a decision nobody may see any more is left out."""
    entries = await list_public_acts(ACTS, size=size)
    codes = [entry.subject_id for entry in entries if entry.subject_kind == "decision"]
    shown = await visible_codes(codes) if codes else frozenset()
    return tuple(
        entry for entry in entries if entry.subject_kind != "decision" or entry.subject_id in shown
    )
