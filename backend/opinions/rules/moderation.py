"""Who may moderate what, where an act leads, and why it may not."""

from backend.kernel.language import Text, say
from backend.opinions.enums import OpinionState, Route
from backend.opinions.schemas.moderation import Act, Decision, Outcome, Standing
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember

SETTLED = frozenset({OpinionState.WITHHELD, OpinionState.DUPLICATE})
SEALED_ROUTES = frozenset({Route.DISCIPLINE, Route.SAFETY})
STATES = {
    Act.PUBLISH: OpinionState.PUBLISHED,
    Act.COUNT: OpinionState.COUNTED_ONLY,
    Act.WITHHOLD: OpinionState.WITHHELD,
    Act.DUPLICATE: OpinionState.DUPLICATE,
}


def may_moderate_all(staff: StaffMember) -> bool:
    """Whether a person moderates every subject, and may open sealed originals."""
    return staff.has(Role.MODERATOR, Role.OFFICE)


def may_moderate(staff: StaffMember, standing: Standing) -> bool:
    """Whether this opinion is this person's to moderate; a drafter's are the own unit's.

    What is sealed for the discipline inspection is nobody's but the moderators'.
    """
    if may_moderate_all(staff):
        return True
    is_own = staff.has(Role.DRAFTER) and staff.unit_id == standing.lead_unit
    return is_own and standing.route is not Route.DISCIPLINE


def next_state(act: Act, standing: Standing) -> OpinionState:
    """Return where the act leads; without consent nothing is published (个保法 art. 25)."""
    if act is Act.PUBLISH and not standing.may_publish:
        return OpinionState.COUNTED_ONLY
    return STATES.get(act, standing.state)


def refusal(decision: Decision, standing: Standing) -> Outcome | None:
    """Return why the act cannot be done now, or None."""
    if standing.state is OpinionState.WITHDRAWN:
        return Outcome.WITHDRAWN
    if standing.is_reported and not _only_covers(decision, standing):
        return Outcome.REPORTED
    if standing.state in SETTLED:
        return Outcome.SETTLED
    if decision.act is Act.COUNT and standing.may_publish:
        return Outcome.CONSENTED  # to keep it from the public, a rule must be cited
    return Outcome.NOTHING if _changes_nothing(decision, standing) else None


def refusal_of_duplicate(
    decision: Decision, standing: Standing, original: Standing | None
) -> Outcome | None:
    """Return why an opinion cannot be another's duplicate, or None.

    Two people who say the same are two opinions: only one person's are duplicates.
    """
    if standing.has_copies:
        return Outcome.HAS_COPIES
    if original is None or original.number == standing.number:
        return Outcome.UNFIT
    unfit = {OpinionState.DUPLICATE, OpinionState.WITHDRAWN}
    if original.subject != standing.subject or original.state in unfit:
        return Outcome.UNFIT
    contacts = {standing.contact_index, original.contact_index} - {""}
    if len(contacts) > 1 and not decision.reason:
        return Outcome.TWO_PEOPLE
    return None


def refusal_of_answering(staff: StaffMember, withheld_by: int | None) -> Text | None:
    """Return why this person may not answer an appeal: whoever withheld never judges it."""
    if not may_moderate_all(staff):
        return say("申诉由审核员或者办公室答复。")
    if staff.id == withheld_by:
        return say("当时是您办理的，请由另一位工作人员答复。")
    return None


def refusal_of_undoing(to_state: OpinionState, standing: Standing) -> Outcome | None:
    """Return why an act that led to that state cannot be taken back, or None."""
    if standing.is_reported:
        return Outcome.REPORTED
    if standing.state is not to_state:
        return Outcome.CHANGED
    return Outcome.APPEALED if standing.has_appeal else None


def is_told_in_public(state: OpinionState, route: Route) -> bool:
    """Whether the public journal tells the act: that something was withheld, and by which rule.

    What goes to the discipline inspection or the police leaves no public trace of its own.
    """
    return state is OpinionState.WITHHELD and route not in SEALED_ROUTES


def _changes_nothing(decision: Decision, standing: Standing) -> bool:
    if decision.act is Act.ROUTE:
        return standing.route is Route.HOTLINE
    is_there = next_state(decision.act, standing) is standing.state
    return is_there and standing.is_looked_at and not decision.covers


def _only_covers(decision: Decision, standing: Standing) -> bool:
    """Whether the act only covers more of what is public: personal data never waits."""
    is_public = standing.state is OpinionState.PUBLISHED
    return decision.act is Act.PUBLISH and is_public and bool(decision.covers)
