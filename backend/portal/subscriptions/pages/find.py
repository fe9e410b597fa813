"""Finding one's subscriptions without a letter at hand: a code goes to the address."""

from typing import Any, ClassVar

from litestar import Request, Response, get, post
from litestar.response import Redirect
from litestar.status_codes import HTTP_200_OK, HTTP_303_SEE_OTHER

from backend.portal.subscriptions.operations.finding import ask_proof, find_own_token
from backend.portal.subscriptions.pages.asker import asker_of
from backend.portal.subscriptions.schemas import Proof, ProofWithCode
from backend.web.forms import Form, blank_form, parse_form
from backend.web.guards import PUBLIC
from backend.web.render import PageContext, page, public_page
from backend.web.view import view_of

FIND = "/subscriptions/find"


class FindPage(PageContext):
    """Asks for the address, then for the code."""

    template: ClassVar[str] = "portal/subscriptions/find.html"
    form: Form[Any]
    is_sent: bool = False


@get(FIND, opt=PUBLIC, include_in_schema=False)
async def subscription_find(request: Request[Any, Any, Any]) -> Response[str]:
    """Ask for the address."""
    return public_page(request, FindPage(form=blank_form()))


@post(FIND, opt=PUBLIC, include_in_schema=False, status_code=HTTP_200_OK)
async def subscription_find_address(request: Request[Any, Any, Any]) -> Response[str]:
    """Send a code, and ask for it."""
    form = await parse_form(request, Proof)
    await form.submit(lambda draft: ask_proof(draft, asker_of(request)))
    if form.is_invalid:
        return page(request, FindPage(form=form), status=422)
    return page(request, FindPage(form=form, is_sent=True))


@post(f"{FIND}/code", opt=PUBLIC, include_in_schema=False)
async def subscription_find_code(request: Request[Any, Any, Any]) -> Response[Any]:
    """Go to the subscriptions of an address whose code is right."""
    form = await parse_form(request, ProofWithCode)
    token = await form.submit(find_own_token)
    if token is None:
        is_sent = bool(form.value("contact")) and not form.error("contact")
        return page(request, FindPage(form=form, is_sent=is_sent), status=422)
    path = view_of(request.scope).href(f"/subscriptions/{token}")
    return Redirect(path, status_code=HTTP_303_SEE_OTHER)


ROUTES = [subscription_find, subscription_find_address, subscription_find_code]
