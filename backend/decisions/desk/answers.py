"""Where the desk sends people on to."""

from typing import Any

from litestar import Request
from litestar.response import Redirect

from backend.web.forms import Form
from backend.web.view import view_of


def go(request: Request[Any, Any, Any], path: str) -> Redirect:
    """Send the person to a page of the view they read in."""
    return Redirect(view_of(request.scope).href(path), status_code=303)


def status_of(form: Form[Any]) -> int:
    """Return 422 for a form that was refused, 200 for one that only asked for another row."""
    return 422 if form.is_invalid else 200
