"""The catalogue's tables; what the database can hold, it holds."""

from backend.decisions.tables.adjustment import Adjustment, AdjustmentStep, DecisionVersion
from backend.decisions.tables.attachment import Attachment
from backend.decisions.tables.catalogue import Catalogue
from backend.decisions.tables.decision import Basis, CoUnit, Decision, ParticipationFigures
from backend.decisions.tables.gates import (
    EvaluationRecord,
    MeetingRecord,
    ProcedureRule,
    ResultRecord,
    Submission,
)
from backend.decisions.tables.hearing import Hearing, HearingParticipant
from backend.decisions.tables.imports import CatalogueImport
from backend.decisions.tables.participation import GroupHeard, ParticipationRecord
from backend.decisions.tables.plan import PlanStep, ProcedureRequirement, Suspension
from backend.decisions.tables.reviews import (
    ExpertOpinion,
    FairCompetitionReview,
    LegalityReview,
    RiskAssessment,
)

__all__ = [
    "Adjustment",
    "AdjustmentStep",
    "Attachment",
    "Basis",
    "Catalogue",
    "CatalogueImport",
    "CoUnit",
    "Decision",
    "DecisionVersion",
    "EvaluationRecord",
    "ExpertOpinion",
    "FairCompetitionReview",
    "GroupHeard",
    "Hearing",
    "HearingParticipant",
    "LegalityReview",
    "MeetingRecord",
    "ParticipationFigures",
    "ParticipationRecord",
    "PlanStep",
    "ProcedureRequirement",
    "ProcedureRule",
    "ResultRecord",
    "RiskAssessment",
    "Submission",
    "Suspension",
]
