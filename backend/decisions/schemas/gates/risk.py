"""A risk assessment as it is recorded."""

from datetime import date

from pydantic import BaseModel

from backend.decisions.enums import RiskLevel, RiskResult
from backend.decisions.schemas.content import Frozen
from backend.decisions.schemas.fields import Day, Line200, Name, Passage


class RiskDraft(BaseModel):
    """What was typed of an assessment."""

    assessor: Name
    started_on: Day | None = None
    concluded_on: Day | None = None
    level: RiskLevel | None = None
    result: RiskResult | None = None
    measures: Passage = ""
    report_reference: Line200 = ""
    revision: int = 0


class RiskRecord(Frozen):
    """The assessment as it stands."""

    assessor: str
    started_on: date | None = None
    concluded_on: date | None = None
    level: RiskLevel | None = None
    result: RiskResult | None = None
    measures: str = ""
    report_reference: str = ""
    revision: int
