"""How a year is laid out for reading, and what may become part of it."""

from calendar import Calendar
from datetime import date

from backend.kernel.calendar.rules import is_working_day, kind_of_day
from backend.kernel.calendar.schemas import Notice, SpecialDay, WorkCalendar
from backend.kernel.errors import Invalid, NotFound
from backend.kernel.language import say
from backend.organisation.schemas.calendar import (
    EARLIEST,
    LATEST,
    CalendarYear,
    DayCell,
    DayDraft,
    SmallMonth,
)

MONDAY_FIRST = Calendar(0)


def laid_out(calendar: WorkCalendar, year: int, notice: Notice | None) -> CalendarYear:
    """Return the year as twelve small months."""
    return CalendarYear(
        year=year,
        notice=notice,
        months=tuple(_month(calendar, date(year, month, 1)) for month in range(1, 13)),
        special=tuple(found for day, found in calendar.days.items() if day.year == year),
    )


def special_day(draft: DayDraft) -> SpecialDay:
    """Return the day as the calendar keeps it; raise Invalid for a day that follows the week."""
    kind = kind_of_day(draft.day, is_working=draft.is_working)
    if kind is None:
        raise Invalid(fields={"day": say("这一天是周一到周五，本来就上班，不用登记。")})
    return SpecialDay(day=draft.day, kind=kind, name=draft.name, source=draft.source)


def require_plausible(year: int) -> None:
    """Raise NotFound for a year no calendar of ours will ever hold."""
    if not EARLIEST <= year <= LATEST:
        raise NotFound


def publishable(calendar: WorkCalendar, year: int) -> None:
    """Raise Invalid unless days of the year were entered: a notice without days would mislead."""
    if not any(day.year == year for day in calendar.days):
        raise Invalid(say("{year} 年还没有登记放假和补班的日子，请先登记，再公布通知。", year=year))


def _month(calendar: WorkCalendar, first: date) -> SmallMonth:
    weeks = MONDAY_FIRST.monthdatescalendar(first.year, first.month)
    return SmallMonth(
        first=first,
        weeks=tuple(
            tuple(_cell(calendar, day) if day.month == first.month else None for day in week)
            for week in weeks
        ),
    )


def _cell(calendar: WorkCalendar, day: date) -> DayCell:
    special = calendar.days.get(day)
    return DayCell(
        day=day,
        is_working=is_working_day(calendar, day),
        kind=special.kind if special else None,
        name=special.name if special else "",
    )
