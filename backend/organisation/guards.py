"""Who may enter the desk; whether a person may touch *this* thing is for a room's rules."""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import BaseRouteHandler
from litestar.types import Guard

from backend.kernel.errors import Forbidden
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember

Connection = ASGIConnection[Any, Any, Any, Any]


def requires_sign_in(connection: Connection, _: BaseRouteHandler) -> None:
    """Refuse whoever is not signed in as staff."""
    if not isinstance(connection.scope.get("user"), StaffMember):
        raise NotAuthorizedException


def requires_role(*roles: Role) -> Guard:
    """Return a guard that lets in staff with one of these roles."""

    def has_role(connection: Connection, handler: BaseRouteHandler) -> None:
        requires_sign_in(connection, handler)
        if not connection.scope["user"].has(*roles):
            raise Forbidden

    return has_role
