"""Which changes of the published catalogue are possible, and what they lead to (art. 3(3))."""

from collections.abc import Sequence
from datetime import date

from backend.decisions.enums import AdjustmentKind, CatalogueState, DecisionState
from backend.decisions.rules.rescheduling import faults_of_moves
from backend.decisions.schemas.drafts import AdjustmentDraft
from backend.decisions.schemas.rescheduling import StepMove
from backend.kernel.language import Text, say

FROM = {
    AdjustmentKind.DEFER: (DecisionState.IN_PROCEDURE, DecisionState.SUSPENDED),
    AdjustmentKind.REMOVE: (
        DecisionState.IN_PROCEDURE,
        DecisionState.SUSPENDED,
        DecisionState.DEFERRED,
    ),
    AdjustmentKind.RESCHEDULE: (DecisionState.IN_PROCEDURE, DecisionState.DEFERRED),
}
TO = {
    AdjustmentKind.ADD: DecisionState.IN_PROCEDURE,
    AdjustmentKind.DEFER: DecisionState.DEFERRED,
    AdjustmentKind.REMOVE: DecisionState.REMOVED,
    AdjustmentKind.RESCHEDULE: DecisionState.IN_PROCEDURE,
}


def possible_kinds(
    catalogue: CatalogueState, state: DecisionState, *, is_published: bool
) -> tuple[AdjustmentKind, ...]:
    """Return the adjustments this matter admits now."""
    if catalogue is not CatalogueState.PUBLISHED:
        return ()
    if not is_published:
        return (AdjustmentKind.ADD,)
    return tuple(kind for kind, states in FROM.items() if state in states)


def faults_of_adjustment(
    draft: AdjustmentDraft,
    possible: tuple[AdjustmentKind, ...],
    *,
    published_on: date,
    planned_month: date | None,
    today: date,
    moves: Sequence[StepMove] = (),
) -> dict[str, Text]:
    """Return what is wrong with a proposal, by field; empty when nothing is."""
    faults: dict[str, Text] = {}
    if draft.kind not in possible:
        faults["kind"] = say("这个事项现在不能作“{kind}”调整。", kind=draft.kind.label)
    if draft.adjusted_on > today:
        faults["adjusted_on"] = say("批准调整的日期不能在今天之后。")
    elif draft.adjusted_on < published_on:
        faults["adjusted_on"] = say("批准调整的日期不能早于目录公布的日期。")
    if draft.kind is AdjustmentKind.RESCHEDULE:
        if draft.planned_month is None:
            faults["planned_month"] = say("请填写新的拟决策时间。")
        elif draft.planned_month == planned_month and not moves:
            faults["planned_month"] = say("拟决策时间和各步骤的计划时间都和原来一样。")
        faults |= faults_of_moves(moves, published_on=published_on)
    return faults
