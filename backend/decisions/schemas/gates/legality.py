"""A legality review as it is recorded, round by round."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from backend.decisions.enums import LegalityConclusion
from backend.decisions.schemas.content import Frozen
from backend.decisions.schemas.fields import Day, Line100, Passage


class LegalityReceiptDraft(BaseModel):
    """The day on which the complete material came in."""

    received_on: Day


class LegalityOpinionDraft(BaseModel):
    """The bureau's written opinion."""

    concluded_on: Day
    conclusion: LegalityConclusion
    opinion_no: Line100 = ""
    opinion: Annotated[Passage, Field(min_length=5)]
    revision: int = 0


class LegalityRound(Frozen):
    """One round as it stands."""

    round: int
    received_on: date
    concluded_on: date | None = None
    conclusion: LegalityConclusion | None = None
    opinion_no: str = ""
    opinion: str = ""
    revision: int
