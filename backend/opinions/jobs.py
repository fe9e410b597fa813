"""The ledger's background work: figures that add up, opinions that are alike, letters to all."""

import structlog

from backend.kernel.database import transaction
from backend.kernel.jobs import Payload, enqueue
from backend.opinions.operations.announcing import announce_answers
from backend.opinions.operations.folding import fold_tallies
from backend.opinions.operations.suggesting import SUGGEST, suggest_groups
from backend.opinions.queries.figures import list_unreconciled
from backend.opinions.queries.suggestions import list_lately_grown

logger = structlog.get_logger("opinions")


async def fold(_: Payload) -> None:
    """Fold the differences the figures are added up from; twice does no harm."""
    if taken := await fold_tallies():
        logger.info("tallies_folded", differences=taken)


async def reconcile(_: Payload) -> None:
    """Hold the figures against the opinions themselves; a difference is an error in the log."""
    if subjects := await list_unreconciled():
        logger.error("figures_differ", subjects=subjects)


async def suggest(payload: Payload) -> None:
    """Compare a subject's opinions; the same ones give the same groups, so twice does no harm."""
    groups = await suggest_groups(payload["subject"])
    logger.info("groups_suggested", subject=payload["subject"], groups=groups)


async def suggest_anew(_: Payload) -> None:
    """Have the subjects compared on which opinions have come since the timetable's last turn."""
    for subject in await list_lately_grown():
        async with transaction():
            await enqueue(SUGGEST, {"subject": subject}, dedupe_key=f"{SUGGEST}:{subject}")


async def announce(payload: Payload) -> None:
    """Write to everybody that the answers are out; twice, and each gets the letter once."""
    letters = await announce_answers(payload["subject"], origin=payload["origin"])
    logger.info("answers_announced", subject=payload["subject"], letters=letters)
