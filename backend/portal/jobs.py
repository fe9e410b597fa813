"""The portal's background work."""

import structlog

from backend.kernel.clock import now
from backend.kernel.jobs import Payload
from backend.portal.morning.operations import write_letters

logger = structlog.get_logger("portal")


async def write_morning_letters(_: Payload) -> None:
    """Write the letters of this morning, if it is one and they are not written yet."""
    letters = await write_letters(now=now())
    if letters is not None:
        logger.info("morning_letters_written", letters=letters)
