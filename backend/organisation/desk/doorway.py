"""Ways in and onward: who is sent where, and what they carry with them."""

from typing import Any
from urllib.parse import urlencode

from litestar import Request, Response
from litestar.response import Redirect

from backend.kernel.language import say
from backend.organisation.authentication import give_cookie
from backend.organisation.enums import Due
from backend.organisation.guards import SignInNeeded
from backend.organisation.rules.sign_in import START, device_of, safe_next
from backend.organisation.schemas import OpenedSession
from backend.web.crosssite import SAFE_METHODS
from backend.web.errors import error_answer
from backend.web.view import view_of

SIGN_IN = "/desk/sign-in"
SIGN_OUT = "/desk/sign-out"
PATHS = {
    Due.SECOND_FACTOR: "/desk/second-factor",
    Due.PASSWORD: "/desk/account/password",
    Due.ENROLMENT: "/desk/second-factor/enrolment",
}
NO_STORE = {"Cache-Control": "no-store"}
SIGNED_OUT = say(
    "登录已经过期，刚才的内容没有保存。请先登录，再用浏览器的“返回”回到填写页重新提交，内容一般还在。"
)


def go(request: Request[Any, Any, Any], path: str) -> Redirect:
    """Send the person to a page of the view they read in."""
    return Redirect(view_of(request.scope).href(path), status_code=303, headers=NO_STORE)


def entered(request: Request[Any, Any, Any], opened: OpenedSession, asked: str = "") -> Redirect:
    """Send the person on with their new token: to what is due, or where they wanted to go."""
    answer = onward(request, opened.session.due, asked)
    give_cookie(answer, opened.token)
    return answer


def onward(request: Request[Any, Any, Any], due: Due | None, asked: str = "") -> Redirect:
    """Send the person to what is due, or where they wanted to go."""
    wanted = safe_next(asked)
    if due is not None:
        return go(request, _with_next(PATHS[due], wanted))
    if wanted == START:
        return go(request, START)
    return Redirect(wanted, status_code=303, headers=NO_STORE)


def device(request: Request[Any, Any, Any]) -> str:
    """Return the browser in a few words."""
    return device_of(request.headers.get("user-agent", ""))


def on_sign_in_needed(request: Request[Any, Any, Any], error: SignInNeeded) -> Response[Any]:
    """Lead a person to the door and later back; tell programs and sent forms plainly."""
    if request.scope["path"] == SIGN_OUT:
        return go(request, SIGN_IN)
    is_page = request.method in SAFE_METHODS and request.headers.get("hx-request") != "true"
    if is_page and "application/json" not in request.headers.get("accept", ""):
        door = PATHS[error.due] if error.due else SIGN_IN
        return go(request, _with_next(door, safe_next(_asked(request))))
    message = say("请先登录。") if request.method in SAFE_METHODS else SIGNED_OUT
    return error_answer(request, 401, "signed_out", message)


def _asked(request: Request[Any, Any, Any]) -> str:
    """Return the address a person asked for, in their view."""
    query = request.scope["query_string"].decode("latin-1")
    path = view_of(request.scope).href(request.scope["path"])
    return f"{path}?{query}" if query else path


def _with_next(path: str, wanted: str) -> str:
    return path if wanted == START else f"{path}?{urlencode({'next': wanted})}"
