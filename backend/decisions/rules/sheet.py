"""What a person may do with a catalogue or a decision now: the buttons of the desk."""

from collections.abc import Collection

from backend.decisions.enums import AttachmentKind, CatalogueState, DecisionState
from backend.decisions.rules import adjusting, files, permissions
from backend.decisions.schemas.desk import CatalogueActions, DecisionActions
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember

OPEN_TO_DRAFTS = (CatalogueState.DRAFT, CatalogueState.PUBLISHED)


def catalogue_actions(
    staff: StaffMember,
    state: CatalogueState,
    *,
    involved: Collection[int | None],
    is_reported: bool,
) -> CatalogueActions:
    """Return what this person may do with the year's catalogue in this state."""
    keeps, decides = permissions.may_keep_catalogue(staff), permissions.may_approve(staff)
    is_draft, is_submitted = state is CatalogueState.DRAFT, state is CatalogueState.SUBMITTED
    refusal = permissions.refusal_of_second_person(staff, involved)
    return CatalogueActions(
        may_amend=keeps and (is_draft or is_submitted),
        may_add=state in OPEN_TO_DRAFTS and (keeps or staff.has(Role.DRAFTER)),
        may_renumber=keeps and is_draft,
        may_submit=keeps and is_draft,
        may_return=decides and state in (CatalogueState.SUBMITTED, CatalogueState.APPROVED),
        may_approve=decides and is_submitted and refusal is None,
        approval_refusal=refusal if decides and is_submitted else None,
        may_publish=decides and state is CatalogueState.APPROVED,
        may_report=decides and state is CatalogueState.PUBLISHED and not is_reported,
    )


def decision_actions(
    staff: StaffMember,
    lead_unit: str,
    *,
    catalogue: CatalogueState,
    state: DecisionState,
    is_published: bool,
    is_proposed: bool,
) -> DecisionActions:
    """Return what this person may do with the decision in this state."""
    drafts = permissions.may_draft_for(staff, lead_unit)
    possible = adjusting.possible_kinds(catalogue, state, is_published=is_published)
    return DecisionActions(
        may_edit=permissions.may_edit_decision(
            staff,
            lead_unit,
            state=catalogue,
            is_published=is_published,
            is_proposed=is_proposed,
        ),
        adjustments=possible if drafts and not is_proposed else (),
        may_attach=files.may_attach(staff, lead_unit, AttachmentKind.LEGALITY_OPINION),
        may_publish_files=files.may_publish(staff, lead_unit),
    )
