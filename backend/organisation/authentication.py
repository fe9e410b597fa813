"""Reads the desk's cookie at each request: who this is, and whether they are done signing in."""

from typing import Any

from litestar import Response
from litestar.connection import ASGIConnection
from litestar.types import ASGIApp, Receive, Send

from backend.kernel.settings import get_settings
from backend.organisation.operations import sessions


def is_at_the_desk(path: str) -> bool:
    """Whether this is one of the staff's pages; elsewhere the cookie is not even looked at."""
    return path == "/desk" or path.startswith("/desk/")


def cookie_name() -> str:
    """Return the cookie's name; behind TLS browsers themselves guard the `__Host-` prefix."""
    return "__Host-hy_session" if get_settings().is_behind_tls else "hy_session"


def give_cookie(answer: Response[Any], token: str) -> None:
    """Hand the browser its token until it is closed; no script and no other site can send it."""
    answer.set_cookie(
        cookie_name(),
        token,
        path="/",
        httponly=True,
        secure=get_settings().is_behind_tls,
        samesite="lax",
    )


def take_cookie(answer: Response[Any]) -> None:
    """Make the browser forget its token."""
    answer.set_cookie(
        cookie_name(),
        "",
        max_age=0,
        path="/",
        httponly=True,
        secure=get_settings().is_behind_tls,
        samesite="lax",
    )


class DeskAuthentication:
    """Put the session into `request.auth`, and its person into `request.user` once nothing is due.

    Never refuses: that is for the guards.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Find out who asks, then go on."""
        scope["user"] = scope["auth"] = None
        if is_at_the_desk(scope["path"]):
            cookies = ASGIConnection[Any, Any, Any, Any](scope).cookies
            session = await sessions.find_session(cookies.get(cookie_name(), ""))
            scope["auth"] = session
            scope["user"] = session.staff if session and session.due is None else None
        await self.app(scope, receive, send)
