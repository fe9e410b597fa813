"""Addresses and numbers that take no more from us: the list, adding by hand, and lifting."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backend.kernel.paging import Page
from backend.notifications.queries import list_suppressed
from backend.notifications.schemas import SuppressedLine, SuppressionDraft
from backend.organisation.desk.doorway import go
from backend.organisation.guards import StaffRequest
from backend.portal import operations
from backend.portal.mailbox.messages import MAILBOX, OFFICE
from backend.web.forms import Form, blank_form, parse_form
from backend.web.render import PageContext, page

SUPPRESSED = f"{MAILBOX}/suppressed"


class SuppressedPage(PageContext):
    """Addresses left alone, newest first."""

    template: ClassVar[str] = "notifications/desk/suppressed.html"
    addresses: Page[SuppressedLine]


class SuppressionPage(PageContext):
    """An address to be left alone."""

    template: ClassVar[str] = "notifications/desk/suppression.html"
    form: Form[Any]


@get(SUPPRESSED, guards=OFFICE, include_in_schema=False)
async def suppressed_index(request: StaffRequest, after: FromQuery[str] = "") -> Response[str]:
    """Show who is left alone, and why."""
    return page(request, SuppressedPage(addresses=await list_suppressed(after)))


@get(f"{SUPPRESSED}/new", guards=OFFICE, include_in_schema=False)
async def suppression_new(request: StaffRequest) -> Response[str]:
    """Ask for an address and the reason."""
    return page(request, SuppressionPage(form=blank_form()))


@post(SUPPRESSED, guards=OFFICE, include_in_schema=False)
async def suppression_create(request: StaffRequest) -> Response[Any]:
    """Leave an address alone from now on."""
    form = await parse_form(request, SuppressionDraft)
    await form.submit(lambda draft: operations.suppress_address(draft, staff=request.user))
    if form.is_invalid:
        return page(request, SuppressionPage(form=form), status=422)
    return go(request, SUPPRESSED)


@post(f"{SUPPRESSED}/{{suppressed_id:int}}/removal", guards=OFFICE, include_in_schema=False)
async def suppression_removal(request: StaffRequest, suppressed_id: FromPath[int]) -> Response[Any]:
    """Send to an address again from now on."""
    await operations.lift_suppression(suppressed_id, staff=request.user)
    return go(request, SUPPRESSED)


ROUTES = [suppressed_index, suppression_new, suppression_create, suppression_removal]
