"""The catalogue's tables; what the database can hold, it holds."""

from backend.decisions.tables.adjustment import Adjustment, DecisionVersion
from backend.decisions.tables.attachment import Attachment
from backend.decisions.tables.catalogue import Catalogue
from backend.decisions.tables.decision import Basis, CoUnit, Decision, ParticipationFigures
from backend.decisions.tables.plan import PlanStep, ProcedureRequirement, Suspension

__all__ = [
    "Adjustment",
    "Attachment",
    "Basis",
    "Catalogue",
    "CoUnit",
    "Decision",
    "DecisionVersion",
    "ParticipationFigures",
    "PlanStep",
    "ProcedureRequirement",
    "Suspension",
]
