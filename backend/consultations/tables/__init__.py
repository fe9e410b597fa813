"""The tables of consultations; what the database can hold, it holds."""

from backend.consultations.tables.consultation import (
    Consultation,
    ConsultationExtension,
    ConsultationFile,
    ConsultationOption,
    InterpretationAnswer,
    InterpretationChange,
    PeriodRule,
)
from backend.consultations.tables.draft import (
    CarryOver,
    Clause,
    ClauseCause,
    DraftVersion,
    OptionPreference,
)

__all__ = [
    "CarryOver",
    "Clause",
    "ClauseCause",
    "Consultation",
    "ConsultationExtension",
    "ConsultationFile",
    "ConsultationOption",
    "DraftVersion",
    "InterpretationAnswer",
    "InterpretationChange",
    "OptionPreference",
    "PeriodRule",
]
