"""One year's catalogue: its sheet, and the steps into the public."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath

from backend.decisions.desk.answers import go
from backend.decisions.operations import drafting, publishing, reporting
from backend.decisions.queries.desk import get_catalogue_for_desk
from backend.decisions.schemas.desk import CatalogueForDesk
from backend.decisions.schemas.drafts import ApprovalDraft, OrderDraft, ReportDraft, ReturnDraft
from backend.kernel.clock import now, today
from backend.organisation.enums import Role
from backend.organisation.guards import StaffRequest, requires_role, requires_sign_in
from backend.web.forms import Form, blank_form, parse_form
from backend.web.render import PageContext, page

SHEET = "/desk/catalogues/{year:int}"
KEEPERS = [requires_role(Role.CATALOGUE_EDITOR, Role.OFFICE)]
OFFICE = [requires_role(Role.OFFICE)]


class SheetPage(PageContext):
    """The catalogue as it will be published, and what is missing."""

    template: ClassVar[str] = "decisions/desk/sheet.html"
    catalogue: CatalogueForDesk
    form: Form[Any]


@get(SHEET, guards=[requires_sign_in], include_in_schema=False)
async def sheet_show(request: StaffRequest, year: FromPath[int]) -> Response[Any]:
    """Show a year's catalogue."""
    return await _sheet(request, year, blank_form())


@post(f"{SHEET}/submission", guards=KEEPERS, include_in_schema=False)
async def sheet_submit(request: StaffRequest, year: FromPath[int]) -> Response[Any]:
    """Hand the catalogue in."""
    form = await parse_form(request, OrderDraft)
    done = await form.submit(lambda _: publishing.submit_catalogue(year, staff=request.user))
    return await _sheet(request, year, form, done=done)


@post(f"{SHEET}/order", guards=KEEPERS, include_in_schema=False)
async def sheet_renumber(request: StaffRequest, year: FromPath[int]) -> Response[Any]:
    """Number the matters 1, 2, 3."""
    form = await parse_form(request, OrderDraft)
    done = await form.submit(lambda order: drafting.renumber(year, order, staff=request.user))
    return await _sheet(request, year, form, done=done)


@post(f"{SHEET}/refusal", guards=OFFICE, include_in_schema=False)
async def sheet_return(request: StaffRequest, year: FromPath[int]) -> Response[Any]:
    """Send the catalogue back."""
    form = await parse_form(request, ReturnDraft)
    done = await form.submit(
        lambda draft: publishing.return_catalogue(year, draft, staff=request.user)
    )
    return await _sheet(request, year, form, done=done)


@post(f"{SHEET}/approval", guards=OFFICE, include_in_schema=False)
async def sheet_approve(request: StaffRequest, year: FromPath[int]) -> Response[Any]:
    """Approve the catalogue as it was read."""
    form = await parse_form(request, ApprovalDraft)
    done = await form.submit(
        lambda draft: publishing.approve_catalogue(year, draft, staff=request.user, now=now())
    )
    return await _sheet(request, year, form, done=done)


@post(f"{SHEET}/publication", guards=OFFICE, include_in_schema=False)
async def sheet_publish(request: StaffRequest, year: FromPath[int]) -> Response[Any]:
    """Make the catalogue public."""
    form = await parse_form(request, OrderDraft)
    done = await form.submit(
        lambda _: publishing.publish_catalogue(year, staff=request.user, now=now())
    )
    return await _sheet(request, year, form, done=done)


@post(f"{SHEET}/report", guards=OFFICE, include_in_schema=False)
async def sheet_report(request: StaffRequest, year: FromPath[int]) -> Response[Any]:
    """Publish the year-end completion report."""
    form = await parse_form(request, ReportDraft)
    done = await form.submit(
        lambda draft: reporting.publish_completion_report(
            year, draft, staff=request.user, now=now()
        )
    )
    return await _sheet(request, year, form, done=done)


async def _sheet(
    request: StaffRequest, year: int, form: Form[Any], *, done: object = None
) -> Response[Any]:
    """Go to the sheet when it was done; else show it with what was refused."""
    if done is not None:
        return go(request, f"/desk/catalogues/{year}")
    catalogue = await get_catalogue_for_desk(year, request.user, today=today())
    status = 422 if form.is_invalid else 200
    return page(request, SheetPage(catalogue=catalogue, form=form), status=status)


ROUTES = [
    sheet_show,
    sheet_submit,
    sheet_renumber,
    sheet_return,
    sheet_approve,
    sheet_publish,
    sheet_report,
]
