"""Writes come from our own pages only: `Sec-Fetch-Site` says so, or `Origin` in old browsers.

No token stands in any page, so public pages stay the same for everyone. Programs that are no
browser send neither header and carry no cookie of a victim, so they pass (as in Go 1.25).
"""

from typing import Any
from urllib.parse import urlsplit

from litestar.datastructures import Headers
from litestar.types import ASGIApp, Receive, Send

from backend.kernel.settings import get_settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
REFUSED = "请从本站的页面提交。"


def is_from_elsewhere(method: str, headers: Headers) -> bool:
    """Whether a request would change something and comes from another site's page."""
    if method in SAFE_METHODS:
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return False
    own = get_settings().origin
    return urlsplit(origin).netloc not in {
        headers.get("host"),
        urlsplit(own).netloc if own else None,
    }


class CrossSiteMiddleware:
    """Refuse what `is_from_elsewhere` tells, before any of it is read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Handle one request."""
        is_write = scope["type"] == "http" and scope["method"] not in SAFE_METHODS
        if is_write and is_from_elsewhere(scope["method"], Headers.from_scope(scope)):
            body = REFUSED.encode()
            length = (b"content-length", str(len(body)).encode())
            kind = (b"content-type", b"text/plain; charset=utf-8")
            await send({"type": "http.response.start", "status": 403, "headers": [kind, length]})
            await send({"type": "http.response.body", "body": body, "more_body": False})
            return
        await self.app(scope, receive, send)
