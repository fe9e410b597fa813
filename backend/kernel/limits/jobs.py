"""The background work of limits: no address's key is kept longer than it limits anything."""

import structlog

from backend.kernel.jobs import Payload
from backend.kernel.limits.operations import forget_whole

logger = structlog.get_logger("limits")


async def forget(_: Payload) -> None:
    """Remove the keys of addresses whose allowance is whole again."""
    logger.info("limits_forgotten", keys=await forget_whole())
