"""One's own subscription, by the link in a letter: looking changes nothing, each change is a POST.

One-click unsubscribing posts to `/end`; a mail program that knows nothing of it opens that address
and finds the button.
"""

from typing import Any, ClassVar

from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_200_OK, HTTP_303_SEE_OTHER

from backend.kernel.clock import now
from backend.portal.one_click import KEPT_TO_ONESELF, is_one_click
from backend.portal.subscriptions.operations import keeping
from backend.portal.subscriptions.pages.choices import RHYTHMS
from backend.portal.subscriptions.queries.own import get_own
from backend.portal.subscriptions.schemas import EndDraft, OwnAll, RhythmDraft
from backend.web.forms import Form, blank_form, parse_form
from backend.web.guards import PUBLIC
from backend.web.render import PageContext, page
from backend.web.view import view_of


class OwnPage(PageContext):
    """A subscription, to confirm, change or end."""

    template: ClassVar[str] = "portal/subscriptions/own.html"
    own: OwnAll
    form: Form[Any]
    rhythms: Any = RHYTHMS


@get("/subscriptions/{token:str}", opt=PUBLIC, include_in_schema=False)
async def subscription_own(request: Request[Any, Any, Any], token: FromPath[str]) -> Response[str]:
    """Show the subscription of a token; raise NotFound for no such token."""
    return await _answer(request, token)


@post("/subscriptions/{token:str}/confirmation", opt=PUBLIC, include_in_schema=False)
async def subscription_confirmation(
    request: Request[Any, Any, Any], token: FromPath[str]
) -> Response[Any]:
    """Begin to tell."""
    await keeping.confirm_subscription(token, now=now())
    return _go(request, token)


@post("/subscriptions/{token:str}/rhythm", opt=PUBLIC, include_in_schema=False)
async def subscription_rhythm(
    request: Request[Any, Any, Any], token: FromPath[str]
) -> Response[Any]:
    """Tell more or less often."""
    form = await parse_form(request, RhythmDraft)
    if form.draft is None:
        return await _answer(request, token, form)
    await keeping.change_rhythm(token, form.draft.rhythm, now=now())
    return _go(request, token)


@get("/subscriptions/{token:str}/end", opt=PUBLIC, include_in_schema=False)
async def subscription_before_end(
    request: Request[Any, Any, Any], token: FromPath[str]
) -> Response[str]:
    """Show the subscription with its buttons."""
    return await _answer(request, token)


@post(
    "/subscriptions/{token:str}/end",
    opt=PUBLIC,
    include_in_schema=False,
    status_code=HTTP_200_OK,
)
async def subscription_end(request: Request[Any, Any, Any], token: FromPath[str]) -> Response[Any]:
    """End one, or all of the address; whatever else was sent, an end is an end."""
    draft = (await parse_form(request, EndDraft)).draft or EndDraft()
    await keeping.end_subscription(token, is_everything=draft.is_everything, now=now())
    if await is_one_click(request):
        return await _answer(request, token)
    return _go(request, draft.page or token)


async def _answer(
    request: Request[Any, Any, Any], token: str, form: Form[Any] | None = None
) -> Response[str]:
    own = await get_own(token)
    shown = form or blank_form({"rhythm": own.one.rhythm.value})
    status = 422 if form else 200
    context = OwnPage(own=own, form=shown)
    return page(request, context, status=status, headers=KEPT_TO_ONESELF)


def _go(request: Request[Any, Any, Any], token: str) -> Redirect:
    path = view_of(request.scope).href(f"/subscriptions/{token}")
    return Redirect(path, status_code=HTTP_303_SEE_OTHER)


ROUTES = [
    subscription_own,
    subscription_confirmation,
    subscription_rhythm,
    subscription_before_end,
    subscription_end,
]
