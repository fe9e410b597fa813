"""Progress made before the platform was in use, as the office states it."""

from datetime import date

from pydantic import Field

from backend.decisions.enums import DecisionState, StepState
from backend.decisions.schemas.content import Frozen


class PastStep(Frozen):
    """A step that was started or done before."""

    seq: int = Field(ge=1)
    state: StepState
    actual_start: date | None = None
    actual_end: date | None = None
    output: str = Field(default="", max_length=2000)


class PastFigures(Frozen):
    """Figures of a participation held elsewhere; the database refuses ones that do not add up."""

    received: int = Field(ge=0)
    valid: int = Field(ge=0)
    adopted: int = Field(ge=0)
    partly_adopted: int = Field(ge=0)
    not_adopted: int = Field(ge=0)


class PastProgress(Frozen):
    """All that is known of one decision's course so far."""

    code: str
    steps: tuple[PastStep, ...] = ()
    state: DecisionState | None = None
    meeting: str = Field(default="", max_length=200)
    decided_on: date | None = None
    doc_no: str = Field(default="", max_length=100)
    result_published_on: date | None = None
    evaluation: str = ""
    figures: PastFigures | None = None
    source: str = Field(min_length=2, max_length=300)  # where the office took it from
