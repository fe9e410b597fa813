"""The staff's pages of the room."""

from litestar.types import ControllerRouterHandler, ExceptionHandlersMap

from backend.kernel.language import say
from backend.organisation.desk import account, calendar, entry, journal, second_factor, staff, units
from backend.organisation.desk.doorway import on_sign_in_needed
from backend.organisation.enums import Role
from backend.organisation.guards import SignInNeeded
from backend.web.site import MenuEntry

ROUTES: list[ControllerRouterHandler] = [
    *entry.ROUTES,
    *second_factor.ROUTES,
    *account.ROUTES,
    *staff.ROUTES,
    *units.ROUTES,
    *calendar.ROUTES,
    *journal.ROUTES,
]
MENU = (
    MenuEntry(say("工作日历"), "/desk/calendar"),
    MenuEntry(say("工作人员"), "/desk/staff", frozenset({Role.OFFICE})),
    MenuEntry(say("单位"), "/desk/units", frozenset({Role.OFFICE})),
    MenuEntry(say("全部日志"), "/desk/journal", frozenset({Role.OFFICE, Role.AUDITOR})),
)
EXCEPTION_HANDLERS: ExceptionHandlersMap = {SignInNeeded: on_sign_in_needed}
