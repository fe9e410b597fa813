"""A person's own account: password, second factor, and where they are signed in."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath

from backend.kernel.settings import get_settings
from backend.organisation.desk.doorway import device, entered, go
from backend.organisation.enums import Due
from backend.organisation.guards import StaffRequest, requires_own_session
from backend.organisation.operations import own_password, sessions
from backend.organisation.queries.staff import (
    count_recovery_codes,
    get_staff,
    list_own_sessions,
)
from backend.organisation.schemas import SessionForOwner, StaffForDesk
from backend.organisation.schemas.sign_in import PasswordChange
from backend.web.address import client_address
from backend.web.forms import Form, blank_form, parse_form
from backend.web.render import PageContext, page

ACCOUNT = "/desk/account"


class AccountPage(PageContext):
    """The account at a glance."""

    template: ClassVar[str] = "organisation/desk/account.html"
    staff: StaffForDesk
    sessions: tuple[SessionForOwner, ...]
    codes_left: int


class PasswordPage(PageContext):
    """A new password."""

    template: ClassVar[str] = "organisation/desk/password.html"
    form: Form[Any]
    is_due: bool


@get(ACCOUNT, guards=[requires_own_session], include_in_schema=False)
async def show_account(request: StaffRequest) -> Response[str]:
    """Show the account, and where it is signed in."""
    idle = get_settings().session_idle_minutes
    context = AccountPage(
        staff=await get_staff(request.auth.staff.username),
        sessions=await list_own_sessions(request.auth, idle_minutes=idle),
        codes_left=await count_recovery_codes(request.auth.staff.id),
    )
    return page(request, context)


@get(f"{ACCOUNT}/password", guards=[requires_own_session], include_in_schema=False)
async def show_password(request: StaffRequest) -> Response[str]:
    """Ask for a new password."""
    is_due = request.auth.due is Due.PASSWORD
    return page(request, PasswordPage(form=blank_form(), is_due=is_due))


@post(f"{ACCOUNT}/password", guards=[requires_own_session], include_in_schema=False)
async def take_password(request: StaffRequest) -> Response[Any]:
    """Change the password."""
    form = await parse_form(request, PasswordChange)
    address, browser = client_address(request), device(request)
    opened = await form.submit(
        lambda change: own_password.change_password(
            change, session=request.auth, address=address, device=browser
        )
    )
    if opened is None:
        is_due = request.auth.due is Due.PASSWORD
        return page(request, PasswordPage(form=form, is_due=is_due), status=422)
    return entered(request, opened, ACCOUNT if request.auth.due is None else "")


@post(
    f"{ACCOUNT}/sessions/{{session_id:int}}/end",
    guards=[requires_own_session],
    include_in_schema=False,
)
async def end_session(request: StaffRequest, session_id: FromPath[int]) -> Response[Any]:
    """Sign another browser out."""
    await sessions.revoke_session(session_id, staff=request.auth.staff)
    return go(request, ACCOUNT)


@post(f"{ACCOUNT}/sessions/others/end", guards=[requires_own_session], include_in_schema=False)
async def end_other_sessions(request: StaffRequest) -> Response[Any]:
    """Sign all other browsers out."""
    await sessions.revoke_other_sessions(request.auth)
    return go(request, ACCOUNT)


ROUTES = [show_account, show_password, take_password, end_session, end_other_sessions]
