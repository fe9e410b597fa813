"""States and kinds of the catalogue; each with its name for people."""

from backend.decisions.enums.catalogue import (
    AdjustmentKind,
    AdjustmentState,
    CatalogueState,
    Category,
    DecisionState,
    ExcludedKind,
    Topic,
)
from backend.decisions.enums.gates import (
    ExpertConclusion,
    FairConclusion,
    Gate,
    GateStatus,
    HearingStage,
    LegalityConclusion,
    MeetingOutcome,
    RecordState,
    RiskLevel,
    RiskResult,
)
from backend.decisions.enums.participation import (
    AffectedGroup,
    ParticipationMethod,
)
from backend.decisions.enums.procedure import (
    AttachmentKind,
    ProcedureKind,
    StepKind,
    StepState,
)

__all__ = [
    "AdjustmentKind",
    "AdjustmentState",
    "AffectedGroup",
    "AttachmentKind",
    "CatalogueState",
    "Category",
    "DecisionState",
    "ExcludedKind",
    "ExpertConclusion",
    "FairConclusion",
    "Gate",
    "GateStatus",
    "HearingStage",
    "LegalityConclusion",
    "MeetingOutcome",
    "ParticipationMethod",
    "ProcedureKind",
    "RecordState",
    "RiskLevel",
    "RiskResult",
    "StepKind",
    "StepState",
    "Topic",
]
