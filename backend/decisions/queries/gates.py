"""Reads of a decision's procedure for the desk; what the public may read is `visible_procedure`."""

from datetime import date

from backend.decisions.enums import Gate, StepKind, StepState
from backend.decisions.queries.dossier import load_dossier, load_rulebook
from backend.decisions.rules.gates import (
    legality,
    permissions,
    steps,
    submission,
    suspension,
)
from backend.decisions.rules.gates.lacks import Measures
from backend.decisions.rules.gates.overview import overview, view
from backend.decisions.rules.gates.required import RULES, STEPS
from backend.decisions.schemas.gates.dossier import Dossier, GateView, PackItem
from backend.decisions.schemas.gates.procedure import (
    ExpertForDesk,
    GateForDesk,
    ProcedureForDesk,
    StepForDesk,
    SuspensionsForDesk,
)
from backend.decisions.schemas.gates.rulebook import RuleLine
from backend.kernel.calendar.queries import load_calendar
from backend.kernel.calendar.schemas import Deadline
from backend.kernel.errors import Forbidden, NotFound
from backend.organisation.schemas import StaffMember


async def load_measures(today: date) -> Measures:
    """Return what the gates measure with on a day."""
    return Measures(await load_rulebook(), await load_calendar(), today)


async def get_dossier(code: str, *, staff: StaffMember) -> Dossier:
    """Return a decision with its records to who may read them.

    Raises NotFound for an unknown code, and for a non-public matter of other units; Forbidden for
    a public one of other units.
    """
    dossier = await load_dossier(code)
    if permissions.may_see_procedure(staff, dossier.matter):
        return dossier
    raise Forbidden if dossier.matter.is_public else NotFound


async def get_procedure(code: str, *, staff: StaffMember, today: date) -> ProcedureForDesk:
    """Return all gates and steps of a decision at a glance; raises as `get_dossier`."""
    dossier = await get_dossier(code, staff=staff)
    return ProcedureForDesk(
        matter=dossier.matter,
        gates=overview(dossier, await load_measures(today)),
        steps=dossier.steps,
        standstill=steps.may_go_on(dossier),
        may_record=permissions.may_record(staff, dossier.matter),
        may_stop=permissions.may_stop(staff),
    )


async def get_gate(code: str, gate: Gate, *, staff: StaffMember, today: date) -> GateForDesk:
    """Return one gate with the records behind it; raises as `get_dossier`."""
    dossier = await get_dossier(code, staff=staff)
    measures = await load_measures(today)
    return GateForDesk(
        dossier=dossier,
        view=view(gate, dossier, measures),
        closed=steps.may_not_change(dossier, gate),
        may_record=permissions.may_record_gate(gate, staff, dossier.matter),
        rules=_in_force(gate, dossier, measures),
        deadline=_deadline(gate, dossier, measures),
        pack=_pack(gate, dossier, measures),
    )


async def get_expert(
    code: str, expert_id: int, *, staff: StaffMember, today: date
) -> ExpertForDesk:
    """Return one expert's record; raises as `get_dossier`, NotFound for an unknown one."""
    found = await get_gate(code, Gate.EXPERTS, staff=staff, today=today)
    expert = next((one for one in found.dossier.experts if one.id == expert_id), None)
    if expert is None:
        raise NotFound
    return ExpertForDesk(found=found, expert=expert)


async def get_suspensions(code: str, *, staff: StaffMember) -> SuspensionsForDesk:
    """Return every suspension of a decision; raises as `get_dossier`."""
    dossier = await get_dossier(code, staff=staff)
    may = permissions.may_stop(staff)
    return SuspensionsForDesk(
        matter=dossier.matter,
        suspensions=dossier.suspensions,
        may_suspend=may and suspension.may_suspend(dossier),
        may_resume=may and suspension.may_resume(dossier),
    )


async def get_step(code: str, seq: int, *, staff: StaffMember, today: date) -> StepForDesk:
    """Return one step with what it still lacks; raises as `get_dossier`, NotFound for no step."""
    dossier = await get_dossier(code, staff=staff)
    step = dossier.step(seq)
    if step is None:
        raise NotFound
    measures = await load_measures(today)
    is_settled = step.is_backfilled and step.state is StepState.COMPLETED
    return StepForDesk(
        matter=dossier.matter,
        step=step,
        gate=_gate_of(step.kind, dossier, measures),
        lacks=() if is_settled else steps.lacks_to_complete(step, dossier, measures),
        standstill=steps.may_go_on(dossier),
        may_record=permissions.may_record(staff, dossier.matter),
    )


def _gate_of(kind: StepKind, dossier: Dossier, measures: Measures) -> GateView | None:
    gate = STEPS.get(kind)
    return view(gate, dossier, measures) if gate else None


def _deadline(gate: Gate, dossier: Dossier, measures: Measures) -> Deadline | None:
    found = legality.latest(dossier)
    if gate is not Gate.LEGALITY or found is None:
        return None
    return legality.time_given(found.received_on, dossier.matter, measures)


def _pack(gate: Gate, dossier: Dossier, measures: Measures) -> tuple[PackItem, ...]:
    return submission.pack(dossier, measures) if gate is Gate.SUBMISSION else ()


def _in_force(gate: Gate, dossier: Dossier, measures: Measures) -> tuple[RuleLine, ...]:
    names = RULES.get(gate, ())
    found = (measures.book.find(name, dossier.matter.topic, measures.today) for name in names)
    return tuple(rule for rule in found if rule and rule.value)
