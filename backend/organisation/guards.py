"""Who may enter the desk; whether a person may touch *this* thing is for a room's rules."""

from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.exceptions import HTTPException
from litestar.handlers import BaseRouteHandler
from litestar.types import Guard

from backend.kernel.errors import Forbidden
from backend.kernel.language import say
from backend.organisation.enums import Due, Role
from backend.organisation.rules.sign_in import may_write
from backend.organisation.schemas import DeskSession, StaffMember
from backend.web.crosssite import SAFE_METHODS

Connection = ASGIConnection[Any, Any, Any, Any]
StaffRequest = Request[StaffMember, DeskSession, Any]
"""A request behind one of these guards: `request.user` the person, `request.auth` the session."""


class SignInNeeded(HTTPException):
    """Nobody, or somebody with something to do first, stands at a door of the desk."""

    status_code = 401

    def __init__(self, due: Due | None = None) -> None:
        super().__init__(detail="sign-in needed")
        self.due = due


def requires_sign_in(connection: Connection, _: BaseRouteHandler) -> None:
    """Refuse whoever is not signed in as staff with nothing due; let an auditor only read."""
    scope: Any = connection.scope
    staff = scope["user"]
    if not isinstance(staff, StaffMember):
        session = scope["auth"]
        raise SignInNeeded(session.due if isinstance(session, DeskSession) else None)
    if scope["method"] not in SAFE_METHODS and not may_write(staff):
        raise Forbidden(say("您的账号只能查看，不能办理。"))


def requires_role(*roles: Role) -> Guard:
    """Return a guard that lets in staff with one of these roles."""

    def has_role(connection: Connection, handler: BaseRouteHandler) -> None:
        requires_sign_in(connection, handler)
        if not connection.scope["user"].has(*roles):
            raise Forbidden

    return has_role


def requires_own_session(connection: Connection, _: BaseRouteHandler) -> None:
    """Let a person at their own account, also an auditor, also with a step still due."""
    session = connection.scope.get("auth")
    if not isinstance(session, DeskSession):
        raise SignInNeeded
    if not session.is_open:
        raise SignInNeeded(session.due)


def requires_password_given(connection: Connection, _: BaseRouteHandler) -> None:
    """Let in whoever gave a password, whether or not the one-time code followed yet."""
    if not isinstance(connection.scope.get("auth"), DeskSession):
        raise SignInNeeded
