"""The room's background work: words and addresses are kept no longer than they are needed."""

import structlog

from backend.kernel.jobs import Payload
from backend.notifications.operations import outbox

logger = structlog.get_logger("notifications")


async def forget_delivered(_: Payload) -> None:
    """Empty messages a month old of their words and addresses; that they were sent stays known."""
    logger.info("messages_emptied", messages=await outbox.forget_old())
