"""The staff's pages of the room."""

from litestar.types import ControllerRouterHandler, ExceptionHandlersMap

from backend.organisation.desk import (
    account,
    calendar,
    entry,
    journal,
    own_mail,
    second_factor,
    staff,
    units,
)
from backend.organisation.desk.doorway import on_sign_in_needed
from backend.organisation.guards import SignInNeeded

ROUTES: list[ControllerRouterHandler] = [
    *entry.ROUTES,
    *second_factor.ROUTES,
    *account.ROUTES,
    *own_mail.ROUTES,
    *staff.ROUTES,
    *units.ROUTES,
    *calendar.ROUTES,
    *journal.ROUTES,
]
EXCEPTION_HANDLERS: ExceptionHandlersMap = {SignInNeeded: on_sign_in_needed}
