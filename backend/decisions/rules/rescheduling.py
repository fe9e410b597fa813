"""Which steps a reschedule moves, and what is wrong with their new dates."""

from collections.abc import Iterable, Sequence
from datetime import date

from backend.decisions.schemas.drafts import AdjustmentDraft
from backend.decisions.schemas.rescheduling import StepMove, StepTimes
from backend.kernel.language import Text, say


def moves(draft: AdjustmentDraft, plan: Sequence[StepTimes]) -> tuple[StepMove, ...]:
    """Return the steps whose dates the proposal changes, in the plan's order, with both sides."""
    wanted = {row.seq: row for row in draft.steps}
    found = []
    for step in plan:
        row = wanted.get(step.seq)
        if row and (row.planned_start, row.planned_end) != (step.planned_start, step.planned_end):
            new = {"planned_start": row.planned_start, "planned_end": row.planned_end}
            old = {"old_start": step.planned_start, "old_end": step.planned_end}
            found.append(StepMove(**{**dict(step), **old, **new}))
    return tuple(found)


def faults_of_moves(moved: Iterable[StepMove], *, published_on: date) -> dict[str, Text]:
    """Return what is wrong with the new dates, by field; closed steps under `steps`, together."""
    listed = tuple(moved)
    faults: dict[str, Text] = {}
    if closed := names_of_closed(listed):
        faults["steps"] = say(
            "“{names}”刚刚办完或者不再进行，时间不能再改，已经从表里去掉。", names=closed
        )
    for move in (move for move in listed if move.is_open):
        days = (
            ("planned_start", move.planned_start, move.old_start),
            ("planned_end", move.planned_end, move.old_end),
        )
        for name, day, old in days:
            if day != old and (fault := _fault(day, published_on)):
                faults[f"steps-{move.seq}-{name}"] = fault
    return faults


def refusal_of_overtaken(moved: Iterable[StepMove]) -> Text | None:
    """Return why a proposal cannot be carried out any more: a step it moves is done; or None."""
    closed = names_of_closed(moved)
    if not closed:
        return None
    return say(
        "等审批期间，“{names}”已经办完或者不再进行，时间不能再改。请退回，由承办单位重新提出。",
        names=closed,
    )


def names_of_closed(moved: Iterable[StepMove]) -> str:
    """Return the names of the moved steps that are not open any more."""
    return "、".join(move.name for move in moved if not move.is_open)


def _fault(day: date | None, published_on: date) -> Text | None:
    if day is None:
        return say("请填写日期，原来就有的计划日期不能去掉。")
    if day < published_on:
        return say("不能早于目录公布的日期（{day}）。", day=published_on)
    return None
