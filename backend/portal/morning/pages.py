"""The end of the morning letter by the link in its headers: no sign-in, and nobody's name."""

from typing import Any, ClassVar

from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.status_codes import HTTP_200_OK

from backend.organisation.desk.doorway import go
from backend.organisation.operations.own_mail import end_morning_letter
from backend.organisation.queries.morning import get_reader
from backend.portal.one_click import KEPT_TO_ONESELF, is_one_click
from backend.web.guards import PUBLIC
from backend.web.render import PageContext, page

LETTERS = "/morning-letters/{token:str}"


class MorningLetterPage(PageContext):
    """Whether the letter comes, and the button that ends it."""

    template: ClassVar[str] = "portal/morning_letter.html"
    token: str
    is_coming: bool


@get(LETTERS, opt=PUBLIC, include_in_schema=False)
async def morning_letter(request: Request[Any, Any, Any], token: FromPath[str]) -> Response[str]:
    """Ask whether the letter shall end; raise NotFound for no such token."""
    return await _answer(request, token)


@post(LETTERS, opt=PUBLIC, include_in_schema=False, status_code=HTTP_200_OK)
async def morning_letter_end(
    request: Request[Any, Any, Any], token: FromPath[str]
) -> Response[Any]:
    """End the letter, whatever else was sent."""
    await end_morning_letter(token)
    if await is_one_click(request):
        return await _answer(request, token)
    return go(request, f"/morning-letters/{token}")


async def _answer(request: Request[Any, Any, Any], token: str) -> Response[str]:
    reader = await get_reader(token)
    context = MorningLetterPage(token=token, is_coming=reader.has_morning_letter)
    return page(request, context, headers=KEPT_TO_ONESELF)


ROUTES = [morning_letter, morning_letter_end]
