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
from backend.decisions.enums.procedure import (
    AttachmentKind,
    ProcedureKind,
    StepKind,
    StepState,
)

__all__ = [
    "AdjustmentKind",
    "AdjustmentState",
    "AttachmentKind",
    "CatalogueState",
    "Category",
    "DecisionState",
    "ExcludedKind",
    "ProcedureKind",
    "StepKind",
    "StepState",
    "Topic",
]
