"""Steps of a plan as they are recorded."""

from datetime import date

from pydantic import BaseModel

from backend.decisions.enums import StepKind, StepState
from backend.decisions.schemas.content import Frozen
from backend.decisions.schemas.fields import Day, Note


class StepProgress(BaseModel):
    """What was typed of a step: when it began, when it ended, what came of it."""

    actual_start: Day | None = None
    actual_end: Day | None = None
    output: Note = ""
    correction: Note = ""  # why a finished step is changed again
    revision: int = 0


class StepRecord(Frozen):
    """A step with its plan and its progress."""

    id: int
    seq: int
    kind: StepKind
    name: str
    planned_start: date | None = None
    planned_end: date | None = None
    actual_start: date | None = None
    actual_end: date | None = None
    state: StepState
    output: str = ""
    is_backfilled: bool = False
    is_internal: bool = False
    revision: int
