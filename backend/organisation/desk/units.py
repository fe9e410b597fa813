"""Units, for the office."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath

from backend.organisation.desk.doorway import go
from backend.organisation.enums import Role, UnitKind
from backend.organisation.guards import StaffRequest, requires_role
from backend.organisation.operations import units as operations
from backend.organisation.queries.units import get_unit, list_units
from backend.organisation.schemas import UnitAmendment, UnitDraft, UnitForDesk
from backend.web.forms import Form, blank_form, parse_form
from backend.web.render import PageContext, page

UNITS = "/desk/units"
OFFICE = [requires_role(Role.OFFICE)]


class UnitIndexPage(PageContext):
    """Every unit."""

    template: ClassVar[str] = "organisation/desk/unit_index.html"
    units: tuple[UnitForDesk, ...]


class UnitNewPage(PageContext):
    """A unit to be added."""

    template: ClassVar[str] = "organisation/desk/unit_new.html"
    form: Form[Any]
    units: tuple[UnitForDesk, ...]
    kinds: tuple[UnitKind, ...] = tuple(UnitKind)


class UnitEditPage(UnitNewPage):
    """A unit to be amended."""

    template: ClassVar[str] = "organisation/desk/unit_edit.html"
    unit: UnitForDesk


@get(UNITS, guards=OFFICE, include_in_schema=False)
async def unit_index(request: StaffRequest) -> Response[str]:
    """Show every unit."""
    return page(request, UnitIndexPage(units=await list_units()))


@get(f"{UNITS}/new", guards=OFFICE, include_in_schema=False)
async def unit_new(request: StaffRequest) -> Response[str]:
    """Ask for what a unit needs."""
    return page(request, UnitNewPage(form=blank_form(), units=await list_units()))


@post(UNITS, guards=OFFICE, include_in_schema=False)
async def unit_create(request: StaffRequest) -> Response[Any]:
    """Add a unit."""
    form = await parse_form(request, UnitDraft)
    added = await form.submit(lambda draft: operations.add_unit(draft, manager=request.user))
    if added is None:
        return page(request, UnitNewPage(form=form, units=await list_units()), status=422)
    return go(request, UNITS)


@get(f"{UNITS}/{{code:str}}", guards=OFFICE, include_in_schema=False)
async def unit_edit(request: StaffRequest, code: FromPath[str]) -> Response[str]:
    """Show a unit to be amended."""
    unit = await get_unit(code)
    return page(
        request, UnitEditPage(form=blank_form(dict(unit)), unit=unit, units=await list_units())
    )


@post(f"{UNITS}/{{code:str}}", guards=OFFICE, include_in_schema=False)
async def unit_amend(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Amend a unit."""
    form = await parse_form(request, UnitAmendment)
    saved = await form.submit(
        lambda draft: operations.amend_unit(code, draft, manager=request.user)
    )
    if saved is None:
        context = UnitEditPage(form=form, unit=await get_unit(code), units=await list_units())
        return page(request, context, status=422)
    return go(request, UNITS)


ROUTES = [unit_index, unit_new, unit_create, unit_edit, unit_amend]
