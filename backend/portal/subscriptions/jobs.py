"""The background work of subscriptions: telling, and forgetting what nobody confirmed."""

import structlog

from backend.journal.queries import find_settled
from backend.kernel.clock import now
from backend.kernel.jobs import Payload
from backend.portal.subscriptions.operations.keeping import forget_unconfirmed
from backend.portal.subscriptions.operations.telling import tell_news
from backend.portal.subscriptions.rules import KINDS

logger = structlog.get_logger("subscriptions")


async def write_digests(_: Payload) -> None:
    """Tell every subscription that is due of all that is settled; the rest is told next time."""
    until = await find_settled(KINDS)
    if until is None:
        logger.warning("journal_unsettled")
        return
    written = await tell_news(until, now=now())
    if written.looked_at:
        logger.info("digests_written", letters=written.letters, looked_at=written.looked_at)


async def forget_asked(_: Payload) -> None:
    """Remove subscriptions nobody confirmed in three days."""
    logger.info("subscriptions_forgotten", subscriptions=await forget_unconfirmed())
