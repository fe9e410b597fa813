"""Signing in and out."""

from typing import Any, ClassVar

from litestar import Request, Response, get, post

from backend.organisation.authentication import take_cookie
from backend.organisation.desk.doorway import SIGN_IN, device, entered, go, onward
from backend.organisation.guards import StaffRequest, requires_password_given
from backend.organisation.operations import sessions, sign_in
from backend.organisation.schemas.sign_in import CodeDraft, SignInDraft
from backend.web.address import client_address
from backend.web.forms import Form, blank_form, parse_form
from backend.web.guards import PUBLIC
from backend.web.render import PageContext, page


class SignInPage(PageContext):
    """A name and a password."""

    template: ClassVar[str] = "organisation/desk/sign_in.html"
    form: Form[Any]


class SecondFactorPage(PageContext):
    """The one-time code."""

    template: ClassVar[str] = "organisation/desk/second_factor.html"
    form: Form[Any]


@get("/desk/sign-in", opt=PUBLIC, include_in_schema=False)
async def show_sign_in(request: Request[Any, Any, Any]) -> Response[Any]:
    """Ask for name and password, or go on if that was done."""
    asked = request.query_params.get("next", "")
    if request.auth is not None:
        return onward(request, request.auth.due, asked)
    return page(request, SignInPage(form=blank_form({"next": asked})))


@post("/desk/sign-in", opt=PUBLIC, include_in_schema=False)
async def take_sign_in(request: Request[Any, Any, Any]) -> Response[Any]:
    """Check name and password."""
    form = await parse_form(request, SignInDraft)
    opened = await form.submit(
        lambda draft: sign_in.sign_in(
            draft, address=client_address(request), device=device(request)
        )
    )
    if opened is None:
        return page(request, SignInPage(form=form), status=422)
    return entered(request, opened, form.value("next") or "")


@get("/desk/second-factor", guards=[requires_password_given], include_in_schema=False)
async def show_second_factor(request: StaffRequest) -> Response[Any]:
    """Ask for the one-time code, or go on if that was done."""
    asked = request.query_params.get("next", "")
    if request.auth.is_open:
        return onward(request, request.auth.due, asked)
    return page(request, SecondFactorPage(form=blank_form({"next": asked})))


@post("/desk/second-factor", guards=[requires_password_given], include_in_schema=False)
async def take_second_factor(request: StaffRequest) -> Response[Any]:
    """Check the one-time code or the recovery code."""
    form = await parse_form(request, CodeDraft)
    opened = await form.submit(
        lambda draft: sign_in.verify_second_factor(
            draft.code,
            session=request.auth,
            address=client_address(request),
            device=device(request),
        )
    )
    if opened is None:
        return page(request, SecondFactorPage(form=form), status=422)
    return entered(request, opened, form.value("next") or "")


@post("/desk/sign-out", guards=[requires_password_given], include_in_schema=False)
async def take_sign_out(request: StaffRequest) -> Response[Any]:
    """End this session and forget its token."""
    await sessions.sign_out(request.auth)
    answer = go(request, SIGN_IN)
    take_cookie(answer)
    return answer


ROUTES = [show_sign_in, take_sign_in, show_second_factor, take_second_factor, take_sign_out]
