"""Accounts, for the office."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backend.kernel.paging import Page
from backend.organisation.desk.doorway import go
from backend.organisation.enums import Role
from backend.organisation.guards import StaffRequest, requires_role
from backend.organisation.operations import staff as operations
from backend.organisation.queries.staff import get_staff, list_staff
from backend.organisation.queries.units import unit_choices
from backend.organisation.schemas import (
    NewStaff,
    StaffAmendment,
    StaffDraft,
    StaffForDesk,
    UnitChoice,
)
from backend.web.forms import Form, blank_form, parse_form
from backend.web.render import PageContext, page

STAFF = "/desk/staff"
OFFICE = [requires_role(Role.OFFICE)]


class StaffIndexPage(PageContext):
    """Accounts by user name."""

    template: ClassVar[str] = "organisation/desk/staff_index.html"
    people: Page[StaffForDesk]
    units: tuple[UnitChoice, ...]
    word: str
    unit: str


class StaffNewPage(PageContext):
    """An account to be opened."""

    template: ClassVar[str] = "organisation/desk/staff_new.html"
    form: Form[Any]
    units: tuple[UnitChoice, ...]
    roles: tuple[Role, ...] = tuple(Role)


class StaffEditPage(StaffNewPage):
    """An account to be amended."""

    template: ClassVar[str] = "organisation/desk/staff_edit.html"
    staff: StaffForDesk
    is_own: bool


class OneTimePasswordPage(PageContext):
    """A password that is shown this once."""

    template: ClassVar[str] = "organisation/desk/one_time_password.html"
    made: NewStaff
    is_new: bool


@get(STAFF, guards=OFFICE, include_in_schema=False)
async def staff_index(
    request: StaffRequest,
    *,
    word: FromQuery[str] = "",
    unit: FromQuery[str] = "",
    after: FromQuery[str] = "",
) -> Response[str]:
    """Show accounts, all or those searched for."""
    people = await list_staff(after, word=word, unit_code=unit)
    units = await unit_choices()
    return page(request, StaffIndexPage(people=people, units=units, word=word, unit=unit))


@get(f"{STAFF}/new", guards=OFFICE, include_in_schema=False)
async def staff_new(request: StaffRequest) -> Response[str]:
    """Ask for what an account needs."""
    return page(request, StaffNewPage(form=blank_form(), units=await unit_choices()))


@post(STAFF, guards=OFFICE, include_in_schema=False)
async def staff_create(request: StaffRequest) -> Response[str]:
    """Open an account, and show its password this once."""
    form = await parse_form(request, StaffDraft)
    made = await form.submit(lambda draft: operations.create_staff(draft, manager=request.user))
    if made is None:
        context = StaffNewPage(form=form, units=await unit_choices())
        return page(request, context, status=422)
    return page(request, OneTimePasswordPage(made=made, is_new=True))


@get(f"{STAFF}/{{username:str}}", guards=OFFICE, include_in_schema=False)
async def staff_edit(request: StaffRequest, username: FromPath[str]) -> Response[str]:
    """Show an account to be amended."""
    staff = await get_staff(username)
    return page(request, await _edit_page(request, staff, blank_form(dict(staff))))


@post(f"{STAFF}/{{username:str}}", guards=OFFICE, include_in_schema=False)
async def staff_amend(request: StaffRequest, username: FromPath[str]) -> Response[Any]:
    """Amend an account."""
    form = await parse_form(request, StaffAmendment)
    saved = await form.submit(
        lambda draft: operations.amend_staff(username, draft, manager=request.user)
    )
    if saved is None:
        context = await _edit_page(request, await get_staff(username), form)
        return page(request, context, status=422)
    return go(request, STAFF)


@post(f"{STAFF}/{{username:str}}/one-time-password", guards=OFFICE, include_in_schema=False)
async def staff_one_time_password(request: StaffRequest, username: FromPath[str]) -> Response[str]:
    """Give an account a one-time password, shown this once."""
    made = await operations.reset_password(username, manager=request.user)
    return page(request, OneTimePasswordPage(made=made, is_new=False))


@post(f"{STAFF}/{{username:str}}/lost-phone", guards=OFFICE, include_in_schema=False)
async def staff_lost_phone(request: StaffRequest, username: FromPath[str]) -> Response[Any]:
    """Take a lost phone off an account."""
    await operations.remove_second_factor(username, manager=request.user)
    return go(request, f"{STAFF}/{username}")


async def _edit_page(request: StaffRequest, staff: StaffForDesk, form: Form[Any]) -> StaffEditPage:
    present = UnitChoice(id=staff.unit_id, code=staff.unit_code, name=staff.unit_name)
    units = await unit_choices()
    return StaffEditPage(
        form=form,
        units=units if present in units else (*units, present),
        staff=staff,
        is_own=staff.id == request.user.id,
    )


ROUTES = [
    staff_index,
    staff_new,
    staff_create,
    staff_edit,
    staff_amend,
    staff_one_time_password,
    staff_lost_phone,
]
