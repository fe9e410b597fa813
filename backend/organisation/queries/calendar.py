"""Reads of the calendar for the desk."""

from backend.kernel.calendar import queries
from backend.kernel.calendar.queries import load_calendar
from backend.kernel.calendar.rules import civil_deadline, working_deadline
from backend.kernel.calendar.schemas import Deadline, Notice
from backend.organisation.rules.calendar import laid_out, require_plausible
from backend.organisation.schemas.calendar import CalendarYear, CountAsked, Counting


async def get_year(year: int) -> CalendarYear:
    """Return a year as twelve small months; raise NotFound for one out of reach."""
    require_plausible(year)
    return laid_out(await load_calendar(), year, await find_notice(year))


async def count(asked: CountAsked) -> Deadline:
    """Return the deadline of a period, with every day explained."""
    way = civil_deadline if asked.counting is Counting.CIVIL else working_deadline
    return way(await load_calendar(), asked.start, asked.length)


async def find_notice(year: int) -> Notice | None:
    """Return a year's notice, None while it is not out; raise NotFound for one out of reach."""
    require_plausible(year)
    return await queries.find_notice(year)
