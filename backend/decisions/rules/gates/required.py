"""Which gates a decision has to pass: by the catalogue, and by the law whatever that says."""

from backend.decisions.enums import Gate, ProcedureKind, StepKind, StepState
from backend.decisions.rules.gates.lacks import Measures
from backend.decisions.schemas.gates.dossier import Dossier

PARTS = {
    Gate.PARTICIPATION: ProcedureKind.PARTICIPATION,
    Gate.HEARING: ProcedureKind.HEARING,
    Gate.EXPERTS: ProcedureKind.EXPERT_REVIEW,
    Gate.RISK: ProcedureKind.RISK_ASSESSMENT,
    Gate.FAIR_COMPETITION: ProcedureKind.FAIR_COMPETITION,
    Gate.LEGALITY: ProcedureKind.LEGALITY_REVIEW,
    Gate.MEETING: ProcedureKind.COLLECTIVE_DECISION,
}
STEPS = {
    StepKind.PARTICIPATION: Gate.PARTICIPATION,
    StepKind.HEARING: Gate.HEARING,
    StepKind.EXPERT: Gate.EXPERTS,
    StepKind.RISK: Gate.RISK,
    StepKind.FAIR: Gate.FAIR_COMPETITION,
    StepKind.LEGALITY: Gate.LEGALITY,
    StepKind.COLLECTIVE: Gate.MEETING,
    StepKind.PUBLISH: Gate.RESULT,
    StepKind.EVALUATE: Gate.EVALUATION,
}
# The numbers of the law that bear on a gate, by their names in the rule table.
RULES = {
    Gate.PARTICIPATION: ("participation_days", "poll_required", "groups_checked"),
    Gate.HEARING: (
        "hearing_required",
        "hearing_sides",
        "hearing_notice_days",
        "hearing_roster_days",
        "hearing_materials_days",
        "hearing_interested_percent",
        "hearing_consumer_percent",
    ),
    Gate.EXPERTS: ("experts_at_least",),
    Gate.LEGALITY: ("legality_working_days",),
}
# Art. 25, 29, 30, 32 leave no choice.
ALWAYS = frozenset({Gate.LEGALITY, Gate.SUBMISSION, Gate.MEETING, Gate.RESULT})
ORDER = {gate: place for place, gate in enumerate(Gate)}


def is_required(gate: Gate, dossier: Dossier, measures: Measures) -> bool:
    """Whether a decision must pass a gate; a part nobody decided about counts as required."""
    if gate in ALWAYS:
        return True
    if gate is Gate.EVALUATION:
        return bool(dossier.evaluation or dossier.steps_of(StepKind.EVALUATE))
    if gate is Gate.HEARING and measures.book.number(
        "hearing_required", dossier.matter.topic, measures.today
    ):
        return True
    stated = dossier.requirement(PARTS[gate])
    return stated is None or stated.is_required


def requires(part: ProcedureKind, dossier: Dossier) -> bool:
    """Whether the catalogue asks for a part that has no gate of its own."""
    stated = dossier.requirement(part)
    return stated is not None and stated.is_required


def is_before_platform(gate: Gate, dossier: Dossier) -> bool:
    """Whether a gate was passed before the platform was in use: itself, or one the law puts later.

    The record of that time is on paper; the journal says where (ADR 0015).
    """
    passed = [
        ORDER[STEPS[step.kind]]
        for step in dossier.steps
        if step.is_backfilled and step.state is StepState.COMPLETED and step.kind in STEPS
    ]
    later = max((place for place in passed if place >= ORDER[Gate.MEETING]), default=-1)
    return ORDER[gate] in passed or ORDER[gate] <= later
