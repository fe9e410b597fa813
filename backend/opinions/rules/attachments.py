"""Who may add a scan of a letter to an opinion, and who may look at it."""

from backend.opinions.enums import Route
from backend.opinions.rules.own import SEALED_ROUTES
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember

MOST_FILES = 10  # of one opinion
ENTERING = (Role.OFFICE, Role.MODERATOR, Role.DRAFTER)


def may_attach(staff: StaffMember, lead_unit: int, *, entered_by: int | None) -> bool:
    """Whether this person may add a scan: who typed the opinion in, its unit, or the office."""
    if entered_by is not None and entered_by == staff.id:
        return True
    if staff.has(Role.OFFICE):
        return True
    return staff.unit_id == lead_unit and staff.has(*ENTERING)


def may_look(staff: StaffMember, lead_unit: int, route: Route) -> bool:
    """Whether this person may open a scan, unmasked as it is; a sealed one only few (B66)."""
    if staff.has(Role.OFFICE, Role.MODERATOR):
        return True
    is_responsible = staff.unit_id == lead_unit and not staff.has(Role.AUDITOR)
    return is_responsible and route not in SEALED_ROUTES
