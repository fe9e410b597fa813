"""The journal's background work: seeing that every entry still says what it said."""

import structlog

from backend.journal import operations
from backend.kernel.jobs import Payload

logger = structlog.get_logger("journal")


async def check_integrity(_: Payload) -> None:
    """Recompute the hash of every entry and note the outcome; a mismatch is an error in the log."""
    check = await operations.check_entries()
    if check.mismatches:
        logger.error("journal_mismatch", entries=check.entries, mismatched=check.mismatched_ids)
