"""What the office sends in about working days, and a year as the desk shows it."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from backend.kernel.calendar.enums import DayKind
from backend.kernel.calendar.rules import LONGEST_PERIOD
from backend.kernel.calendar.schemas import Notice, SpecialDay
from backend.kernel.language import Text, say

EARLIEST, LATEST = 2000, 2100  # years


def _plausible(day: date) -> date:
    if not EARLIEST <= day.year <= LATEST:
        raise ValueError(
            say("年份不对，请填 {first} 到 {last} 年之间的日期。", first=EARLIEST, last=LATEST)
        )
    return day


Day = Annotated[date, AfterValidator(_plausible)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Source = Annotated[str, StringConstraints(min_length=2, max_length=300)]


class DayDraft(BaseModel):
    """A day that is to be off, or worked."""

    model_config = ConfigDict(frozen=True)

    day: Day
    is_working: bool
    name: Name
    source: Source


class ReasonDraft(BaseModel):
    """Why something is taken back."""

    model_config = ConfigDict(frozen=True)

    reason: Source


class NoticeDraft(BaseModel):
    """The notice that makes a year's days known."""

    model_config = ConfigDict(frozen=True)

    title: Annotated[str, StringConstraints(min_length=4, max_length=200)]
    doc_no: Annotated[str, StringConstraints(min_length=4, max_length=100)]
    source: Annotated[str, StringConstraints(max_length=500)] = ""


class Counting(StrEnum):
    """The two ways to count days."""

    CIVIL = "civil"
    WORKING = "working"

    @property
    def label(self) -> Text:
        """Return the way's name for people."""
        return _COUNTINGS[self]


_COUNTINGS = {
    Counting.CIVIL: say("自然日（最后一天遇休息日顺延）"),
    Counting.WORKING: say("工作日"),
}


class CountAsked(BaseModel):
    """A period somebody wants counted."""

    model_config = ConfigDict(frozen=True)

    start: Day
    length: int = Field(ge=1, le=LONGEST_PERIOD)
    counting: Counting = Counting.WORKING


class DayCell(BaseModel):
    """One day of a small month."""

    model_config = ConfigDict(frozen=True)

    day: date
    is_working: bool
    kind: DayKind | None = None
    name: str = ""


class SmallMonth(BaseModel):
    """A month as weeks from Monday; None where a week reaches into another month."""

    model_config = ConfigDict(frozen=True)

    first: date
    weeks: tuple[tuple[DayCell | None, ...], ...]


class CalendarYear(BaseModel):
    """A year with its notice, if it is out, and its twelve months."""

    model_config = ConfigDict(frozen=True)

    year: int
    notice: Notice | None
    months: tuple[SmallMonth, ...]
    special: tuple[SpecialDay, ...]
