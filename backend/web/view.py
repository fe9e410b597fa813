"""How this request wants its pages: language and type size, both written in the address.

`/en/decisions` is English, `/elder/decisions` is the large-type mode, `/en/elder/decisions` both.
So a public page needs no cookie, any proxy may keep it, and it works without JavaScript.
"""

from typing import Any, NamedTuple

from litestar.types import ASGIApp, Receive, Send

SCOPE_KEY = "huiyin_view"


class View(NamedTuple):
    """Language and mode of one request."""

    language: str = "zh"
    is_elder: bool = False

    @property
    def prefix(self) -> str:
        """Return what stands before every path of this view."""
        return ("/en" if self.language == "en" else "") + ("/elder" if self.is_elder else "")

    def href(self, path: str) -> str:
        """Return the path inside this view."""
        return self.prefix + path if path != "/" else self.prefix or "/"

    def in_language(self, language: str) -> "View":
        """Return this view in another language."""
        return self._replace(language=language)

    def in_size(self, *, is_elder: bool) -> "View":
        """Return this view in large or in normal type."""
        return self._replace(is_elder=is_elder)


PLAIN = View()


def view_of(scope: Any) -> View:
    """Return the view of a request, the plain one where none was chosen."""
    found = scope.get(SCOPE_KEY)
    return found if isinstance(found, View) else PLAIN


def split_view(path: str) -> tuple[View, str]:
    """Return the view named by the first segments of a path, and the path that remains."""
    language, is_elder = "zh", False
    if path == "/en" or path.startswith("/en/"):
        language, path = "en", path[3:] or "/"
    if path == "/elder" or path.startswith("/elder/"):
        is_elder, path = True, path[6:] or "/"
    return View(language, is_elder), path


class ViewMiddleware:
    """Take the view off the path before routing, so that rooms never see it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "http":
            view, path = split_view(scope["path"])
            if view != PLAIN:
                scope["path"] = path
                scope["raw_path"] = path.encode()
            scope[SCOPE_KEY] = view
        await self.app(scope, receive, send)
