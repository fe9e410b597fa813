"""The calendar as it is counted with, and deadlines with their day-by-day explanation."""

from collections.abc import Mapping
from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from backend.kernel.calendar.enums import DayKind
from backend.kernel.language import Text


class SpecialDay(BaseModel):
    """A day that departs from the week, and the notice that says so."""

    model_config = ConfigDict(frozen=True)

    day: date
    kind: DayKind
    name: str = Field(min_length=1, max_length=40)
    source: str = ""


class Notice(BaseModel):
    """What makes a year's days known."""

    model_config = ConfigDict(frozen=True)

    year: int = Field(ge=2000, le=2100)
    title: str = Field(min_length=1, max_length=200)
    doc_no: str = Field(default="", max_length=100)
    source: str = Field(default="", max_length=500)


class PublishedYear(Notice):
    """A notice with its days, as `seeds/calendar/` keeps it."""

    days: tuple[SpecialDay, ...] = ()


class WorkCalendar(BaseModel):
    """Every special day, and the years whose notice is out."""

    model_config = ConfigDict(frozen=True)

    days: Mapping[date, SpecialDay] = {}
    published_years: frozenset[int] = frozenset()


class DayNote(BaseModel):
    """One day of a count: which day of the period it is, if any, and why."""

    model_config = ConfigDict(frozen=True)

    day: date
    counted_as: int | None = None
    why: Text


class Deadline(BaseModel):
    """The last day, whether it may still move, and how it was counted."""

    model_config = ConfigDict(frozen=True)

    due_on: date
    is_provisional: bool
    trail: tuple[DayNote, ...]
