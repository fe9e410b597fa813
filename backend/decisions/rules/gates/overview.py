"""All gates of a decision at a glance: done, missing what, not required."""

from collections.abc import Callable

from backend.decisions.enums import Gate, GateStatus, StepState
from backend.decisions.rules.gates import (
    evaluation,
    experts,
    fair_competition,
    hearing,
    legality,
    meeting,
    participation,
    result,
    risk,
    submission,
)
from backend.decisions.rules.gates.lacks import Measures, desk_path
from backend.decisions.rules.gates.required import (
    PARTS,
    STEPS,
    is_before_platform,
    is_required,
)
from backend.decisions.schemas.gates.dossier import Dossier, GateView, Lack

Asking = Callable[[Dossier, Measures], tuple[Lack, ...]]
ASKING: dict[Gate, Asking] = {
    Gate.PARTICIPATION: participation.lacks,
    Gate.HEARING: hearing.lacks,
    Gate.EXPERTS: experts.lacks,
    Gate.RISK: risk.lacks,
    Gate.FAIR_COMPETITION: fair_competition.lacks,
    Gate.LEGALITY: legality.lacks,
    Gate.SUBMISSION: submission.lacks,
    Gate.MEETING: meeting.lacks,
    Gate.RESULT: result.lacks,
    Gate.EVALUATION: evaluation.lacks,
}


def overview(dossier: Dossier, measures: Measures) -> tuple[GateView, ...]:
    """Return every gate in the order of the law."""
    return tuple(view(gate, dossier, measures) for gate in Gate)


def view(gate: Gate, dossier: Dossier, measures: Measures) -> GateView:
    """Return how far a gate is, and what it still lacks."""
    status, lacks = _measure(gate, dossier, measures)
    part = PARTS.get(gate)
    stated = dossier.requirement(part) if part else None
    return GateView(
        gate=gate,
        status=status,
        lacks=lacks,
        reason=stated.reason if stated else "",
        path=desk_path(dossier.matter, gate.value),
    )


def _measure(
    gate: Gate, dossier: Dossier, measures: Measures
) -> tuple[GateStatus, tuple[Lack, ...]]:
    if is_before_platform(gate, dossier):
        return GateStatus.BEFORE_PLATFORM, ()
    if not is_required(gate, dossier, measures):
        return GateStatus.NOT_REQUIRED, ()
    lacks = lacks_of(gate, dossier, measures)
    if not lacks:
        return (GateStatus.DONE if _is_done(gate, dossier) else GateStatus.READY), ()
    return (GateStatus.INCOMPLETE if _is_begun(gate, dossier) else GateStatus.UNTOUCHED), lacks


def lacks_of(gate: Gate, dossier: Dossier, measures: Measures) -> tuple[Lack, ...]:
    """Return all that is missing before the step behind a gate may be completed."""
    own = ASKING[gate](dossier, measures)
    if gate is Gate.MEETING:
        return before_meeting(dossier, measures) + own
    if gate is Gate.RESULT:
        return result.lacks_before(dossier) + own
    return own


def before_meeting(dossier: Dossier, measures: Measures) -> tuple[Lack, ...]:
    """Return which gates must still be passed before the matter is discussed (art. 25, 29)."""
    views = tuple(view(gate, dossier, measures) for gate in meeting.FIRST)
    return meeting.lacks_before(views)


def _is_done(gate: Gate, dossier: Dossier) -> bool:
    """Whether the step of a gate is completed; a gate without a step is done when complete."""
    kinds = [kind for kind, of in STEPS.items() if of is gate]
    steps = [step for kind in kinds for step in dossier.steps_of(kind)]
    return all(step.state is StepState.COMPLETED for step in steps)


def _is_begun(gate: Gate, dossier: Dossier) -> bool:
    records: dict[Gate, object] = {
        Gate.PARTICIPATION: dossier.participation or dossier.groups,
        Gate.HEARING: dossier.hearing,
        Gate.EXPERTS: dossier.experts,
        Gate.RISK: dossier.risk,
        Gate.FAIR_COMPETITION: dossier.fair_competition,
        Gate.LEGALITY: dossier.legality,
        Gate.SUBMISSION: dossier.submissions,
        Gate.MEETING: dossier.meetings,
        Gate.RESULT: dossier.result,
        Gate.EVALUATION: dossier.evaluation,
    }
    return bool(records[gate])
