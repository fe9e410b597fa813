"""Who may record what of a procedure; the reviewer of legality is never who drafted the matter."""

from backend.decisions.enums import Gate
from backend.decisions.rules.permissions import may_draft_for
from backend.decisions.schemas.gates.dossier import Matter
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember


def may_see_procedure(staff: StaffMember, matter: Matter) -> bool:
    """Whether somebody may read the records: the units concerned, and who serves the county."""
    if staff.has(Role.OFFICE, Role.CATALOGUE_EDITOR, Role.REVIEWER, Role.AUDITOR):
        return True
    return staff.unit_id == matter.lead_unit_id or staff.unit_id in matter.co_unit_ids


def may_record(staff: StaffMember, matter: Matter) -> bool:
    """Whether somebody may record progress: the lead unit's drafter, or who keeps the catalogue."""
    return may_draft_for(staff, matter.lead_unit_code)


def may_review_legality(staff: StaffMember, matter: Matter) -> bool:
    """Whether somebody may receive and review: a reviewer, but not who drafted it (art. 25)."""
    return staff.has(Role.REVIEWER) and staff.id not in matter.authors


def may_record_meeting(staff: StaffMember) -> bool:
    """Whether somebody may record sittings: the office that keeps their minutes, or the editor."""
    return staff.has(Role.OFFICE, Role.CATALOGUE_EDITOR)


def may_stop(staff: StaffMember) -> bool:
    """Whether somebody may record that a decision was stopped or taken up again (art. 37)."""
    return staff.has(Role.OFFICE, Role.CATALOGUE_EDITOR)


def may_record_gate(gate: Gate, staff: StaffMember, matter: Matter) -> bool:
    """Whether somebody may write the record behind a gate."""
    if gate is Gate.LEGALITY:
        return may_review_legality(staff, matter)
    if gate is Gate.MEETING:
        return may_record_meeting(staff)
    return may_record(staff, matter)
