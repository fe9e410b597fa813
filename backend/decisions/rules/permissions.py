"""Who may do what to the catalogue; the roles are those of 省政府令336号 art. 4 and the county."""

from collections.abc import Collection

from backend.decisions.enums import CatalogueState
from backend.kernel.language import Text, say
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember


def may_keep_catalogue(staff: StaffMember) -> bool:
    """Whether this person draws up the year's catalogue: the justice bureau, or the office."""
    return staff.has(Role.CATALOGUE_EDITOR, Role.OFFICE)


def may_draft_for(staff: StaffMember, lead_unit: str) -> bool:
    """Whether this person writes for that unit: its own drafters, and who keeps the catalogue."""
    return may_keep_catalogue(staff) or (staff.has(Role.DRAFTER) and staff.unit_code == lead_unit)


def may_edit_decision(
    staff: StaffMember,
    lead_unit: str,
    *,
    state: CatalogueState,
    is_published: bool,
    is_proposed: bool = False,
) -> bool:
    """Whether this person may rewrite the matter now.

    What is published changes only by adjustment; what was submitted or proposed must first be
    returned, so that what is approved is what was read.
    """
    is_open = state is CatalogueState.DRAFT or (
        state is CatalogueState.PUBLISHED and not is_published and not is_proposed
    )
    return is_open and may_draft_for(staff, lead_unit)


def may_approve(staff: StaffMember) -> bool:
    """Whether this person approves, returns and publishes for the county."""
    return staff.has(Role.OFFICE)


def refusal_of_second_person(staff: StaffMember, involved: Collection[int | None]) -> Text | None:
    """Return why this person cannot be the second one: they had a hand in it; None if they may."""
    if staff.id in involved:
        return say("您参与了起草或提交，请由另一位工作人员审批。")
    return None


def may_see_hidden(staff: StaffMember) -> bool:
    """Whether this person sees non-public matters of every unit."""
    return staff.has(Role.OFFICE, Role.CATALOGUE_EDITOR, Role.REVIEWER, Role.AUDITOR)


def may_see(staff: StaffMember, *, is_public: bool, units: Collection[str]) -> bool:
    """Whether this person may know of the matter: a hidden one only where its work is done."""
    return is_public or may_see_hidden(staff) or staff.unit_code in units
