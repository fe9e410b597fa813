"""The room's background work: nothing about a sign-in is kept longer than it matters."""

import structlog

from backend.kernel.jobs import Payload
from backend.organisation.operations.attempts import clean_attempts
from backend.organisation.operations.sessions import clean_sessions

logger = structlog.get_logger("organisation")


async def forget_sign_ins(_: Payload) -> None:
    """Remove sessions ended more than a day ago, and counts of attempts that no longer count."""
    logger.info(
        "sign_ins_forgotten", sessions=await clean_sessions(), counts=await clean_attempts()
    )
