"""Who may work on a subject's opinions, and what of them a person may read."""

from backend.kernel.language import Text, say
from backend.opinions.enums import ReportState
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember


def may_handle(staff: StaffMember, lead_unit: int) -> bool:
    """Whether this person groups, assigns and answers: the office, or the lead unit's drafters."""
    return staff.has(Role.OFFICE) or (staff.has(Role.DRAFTER) and staff.unit_id == lead_unit)


def sees_whole(staff: StaffMember, lead_unit: int) -> bool:
    """Whether all opinions are in sight, not only those assigned to this person's unit."""
    everywhere = (Role.OFFICE, Role.MODERATOR, Role.REVIEWER, Role.AUDITOR)
    return staff.has(*everywhere) or staff.unit_id == lead_unit


def reads_unmasked(staff: StaffMember, lead_unit: int) -> bool:
    """Whether personal data may be read: by the responsible unit, the office and moderators.

    Everybody else reads masked text (B66, 个保法 art. 6).
    """
    return staff.has(Role.OFFICE, Role.MODERATOR) or (
        staff.unit_id == lead_unit and not staff.has(Role.AUDITOR)
    )


def may_note(staff: StaffMember, lead_unit: int, *, is_assigned: bool) -> bool:
    """Whether this person may leave a note: who reads the opinion, but for the auditor."""
    return not staff.has(Role.AUDITOR) and (sees_whole(staff, lead_unit) or is_assigned)


def may_answer(staff: StaffMember, lead_unit: int, *, is_assigned: bool) -> bool:
    """Whether this person may answer this one: who handles all, or the unit it is assigned to."""
    return may_handle(staff, lead_unit) or (staff.has(Role.DRAFTER) and is_assigned)


def closed_to_change(state: ReportState) -> Text | None:
    """Return why nothing may change any more: what was submitted is what was read and cleared."""
    if state is ReportState.PUBLISHED:
        return say("采纳情况已经公布，不能再改。")
    if state is not ReportState.DRAFT:
        return say("采纳情况正在复核，不能改动。要改，请先把它退回。")
    return None
