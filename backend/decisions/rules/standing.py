"""Where a decision stands, in words for citizens: its step, how late it is, what comes next."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from backend.decisions.enums import DecisionState, ProcedureKind, StepKind, StepState
from backend.decisions.schemas.listing import StepLine
from backend.kernel.language import Text, say

Tone = Literal["plain", "wait", "done", "late"]
DECIDED = frozenset({DecisionState.EXECUTING, DecisionState.EVALUATING, DecisionState.COMPLETED})
STOPPED = frozenset({DecisionState.SUSPENDED, DecisionState.DEFERRED})
OPEN_TO_ALL = frozenset({StepKind.PARTICIPATION, StepKind.HEARING})
STEP_OF = {
    ProcedureKind.PARTICIPATION: StepKind.PARTICIPATION,
    ProcedureKind.HEARING: StepKind.HEARING,
    ProcedureKind.EXPERT_REVIEW: StepKind.EXPERT,
    ProcedureKind.RISK_ASSESSMENT: StepKind.RISK,
    ProcedureKind.FAIR_COMPETITION: StepKind.FAIR,
    ProcedureKind.LEGALITY_REVIEW: StepKind.LEGALITY,
    ProcedureKind.COLLECTIVE_DECISION: StepKind.COLLECTIVE,
    ProcedureKind.PARTY_REPORT: StepKind.PARTY,
    ProcedureKind.CONGRESS_REPORT: StepKind.CONGRESS,
}


class Standing(NamedTuple):
    """Where it stands: a word, its tone, and the step it is about."""

    label: Text
    tone: Tone
    step: int | None = None  # its number in the plan
    late: Text | None = None  # a delay, said plainly
    done: int = 0  # steps completed
    total: int = 0  # steps that are to be done


class Opening(NamedTuple):
    """One way to take part, and when."""

    label: Text
    step: int
    is_open: bool


def standing(state: DecisionState, steps: Sequence[StepLine], today: date) -> Standing:
    """Return where a decision stands on a day."""
    counted = [step for step in steps if step.state is not StepState.CANCELLED]
    done = sum(step.state is StepState.COMPLETED for step in counted)
    at = _at(counted)
    if state is not DecisionState.IN_PROCEDURE or at is None:
        place = at.seq if at and state in DECIDED else None
        return Standing(state.label, _tone(state), place, None, done, len(counted))
    late = delay(at, today)
    label = (
        say("{step}进行中", step=at.title)
        if at.state is StepState.IN_PROGRESS
        else say("下一步：{step}", step=at.title)
    )
    return Standing(label, "late" if late else "plain", at.seq, late, done, len(counted))


def step_of(kind: ProcedureKind, steps: Sequence[StepLine]) -> int | None:
    """Return the number of the first step of the plan in which a part of the procedure is done."""
    return next((step.seq for step in steps if step.kind is STEP_OF[kind]), None)


def delay(step: StepLine, today: date) -> Text | None:
    """Return how much later than planned a step ended, or still is not done; None if not late."""
    if step.state is StepState.CANCELLED or step.planned_end is None:
        return None
    ended = step.actual_end or today
    days = (ended - step.planned_end).days
    if days <= 0:
        return None
    if step.actual_end:
        return say("比计划晚 {days} 天完成", days=days)
    return say("比计划晚了 {days} 天，还没有完成", days=days)


def openings(state: DecisionState, steps: Sequence[StepLine], today: date) -> tuple[Opening, ...]:
    """Return when people can take part, soonest first; nothing once it is stopped or removed."""
    if state is not DecisionState.IN_PROCEDURE:
        return ()
    coming = [s for s in steps if s.kind in OPEN_TO_ALL and s.state in _STILL_OPEN]
    return tuple(_opening(step, today) for step in coming)


_STILL_OPEN = frozenset({StepState.PLANNED, StepState.IN_PROGRESS})


def _opening(step: StepLine, today: date) -> Opening:
    if step.state is StepState.IN_PROGRESS:
        until = step.planned_end
        if until is None or until < today:
            return Opening(say("正在听取意见"), step.seq, is_open=True)
        words = say("正在听取意见，到{until}为止", until=until)
        return Opening(words, step.seq, is_open=True)
    if step.planned_start is None or step.planned_start < today:
        return Opening(say("听取意见的时间还没有定"), step.seq, is_open=False)
    words = (
        say("计划{start}举行听证会", start=step.planned_start)
        if step.kind is StepKind.HEARING
        else say("计划{start}开始听取意见", start=step.planned_start)
    )
    return Opening(words, step.seq, is_open=False)


def _at(steps: Sequence[StepLine]) -> StepLine | None:
    """Return the step that is under way, or else the first one still to come."""
    running = (step for step in steps if step.state is StepState.IN_PROGRESS)
    coming = (step for step in steps if step.state is StepState.PLANNED)
    return next(running, None) or next(coming, None)


def _tone(state: DecisionState) -> Tone:
    if state in DECIDED:
        return "done"
    return "wait" if state in STOPPED else "plain"
