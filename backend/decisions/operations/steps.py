"""Recording how far a step of the plan is."""

from datetime import datetime
from typing import Any

from backend.decisions.enums import StepState
from backend.decisions.operations.records import (
    locked_dossier,
    must_be_current,
    record,
    refuse,
)
from backend.decisions.queries.gates import load_measures
from backend.decisions.rules.gates import permissions
from backend.decisions.rules.gates import steps as rules
from backend.decisions.rules.gates.lacks import Measures, refusal
from backend.decisions.schemas.gates.dossier import Dossier, Lack
from backend.decisions.schemas.gates.steps import StepProgress, StepRecord
from backend.decisions.tables import Decision, PlanStep
from backend.kernel.clock import county_date
from backend.kernel.database import transaction
from backend.kernel.errors import Conflict, Forbidden, NotFound
from backend.kernel.language import say
from backend.organisation.schemas import StaffMember


async def record_step(
    code: str, seq: int, draft: StepProgress, *, staff: StaffMember, now: datetime
) -> None:
    """Record that a step began or is completed, and move the decision on accordingly.

    Raises Invalid listing what its gate still lacks (`lack-0`, …) or what is wrong by field, also
    when somebody saved in between; Forbidden; Conflict while the decision stands still.
    """
    async with transaction():
        dossier = await locked_dossier(code, staff=staff)
        step = _step_to_record(dossier, seq, staff=staff)
        measures = await load_measures(county_date(now))
        must_be_current(step.revision, draft.revision)
        refuse(rules.faults(draft, step, dossier, measures.today))
        after = _after(step, draft)
        lacks = _lacks(after, dossier, measures)
        if lacks:
            raise refusal(lacks)
        await _write(after, dossier)
        await record(
            _action(step, after),
            dossier,
            staff=staff,
            reason=draft.correction,
            payload=after,
            is_public=not step.is_internal,
        )


def _step_to_record(dossier: Dossier, seq: int, *, staff: StaffMember) -> StepRecord:
    step = dossier.step(seq)
    if step is None:
        raise NotFound
    if not permissions.may_record(staff, dossier.matter):
        raise Forbidden
    if step.state is StepState.CANCELLED:
        raise Conflict(say("这一步已经不再进行。"))
    standstill = rules.may_go_on(dossier)
    if standstill:
        raise Conflict(standstill)
    return step


def _after(step: StepRecord, draft: StepProgress) -> StepRecord:
    """Return the step as it will be; of before the platform only while its dates stay."""
    is_same = (step.actual_start, step.actual_end) == (draft.actual_start, draft.actual_end)
    changes: dict[str, Any] = {
        "actual_start": draft.actual_start,
        "actual_end": draft.actual_end,
        "output": draft.output,
        "state": rules.state_of(draft),
        "is_backfilled": step.is_backfilled and is_same,
        "revision": step.revision + 1,
    }
    return step.model_copy(update=changes)


def _lacks(after: StepRecord, dossier: Dossier, measures: Measures) -> tuple[Lack, ...]:
    if after.is_backfilled or after.state is StepState.PLANNED:
        return ()
    # A step of before that is redated stands on its own gate from now on.
    steps = tuple(after if step.seq == after.seq else step for step in dossier.steps)
    seen = dossier.model_copy(update={"steps": steps})
    if after.state is StepState.COMPLETED:
        return rules.lacks_to_complete(after, seen, measures)
    return rules.lacks_to_start(after, seen, measures)


async def _write(after: StepRecord, dossier: Dossier) -> None:
    columns = ("actual_start", "actual_end", "output", "is_backfilled", "revision")
    changes: dict[Any, Any] = {name: getattr(after, name) for name in columns}
    changes["state"] = after.state.value
    await PlanStep.update(changes).where(PlanStep.id == after.id)
    state = rules.state_after(dossier, after)
    if state is not dossier.matter.state:
        await Decision.update(
            {Decision.state: state.value, Decision.revision: Decision.revision + 1}
        ).where(Decision.id == dossier.matter.id)


def _action(before: StepRecord, after: StepRecord) -> str:
    if before.state is StepState.COMPLETED or after.state is StepState.PLANNED:
        return "decision.correct_step"
    if after.state is StepState.COMPLETED:
        return "decision.complete_step"
    return "decision.start_step"
