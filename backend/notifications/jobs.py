"""The room's background work: nothing is kept longer than it is needed."""

import structlog

from backend.kernel.jobs import Payload
from backend.notifications.operations import outbox
from backend.notifications.operations.proving import forget_expired

logger = structlog.get_logger("notifications")


async def forget_delivered(_: Payload) -> None:
    """Empty messages a month old of their words and addresses; that they were sent stays known."""
    logger.info("messages_emptied", messages=await outbox.forget_old())


async def forget_codes(_: Payload) -> None:
    """Remove codes whose ten minutes are over."""
    logger.info("contact_codes_forgotten", codes=await forget_expired())
