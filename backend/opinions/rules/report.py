"""The report's way: written, read by a second person, cleared by law, published by the office."""

from collections.abc import Collection

from backend.kernel.language import Text, say
from backend.opinions.enums import ReportState
from backend.opinions.rules.handling import may_handle
from backend.opinions.schemas import Frozen
from backend.opinions.schemas.points import Caution
from backend.opinions.schemas.reporting import Lack, Open, ReportStep
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember

LEAST_STATEMENT = 10  # characters

NEXT = {
    ReportState.DRAFT: ReportStep.SUBMIT,
    ReportState.SUBMITTED: ReportStep.READ,
    ReportState.READ: ReportStep.CLEAR,
    ReportState.CLEARED: ReportStep.PUBLISH,
}
LACKING = {  # what is missing, and where below the subject's address it is put right
    Lack.OPEN: (say("还在征集意见，截止以后才能提交。"), ""),
    Lack.PENDING: (say("还没审核的意见"), "?show=all&state=received"),
    Lack.POINT_UNANSWERED: (say("还没答复的要点"), "/points"),
    Lack.UNANSWERED: (say("还没有答复的意见"), "?show=unanswered"),
    Lack.DISSENT: (say("看法不同、要单独答复的意见"), "?show=review"),
    Lack.REASON: (say("没有写理由的答复"), "/points"),
    Lack.DETAIL: (say("很多人提到却没有采纳，理由还太短的要点"), "/points"),
    Lack.STATEMENT: (say("还没有写情况说明"), "/report#statement"),
    Lack.WARNING: (say("提醒还没有确认看过"), "/report#acknowledged"),
}
UNDER_WAY = (ReportState.SUBMITTED, ReportState.READ, ReportState.CLEARED)


class Hands(Frozen):
    """Through whose hands a report has gone."""

    state: ReportState
    lead_unit: int
    submitted_by: int | None = None
    read_by: int | None = None
    cleared_by: int | None = None


class Standing(Frozen):
    """What is counted before a report may go on."""

    pending: int = 0  # received, nobody has looked at them
    unanswered: int = 0  # valid ones without a result
    dissenting: int = 0  # dissenters without an answer of their own
    points_unanswered: int = 0
    without_reason: int = 0  # points and own answers
    too_short: int = 0  # refusals of what many asked for
    statement: str = ""
    is_receiving: bool = False  # the window is still open


def open_things(
    found: Standing, warnings: Collection[Caution] = (), acknowledged: Collection[str] = ()
) -> tuple[Open, ...]:
    """Return everything that keeps the report from going on, in the order it is best done."""
    unseen = [warning for warning in warnings if warning.key not in acknowledged]
    counts = {
        Lack.OPEN: int(found.is_receiving),
        Lack.PENDING: found.pending,
        Lack.POINT_UNANSWERED: found.points_unanswered,
        Lack.UNANSWERED: found.unanswered,
        Lack.DISSENT: found.dissenting,
        Lack.REASON: found.without_reason,
        Lack.DETAIL: found.too_short,
        Lack.STATEMENT: int(len(found.statement) < LEAST_STATEMENT),
        Lack.WARNING: len(unseen),
    }
    return tuple(
        Open(lack=lack, count=count, message=LACKING[lack][0], path=LACKING[lack][1])
        for lack, count in counts.items()
        if count
    )


def refusal_of_step(step: ReportStep, hands: Hands, staff: StaffMember) -> Text | None:
    """Return why this person may not take this step now, or None."""
    if step is ReportStep.WRITE:
        return None if hands.state is ReportState.DRAFT else say("已经提交，不能再改。")
    if step is ReportStep.RETURN:
        is_ready = hands.state in UNDER_WAY
        return None if is_ready else say("采纳情况不在复核中，不用退回。")
    if NEXT.get(hands.state) is not step:
        return say("采纳情况已经到了别的环节，请刷新看看。")
    return _refusal_of_person(step, hands, staff)


def is_theirs(step: ReportStep, hands: Hands, staff: StaffMember) -> bool:
    """Whether this person's place in the county lets them take such a step at all."""
    is_handling = may_handle(staff, hands.lead_unit)
    roles = {
        ReportStep.WRITE: is_handling,
        ReportStep.SUBMIT: is_handling,
        ReportStep.READ: is_handling or staff.has(Role.REVIEWER),
        ReportStep.CLEAR: staff.has(Role.REVIEWER),
        ReportStep.RETURN: is_handling or staff.has(Role.REVIEWER),
        ReportStep.PUBLISH: staff.has(Role.OFFICE),
    }
    return roles[step]


def steps_open_to(hands: Hands, staff: StaffMember) -> frozenset[ReportStep]:
    """Return every step this person may take now."""
    return frozenset(
        step
        for step in ReportStep
        if is_theirs(step, hands, staff) and refusal_of_step(step, hands, staff) is None
    )


def _refusal_of_person(step: ReportStep, hands: Hands, staff: StaffMember) -> Text | None:
    if step is ReportStep.READ and staff.id == hands.submitted_by:
        return say("您提交的，请由另一位工作人员复核。")
    if step is ReportStep.CLEAR and staff.id == hands.submitted_by:
        return say("您提交的，请由另一位工作人员出具合法性审核意见。")
    if step is ReportStep.PUBLISH and staff.id == hands.submitted_by:
        return say("您提交的，请由办公室另一位工作人员公布。")
    return None
