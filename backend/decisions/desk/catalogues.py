"""The catalogues: the years, a new one, and its record of agreement."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backend.decisions.desk.answers import go
from backend.decisions.desk.sheets import SHEET
from backend.decisions.operations import drafting
from backend.decisions.queries.desk import (
    get_catalogue_for_desk,
    list_catalogues_for_desk,
    list_waiting_adjustments,
)
from backend.decisions.rules import permissions, publishing
from backend.decisions.schemas.desk import AdjustmentForDesk, CatalogueForDesk, CatalogueLine
from backend.decisions.schemas.drafts import CatalogueDraft
from backend.kernel.clock import today
from backend.kernel.language import Text
from backend.kernel.settings import get_settings
from backend.organisation.enums import Role
from backend.organisation.guards import StaffRequest, requires_role, requires_sign_in
from backend.web.forms import Form, blank_form, parse_form
from backend.web.render import PageContext, page

SIGNED_IN = [requires_sign_in]
KEEPERS = [requires_role(Role.CATALOGUE_EDITOR, Role.OFFICE)]


class CatalogueIndexPage(PageContext):
    """The years, and the adjustments that wait."""

    template: ClassVar[str] = "decisions/desk/index.html"
    catalogues: tuple[CatalogueLine, ...]
    waiting: tuple[AdjustmentForDesk, ...]
    warning: Text | None
    may_open: bool


class CatalogueNewPage(PageContext):
    """A year to be opened."""

    template: ClassVar[str] = "decisions/desk/catalogue_new.html"
    form: Form[Any]


class CatalogueEditPage(PageContext):
    """The record of agreement."""

    template: ClassVar[str] = "decisions/desk/catalogue_edit.html"
    form: Form[Any]
    catalogue: CatalogueForDesk


@get("/desk/decisions", guards=SIGNED_IN, include_in_schema=False)
async def catalogue_index(request: StaffRequest) -> Response[str]:
    """Show the years and what waits."""
    catalogues = await list_catalogues_for_desk(request.user, today=today())
    is_open = any(catalogue.year == today().year for catalogue in catalogues)
    context = CatalogueIndexPage(
        catalogues=catalogues,
        waiting=await list_waiting_adjustments(request.user),
        warning=None if is_open else publishing.warning_of_year(today().year, None, today()),
        may_open=permissions.may_keep_catalogue(request.user),
    )
    return page(request, context)


@get("/desk/catalogues/new", guards=KEEPERS, include_in_schema=False)
async def catalogue_new(request: StaffRequest, year: FromQuery[int] = 0) -> Response[str]:
    """Ask for the year."""
    wanted = year or today().year
    name = f"{get_settings().county_name}人民政府{wanted}年度重大行政决策事项目录"
    return page(request, CatalogueNewPage(form=blank_form({"year": wanted, "title": name})))


@post("/desk/catalogues", guards=KEEPERS, include_in_schema=False)
async def catalogue_create(request: StaffRequest) -> Response[Any]:
    """Open a year's catalogue."""
    form = await parse_form(request, CatalogueDraft)
    opened = await form.submit(lambda draft: drafting.draft_catalogue(draft, staff=request.user))
    if opened is None:
        return page(request, CatalogueNewPage(form=form), status=422)
    return go(request, f"/desk/catalogues/{opened.year}")


@get(f"{SHEET}/edit", guards=KEEPERS, include_in_schema=False)
async def catalogue_edit(request: StaffRequest, year: FromPath[int]) -> Response[str]:
    """Show the record of agreement to be amended."""
    catalogue = await get_catalogue_for_desk(year, request.user, today=today())
    return page(request, CatalogueEditPage(form=blank_form(dict(catalogue)), catalogue=catalogue))


@post(SHEET, guards=KEEPERS, include_in_schema=False)
async def catalogue_amend(request: StaffRequest, year: FromPath[int]) -> Response[Any]:
    """Amend the record of agreement."""
    form = await parse_form(request, CatalogueDraft)
    saved = await form.submit(
        lambda draft: drafting.amend_catalogue(
            draft.model_copy(update={"year": year}), staff=request.user
        )
    )
    if saved is None:
        catalogue = await get_catalogue_for_desk(year, request.user, today=today())
        return page(request, CatalogueEditPage(form=form, catalogue=catalogue), status=422)
    return go(request, f"/desk/catalogues/{year}")


ROUTES = [catalogue_index, catalogue_new, catalogue_create, catalogue_edit, catalogue_amend]
