"""Who may do what to a consultation."""

from collections.abc import Collection

from backend.consultations.enums.consultation import ConsultationState
from backend.kernel.language import Text, say
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember


def may_draft(staff: StaffMember) -> bool:
    """Whether this person draws up consultations at all."""
    return staff.has(Role.DRAFTER, Role.OFFICE)


def may_draft_for(staff: StaffMember, lead_unit: str) -> bool:
    """Whether this person writes for that unit: its own drafters, and the office."""
    return staff.has(Role.OFFICE) or (staff.has(Role.DRAFTER) and staff.unit_code == lead_unit)


def may_edit(staff: StaffMember, lead_unit: str, state: ConsultationState) -> bool:
    """Whether this person may rewrite a part now; what was submitted must first be returned."""
    return state is ConsultationState.DRAFT and may_draft_for(staff, lead_unit)


def may_publish(staff: StaffMember) -> bool:
    """Whether this person returns, publishes, extends and concludes for the county."""
    return staff.has(Role.OFFICE)


def may_see(staff: StaffMember, lead_unit: str, state: ConsultationState) -> bool:
    """Whether this person may know of it: everybody once it is public, before that few."""
    if state in {ConsultationState.PUBLISHED, ConsultationState.CONCLUDED}:
        return True
    overseers = (Role.OFFICE, Role.CATALOGUE_EDITOR, Role.REVIEWER, Role.AUDITOR)
    return staff.unit_code == lead_unit or staff.has(*overseers)


def may_preview_result(staff: StaffMember, lead_unit: str) -> bool:
    """Whether this person sees the result before the public: its unit, and who checks it."""
    return staff.unit_code == lead_unit or staff.has(Role.OFFICE, Role.REVIEWER, Role.AUDITOR)


def refusal_of_second_person(staff: StaffMember, involved: Collection[int | None]) -> Text | None:
    """Return why this person cannot be the second one (信息公开条例 art. 17); None if they may."""
    if staff.id in involved:
        return say("您参与了起草或提交，请由另一位工作人员审核公布。")
    return None
