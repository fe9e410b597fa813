"""Every address is open on purpose or guarded by name, and open ones never know who is asking."""

import ast
import inspect
from collections.abc import Callable, Iterator

from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from backend.app import litestar_app
from backend.kernel.changes import Changes

# Open although they stand under /desk: without them nobody could ever sign in.
OPEN_AT_THE_DESK = {"/desk/sign-in"}
SAFE = {"GET", "HEAD", "OPTIONS"}
PUBLIC_WRITES = {
    "/consultations/{slug:str}/opinions",
    "/api/v1/consultations/{slug:str}/opinions",
    "/track",
    "/track/{code:str}/withdrawal",
    "/track/{code:str}/contact",
    "/track/{code:str}/erasure",
    "/track/{code:str}/appeal",
}
DEEDS = {
    *("publish", "submit", "approve", "return", "delete", "remove", "update", "create", "save"),
    *("withdraw", "revoke", "suspend", "resume", "adjust", "confirm", "attach", "reset", "import"),
}


def handlers() -> Iterator[tuple[str, HTTPRouteHandler]]:
    for route in litestar_app(Changes()).routes:
        assert isinstance(route, HTTPRoute), f"{route.path} is neither page nor API"
        for handler in route.route_handlers:
            if set(handler.http_methods) != {"OPTIONS"}:
                yield route.path, handler


def is_public(handler: HTTPRouteHandler) -> bool:
    return bool(handler.opt.get("is_public"))


def test_every_route_names_a_guard_or_is_marked_public() -> None:
    unclear = [
        f"{sorted(handler.http_methods)} {path}"
        for path, handler in handlers()
        if is_public(handler) == bool(handler.resolve_guards())
    ]
    assert not unclear, "neither public nor guarded, or both"


def test_nothing_under_the_desk_is_open_but_the_door() -> None:
    open_ones = {path for path, handler in handlers() if is_public(handler)}
    assert {path for path in open_ones if path.startswith("/desk")} <= OPEN_AT_THE_DESK


def test_nothing_outside_the_desk_is_guarded() -> None:
    """Public pages are the same for everyone; what needs a sign-in stands under /desk."""
    guarded = {path for path, handler in handlers() if not is_public(handler)}
    assert not {path for path in guarded if not path.startswith("/desk")}


WRITTEN_BY_CITIZENS = {
    "/consultations/{slug:str}/opinions",
    "/api/v1/consultations/{slug:str}/opinions",
    "/track",  # asks for a code; nothing is written
    "/track/{code:str}/appeal",
    "/track/{code:str}/contact",
    "/track/{code:str}/erasure",
    "/track/{code:str}/withdrawal",
    "/subscriptions",  # sends one letter, within the limits of network address and mailbox
    "/subscriptions/find",
    "/subscriptions/find/code",
    "/subscriptions/{token:str}/confirmation",
    "/subscriptions/{token:str}/rhythm",
    "/subscriptions/{token:str}/end",
    "/morning-letters/{token:str}",  # ends one letter, by a token nobody can guess
}


def test_citizens_write_where_they_are_meant_to_and_nowhere_else() -> None:
    """A new public write is a decision of its own: add its address here, with its limits tested."""
    writes = {path for path, handler in handlers() if not set(handler.http_methods) <= SAFE}
    assert {path for path in writes if not path.startswith("/desk")} == WRITTEN_BY_CITIZENS


def test_addresses_name_things_not_deeds() -> None:
    """POST /desk/catalogues/2026/publication, not /publish."""
    named = [path for path, _ in handlers() if DEEDS & set(path.strip("/").split("/"))]
    assert not named


def test_handlers_wait_for_nobody_and_decide_nothing() -> None:
    for path, handler in handlers():
        if handler.fn.__module__.startswith("backend"):
            assert inspect.iscoroutinefunction(handler.fn), f"{path} blocks the loop"
            assert lines_of(handler.fn) <= 12, (
                f"{path} decides something: a query or operation should"
            )


def lines_of(function: Callable[..., object]) -> int:
    """Lines of the body, without signature and docstring."""
    tree = ast.parse(inspect.cleandoc("\n" + inspect.getsource(function)))
    found = tree.body[0]
    assert isinstance(found, ast.AsyncFunctionDef)
    first = found.body[0]
    starts = (first.end_lineno or 0) + 1 if ast.get_docstring(found) else first.lineno
    return (found.end_lineno or 0) - starts + 1
