"""Planned dates of steps: as they stand, and as an adjustment changes them."""

from datetime import date

from backend.decisions.enums import StepState
from backend.decisions.schemas.content import Frozen

OPEN = frozenset({StepState.PLANNED, StepState.IN_PROGRESS})


class StepTimes(Frozen):
    """A step of a plan with its planned dates as they stand."""

    seq: int
    name: str
    planned_start: date | None
    planned_end: date | None
    state: StepState
    is_internal: bool


class StepMove(StepTimes):
    """A step's new planned dates, and those it had when they were proposed."""

    old_start: date | None
    old_end: date | None

    @property
    def is_open(self) -> bool:
        """Whether the step is still to be done, so that its plan can change."""
        return self.state in OPEN
