"""Stopping a decision, and taking it up again, as they are recorded."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from backend.decisions.enums import DecisionState
from backend.decisions.schemas.content import Frozen
from backend.decisions.schemas.fields import Day, Line200, Reason


class SuspensionDraft(BaseModel):
    """What was typed to stop a decision."""

    suspended_on: Day
    reason: Reason
    ordered_by: Annotated[Line200, Field(min_length=2)]


class ResumptionDraft(BaseModel):
    """What was typed to take it up again."""

    resumed_on: Day
    resume_reason: Reason


class SuspensionRecord(Frozen):
    """One suspension."""

    suspended_on: date
    reason: str
    ordered_by: str
    state_before: DecisionState
    resumed_on: date | None = None
    resume_reason: str = ""
