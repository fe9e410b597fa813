"""The calendar at the desk: everyone reads and counts, the office keeps it."""

from datetime import date
from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backend.kernel import clock
from backend.kernel.calendar.queries import find_day
from backend.kernel.calendar.schemas import Deadline, SpecialDay
from backend.organisation.desk.doorway import go
from backend.organisation.enums import Role
from backend.organisation.guards import StaffRequest, requires_role, requires_sign_in
from backend.organisation.operations import calendar as operations
from backend.organisation.queries.calendar import count, find_notice, get_year
from backend.organisation.schemas.calendar import (
    CalendarYear,
    CountAsked,
    Counting,
    DayDraft,
    NoticeDraft,
    ReasonDraft,
)
from backend.web.forms import Form, blank_form, parse_form
from backend.web.query import query_form
from backend.web.render import PageContext, page

CALENDAR = "/desk/calendar"
DAYS, NOTICES = f"{CALENDAR}/days", f"{CALENDAR}/notices"
OFFICE = [requires_role(Role.OFFICE)]


class CalendarPage(PageContext):
    """A year's twelve months."""

    template: ClassVar[str] = "organisation/desk/calendar_index.html"
    calendar: CalendarYear
    is_keeper: bool


class DayPage(PageContext):
    """A day to be entered, changed or taken out."""

    template: ClassVar[str] = "organisation/desk/calendar_day.html"
    form: Form[Any]
    day: SpecialDay | None = None
    removal: Form[Any]


class NoticePage(PageContext):
    """A year's notice to be published, corrected or withdrawn."""

    template: ClassVar[str] = "organisation/desk/calendar_notice.html"
    year: int
    form: Form[Any]
    is_published: bool
    withdrawal: Form[Any]


class DeadlinePage(PageContext):
    """A period to be counted, and every day of it."""

    template: ClassVar[str] = "organisation/desk/calendar_deadline.html"
    form: Form[Any]
    deadline: Deadline | None
    ways: tuple[Counting, ...] = tuple(Counting)


@get(CALENDAR, guards=[requires_sign_in], include_in_schema=False)
async def calendar_index(
    request: StaffRequest, year: FromQuery[int | None] = None
) -> Response[str]:
    """Show a year, this one unless another is asked for."""
    found = await get_year(year or clock.today().year)
    return page(request, CalendarPage(calendar=found, is_keeper=request.user.has(Role.OFFICE)))


@get(f"{CALENDAR}/deadline", guards=[requires_sign_in], include_in_schema=False)
async def calendar_deadline(request: StaffRequest) -> Response[str]:
    """Count a period and explain it day by day."""
    form = query_form(request, CountAsked)
    return page(request, DeadlinePage(form=form, deadline=await form.submit(count)))


@get(f"{DAYS}/new", guards=OFFICE, include_in_schema=False)
async def day_new(request: StaffRequest) -> Response[str]:
    """Ask for a day."""
    return page(request, DayPage(form=blank_form(), removal=blank_form()))


@post(DAYS, guards=OFFICE, include_in_schema=False)
async def day_create(request: StaffRequest) -> Response[Any]:
    """Enter a day, or say something else of one that is there."""
    form = await parse_form(request, DayDraft)
    day = await form.submit(lambda draft: operations.set_day(draft, manager=request.user))
    if day is None:
        return page(request, DayPage(form=form, removal=blank_form()), status=422)
    return go(request, f"{CALENDAR}?year={day.day.year}")


@get(f"{DAYS}/{{day:date}}", guards=OFFICE, include_in_schema=False)
async def day_edit(request: StaffRequest, day: FromPath[date]) -> Response[str]:
    """Show a day to be changed, or entered when it follows the week so far."""
    return page(request, await _day_page(day, removal=blank_form()))


@post(f"{DAYS}/{{day:date}}/removal", guards=OFFICE, include_in_schema=False)
async def day_remove(request: StaffRequest, day: FromPath[date]) -> Response[Any]:
    """Let a day follow the week again."""
    form = await parse_form(request, ReasonDraft)
    gone = await form.submit(lambda d: operations.remove_day(day, d, manager=request.user))
    if gone is None:
        return page(request, await _day_page(day, removal=form), status=422)
    return go(request, f"{CALENDAR}?year={day.year}")


@get(f"{NOTICES}/{{year:int}}", guards=OFFICE, include_in_schema=False)
async def notice_edit(request: StaffRequest, year: FromPath[int]) -> Response[str]:
    """Show a year's notice to be published or corrected."""
    return page(request, await _notice_page(year))


@post(f"{NOTICES}/{{year:int}}", guards=OFFICE, include_in_schema=False)
async def notice_publish(request: StaffRequest, year: FromPath[int]) -> Response[Any]:
    """Publish a year's notice, or correct it."""
    form = await parse_form(request, NoticeDraft)
    done = await form.submit(lambda d: operations.publish_notice(year, d, manager=request.user))
    if done is None:
        return page(request, await _notice_page(year, form=form), status=422)
    return go(request, f"{CALENDAR}?year={year}")


@post(f"{NOTICES}/{{year:int}}/withdrawal", guards=OFFICE, include_in_schema=False)
async def notice_withdraw(request: StaffRequest, year: FromPath[int]) -> Response[Any]:
    """Make a year provisional again."""
    form = await parse_form(request, ReasonDraft)
    done = await form.submit(lambda d: operations.withdraw_notice(year, d, manager=request.user))
    if done is None:
        return page(request, await _notice_page(year, withdrawal=form), status=422)
    return go(request, f"{CALENDAR}?year={year}")


async def _day_page(day: date, *, removal: Form[Any]) -> DayPage:
    found = await find_day(day)
    values = {"day": day.isoformat()}
    if found:
        is_working = "true" if found.kind.is_working else "false"
        values |= {"name": found.name, "source": found.source, "is_working": is_working}
    return DayPage(form=blank_form(values), day=found, removal=removal)


async def _notice_page(
    year: int, *, form: Form[Any] | None = None, withdrawal: Form[Any] | None = None
) -> NoticePage:
    notice = await find_notice(year)
    return NoticePage(
        year=year,
        form=form or blank_form(dict(notice) if notice else {}),
        is_published=notice is not None,
        withdrawal=withdrawal or blank_form(),
    )


ROUTES = [
    calendar_index,
    calendar_deadline,
    day_new,
    day_create,
    day_edit,
    day_remove,
    notice_edit,
    notice_publish,
    notice_withdraw,
]
