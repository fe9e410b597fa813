"""When a step may begin or be completed, and what that makes of the decision."""

from collections.abc import Iterator
from datetime import date

from backend.decisions.enums import (
    DecisionState,
    Gate,
    GateStatus,
    StepKind,
    StepState,
)
from backend.decisions.rules.gates import legality, meeting, risk
from backend.decisions.rules.gates.lacks import Measures, future, lack, on_day
from backend.decisions.rules.gates.overview import lacks_of, view
from backend.decisions.rules.gates.required import STEPS
from backend.decisions.schemas.gates.dossier import Dossier, Lack
from backend.decisions.schemas.gates.steps import StepProgress, StepRecord
from backend.kernel.language import Text, say

GOING_ON = frozenset(
    {DecisionState.IN_PROCEDURE, DecisionState.EXECUTING, DecisionState.EVALUATING}
)
AFTER_RISK = frozenset(
    {
        StepKind.LEGALITY,
        StepKind.COLLECTIVE,
        StepKind.PARTY,
        StepKind.CONGRESS,
        StepKind.PUBLISH,
        StepKind.EXECUTE,
    }
)
AFTER_RESULT = frozenset({StepKind.EXECUTE, StepKind.ARCHIVE, StepKind.EVALUATE})
AFTERWARDS = frozenset({Gate.RESULT, Gate.EVALUATION})
MOVES_DECISION = frozenset({StepKind.PUBLISH, StepKind.EXECUTE, StepKind.EVALUATE})


def may_go_on(dossier: Dossier) -> Text | None:
    """Return why nothing may be recorded now, or None when it may."""
    if not dossier.matter.is_kept:
        return say("目录公布以后才能登记进展。")
    if dossier.matter.state not in GOING_ON | {DecisionState.COMPLETED}:
        return say("这个事项现在是“{state}”，不能登记进展。", state=dossier.matter.state.label)
    return None


def may_not_change(dossier: Dossier, gate: Gate) -> Text | None:
    """Return why the record behind a gate may not be changed now, or None when it may.

    What led to a decision is history once the decision is published; its publication and its
    evaluation may still be put right.
    """
    standstill = may_go_on(dossier)
    if standstill:
        return standstill
    if dossier.matter.result_published_on and gate not in AFTERWARDS:
        return say("决策已经公布，这项记录不能再改。")
    return None


def state_of(draft: StepProgress) -> StepState:
    """Return how far a step is, by its dates."""
    if draft.actual_end:
        return StepState.COMPLETED
    return StepState.IN_PROGRESS if draft.actual_start else StepState.PLANNED


def faults(draft: StepProgress, step: StepRecord, dossier: Dossier, today: date) -> dict[str, Text]:
    """Return what is wrong with a draft, by field."""
    found = future({"actual_start": draft.actual_start, "actual_end": draft.actual_end}, today)
    if draft.actual_end and draft.actual_start is None:
        found["actual_start"] = say("请填写开始日期。")
    elif draft.actual_start and draft.actual_end and draft.actual_end < draft.actual_start:
        found["actual_end"] = say("结束日期应在开始日期之后。")
    if draft.actual_end and not draft.output:
        found["output"] = say("请写明这一步形成了什么。")
    if step.state is StepState.COMPLETED and not draft.correction:
        found["correction"] = say("这一步已经登记完成，再改请写明原因。")
    recorded = _recorded_on(step.kind, dossier)
    if recorded and draft.actual_end and draft.actual_end < recorded:
        found.setdefault("actual_end", say("不能早于登记的日期 {day}。", day=on_day(recorded)))
    return found


def _recorded_on(kind: StepKind, dossier: Dossier) -> date | None:
    """Return the day the step's own record says it was over."""
    review, sitting = legality.latest(dossier), meeting.latest(dossier)
    taken, hearing, assessed = dossier.participation, dossier.hearing, dossier.risk
    fair, result, evaluation = dossier.fair_competition, dossier.result, dossier.evaluation
    days = {
        StepKind.PARTICIPATION: taken.closed_on if taken else None,
        StepKind.HEARING: hearing.held_on if hearing else None,
        StepKind.RISK: assessed.concluded_on if assessed else None,
        StepKind.FAIR: fair.concluded_on if fair else None,
        StepKind.LEGALITY: review.concluded_on if review else None,
        StepKind.COLLECTIVE: sitting.held_on if sitting else None,
        StepKind.PUBLISH: result.published_on if result else None,
        StepKind.EVALUATE: evaluation.concluded_on if evaluation else None,
    }
    return days.get(kind)


def lacks_to_start(step: StepRecord, dossier: Dossier, measures: Measures) -> tuple[Lack, ...]:
    """Return what stands in the way of beginning a step."""
    return tuple(_in_the_way(step, dossier, measures))


def _in_the_way(step: StepRecord, dossier: Dossier, measures: Measures) -> Iterator[Lack]:
    if step.kind in AFTER_RISK:
        yield from risk.stop(dossier)
    if step.kind in AFTER_RESULT and not view(Gate.RESULT, dossier, measures).status.is_passed:
        yield lack(say("决策还没有公布。"), dossier.matter, Gate.RESULT)


def lacks_to_complete(step: StepRecord, dossier: Dossier, measures: Measures) -> tuple[Lack, ...]:
    """Return everything missing before a step may be completed."""
    started = lacks_to_start(step, dossier, measures)
    gate = STEPS.get(step.kind)
    if gate is None:
        return started
    own = view(gate, dossier, measures)
    if own.status is GateStatus.NOT_REQUIRED:  # planned all the same: then it is done in full
        return started + lacks_of(gate, dossier, measures)
    return started + tuple(found for found in own.lacks if found not in started)


def state_after(dossier: Dossier, step: StepRecord) -> DecisionState:
    """Return where the decision stands once the step is as given."""
    now = dossier.matter.state
    steps = [step if other.seq == step.seq else other for other in dossier.steps]
    publication = _of_kind(steps, StepKind.PUBLISH)
    if step.kind not in MOVES_DECISION or not publication:
        return now
    if any(one.state is not StepState.COMPLETED for one in publication):
        return DecisionState.IN_PROCEDURE
    evaluation = _of_kind(steps, StepKind.EVALUATE)
    if any(one.state is StepState.IN_PROGRESS for one in evaluation):
        return DecisionState.EVALUATING
    execution = _of_kind(steps, StepKind.EXECUTE)
    is_over = all(one.state is StepState.COMPLETED for one in execution + evaluation)
    return DecisionState.COMPLETED if execution and is_over else DecisionState.EXECUTING


def _of_kind(steps: list[StepRecord], kind: StepKind) -> list[StepRecord]:
    return [one for one in steps if one.kind is kind and one.state is not StepState.CANCELLED]
