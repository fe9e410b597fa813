"""New planned dates of steps: kept with the proposal, written into the plan once approved."""

from collections.abc import Iterable
from typing import Any

from backend.decisions.schemas.rescheduling import StepMove, StepTimes
from backend.decisions.tables import AdjustmentStep
from backend.kernel.database import rows

PLAN = """
SELECT seq, name, planned_start, planned_end, state, is_internal FROM plan_step
WHERE decision = {} ORDER BY seq
"""
PROPOSED = """
SELECT seq, planned_start, planned_end FROM adjustment_step WHERE adjustment = {} ORDER BY seq
"""
MOVE = """
UPDATE plan_step s SET planned_start = m.planned_start, planned_end = m.planned_end
FROM adjustment a JOIN adjustment_step m ON m.adjustment = a.id
WHERE a.id = {} AND s.decision = a.decision AND s.seq = m.seq
"""


async def load_times(decision_id: int) -> tuple[StepTimes, ...]:
    """Return a plan's dates, internal steps too; held while the decision is."""
    return tuple(StepTimes(**row) for row in await rows(PLAN, decision_id))


async def load_proposed(adjustment_id: int) -> list[dict[str, Any]]:
    """Return the dates a proposal asks for, as `AdjustmentDraft.steps` takes them."""
    return await rows(PROPOSED, adjustment_id)


async def keep_moves(adjustment_id: int, moves: Iterable[StepMove]) -> None:
    """Write down which steps a proposal moves, with the dates they have now."""
    found = [AdjustmentStep(adjustment=adjustment_id, **_days(move)) for move in moves]
    if found:
        await AdjustmentStep.insert(*found)


async def move_steps(adjustment_id: int) -> None:
    """Give the steps a proposal moves their new dates."""
    await rows(MOVE, adjustment_id)


def _days(move: StepMove) -> dict[str, Any]:
    return move.model_dump(exclude={"name", "state", "is_internal"})
