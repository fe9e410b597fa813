"""The calendar as the State Council's notices give it, entered for tests."""

from backend.kernel.calendar.operations import put_day, put_notice
from backend.kernel.calendar.schemas import WorkCalendar
from backend.kernel.calendar.seeds import known_years


def known_calendar() -> WorkCalendar:
    """Return the years that come with the product, to count with."""
    years = known_years()
    return WorkCalendar(
        days={day.day: day for year in years for day in year.days},
        published_years=frozenset(year.year for year in years),
    )


async def enter_calendar() -> None:
    """Write the years that come with the product."""
    for year in known_years():
        await put_notice(year)
        for day in year.days:
            await put_day(day)
