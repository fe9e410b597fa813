"""A fair competition review as it is recorded."""

from datetime import date

from pydantic import BaseModel

from backend.decisions.enums import FairConclusion
from backend.decisions.schemas.content import Frozen
from backend.decisions.schemas.fields import Day, Name, Passage


class FairCompetitionDraft(BaseModel):
    """What was typed of a review."""

    reviewer: Name
    concluded_on: Day | None = None
    conclusion: FairConclusion | None = None
    note: Passage = ""
    revision: int = 0


class FairCompetitionRecord(Frozen):
    """The review as it stands."""

    reviewer: str
    concluded_on: date | None = None
    conclusion: FairConclusion | None = None
    note: str = ""
    revision: int
