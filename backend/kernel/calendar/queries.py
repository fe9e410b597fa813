"""Reads of the calendar."""

from datetime import date

from piccolo.columns import Column

from backend.kernel.calendar.schemas import Notice, SpecialDay, WorkCalendar
from backend.kernel.calendar.tables import CalendarDay, CalendarNotice


async def load_calendar() -> WorkCalendar:
    """Return the whole calendar to count with: some forty rows a year."""
    days = await CalendarDay.select(*_day_columns()).order_by(CalendarDay.day)
    notices = await CalendarNotice.select(CalendarNotice.year)
    return WorkCalendar(
        days={row["day"]: SpecialDay(**row) for row in days},
        published_years=frozenset(row["year"] for row in notices),
    )


async def find_notice(year: int) -> Notice | None:
    """Return a year's notice, or None while it is not published."""
    columns = [getattr(CalendarNotice, name) for name in Notice.model_fields]
    row = await CalendarNotice.select(*columns).where(CalendarNotice.year == year).first()
    return Notice(**row) if row else None


async def find_day(day: date) -> SpecialDay | None:
    """Return what is special about a day, or None when it follows the week."""
    row = await CalendarDay.select(*_day_columns()).where(CalendarDay.day == day).first()
    return SpecialDay(**row) if row else None


def _day_columns() -> list[Column]:
    return [getattr(CalendarDay, name) for name in SpecialDay.model_fields]
