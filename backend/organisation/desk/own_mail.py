"""A person's own address, and the switch of the morning letter."""

from typing import Any, ClassVar

from litestar import Response, get, post

from backend.organisation.desk.account import ACCOUNT
from backend.organisation.desk.doorway import go
from backend.organisation.guards import StaffRequest, requires_own_session
from backend.organisation.operations import own_mail
from backend.organisation.queries.staff import get_staff
from backend.organisation.schemas import OwnMailDraft
from backend.web.forms import Form, blank_form, parse_form
from backend.web.render import PageContext, page

OWN_MAIL = f"{ACCOUNT}/mail"


class OwnMailPage(PageContext):
    """Where the letter goes, and whether it comes."""

    template: ClassVar[str] = "organisation/desk/own_mail.html"
    form: Form[Any]


@get(OWN_MAIL, guards=[requires_own_session], include_in_schema=False)
async def show_own_mail(request: StaffRequest) -> Response[str]:
    """Show one's address and the switch."""
    staff = await get_staff(request.auth.staff.username)
    return page(request, OwnMailPage(form=blank_form(dict(staff))))


@post(OWN_MAIL, guards=[requires_own_session], include_in_schema=False)
async def take_own_mail(request: StaffRequest) -> Response[Any]:
    """Keep one's address and the switch."""
    form = await parse_form(request, OwnMailDraft)
    staff = request.auth.staff
    saved = await form.submit(lambda draft: own_mail.change_own_mail(draft, staff=staff))
    if saved is None:
        return page(request, OwnMailPage(form=form), status=422)
    return go(request, ACCOUNT)


ROUTES = [show_own_mail, take_own_mail]
