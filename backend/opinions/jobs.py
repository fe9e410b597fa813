"""The ledger's background work: figures that add up fast, and are right."""

import structlog

from backend.kernel.jobs import Payload
from backend.opinions.operations.folding import fold_tallies
from backend.opinions.queries.figures import list_unreconciled

logger = structlog.get_logger("opinions")


async def fold(_: Payload) -> None:
    """Fold the differences the figures are added up from; twice does no harm."""
    if taken := await fold_tallies():
        logger.info("tallies_folded", differences=taken)


async def reconcile(_: Payload) -> None:
    """Hold the figures against the opinions themselves; a difference is an error in the log."""
    if subjects := await list_unreconciled():
        logger.error("figures_differ", subjects=subjects)
