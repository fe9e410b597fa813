"""A consultation's background work: telling those who spoke in it."""

import structlog

from backend.consultations.operations import telling
from backend.kernel.jobs import Payload

logger = structlog.get_logger("consultations")


async def tell_result(payload: Payload) -> None:
    """Write to everybody what became of their words; twice, and each gets the letter once."""
    letters = await telling.tell_result(payload["subject"], origin=payload["origin"])
    logger.info("result_told", subject=payload["subject"], letters=letters)


async def tell_extension(payload: Payload) -> None:
    """Write to everybody that a day was moved; twice, and each gets the letter once."""
    letters = await telling.tell_extension(payload["extension"], origin=payload["origin"])
    logger.info("extension_told", extension=payload["extension"], letters=letters)


async def tell_correction(payload: Payload) -> None:
    """Write to those whose clause was corrected; twice, and each gets the letter once."""
    letters = await telling.tell_correction(payload["version"], origin=payload["origin"])
    logger.info("correction_told", version=payload["version"], letters=letters)
