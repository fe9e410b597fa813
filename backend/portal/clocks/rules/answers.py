"""What subjects and assigned opinions ask of whom: answers, their checks, their publication."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from backend.decisions.schemas.desk import DeskTask
from backend.kernel.calendar.rules import working_deadline
from backend.kernel.calendar.schemas import WorkCalendar
from backend.kernel.clock import county_date
from backend.kernel.language import Text, say
from backend.opinions.enums import ReportState
from backend.opinions.rules.handling import may_handle
from backend.opinions.schemas.clocks import AppealsOnClock, AssignedOnClock, SubjectOnClock
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember

# B45: unanswered for more than three months vetoes the county's rating (政府网站检查指标).
VETO_AFTER = timedelta(days=90)
YELLOW_AFTER = timedelta(days=60)
RED_AFTER = timedelta(days=80)
APPEAL_WORKING_DAYS = 5  # B51: a simple question is answered within five working days


def of_subject(line: SubjectOnClock, staff: StaffMember, *, now: datetime) -> Iterator[DeskTask]:
    """Return what the subject asks of this person: the next step, and who waits too long."""
    label = _next_step(line, staff, now)
    if label:
        yield DeskTask(
            label=label, path=_path(line), due_on=line.answer_due_on, unit_name=line.unit_name
        )
    if line.oldest_at is not None and may_handle(staff, line.lead_unit):
        yield _kept_waiting(line, county_date(line.oldest_at), county_date(now))


def of_assigned(line: AssignedOnClock) -> DeskTask:
    """Return what a unit was asked to deal with by a day."""
    root = f"/desk/subjects/{line.subject}"
    if line.point is None:
        label = say(
            "办理交办的意见 {count} 条：{title}", count=line.opinions, title=line.subject_title
        )
        path = root
    else:
        label = say(
            "答复意见要点“{point}”：{title}", point=line.point_title, title=line.subject_title
        )
        path = f"{root}/points/{line.point}"
    return DeskTask(label=label, path=path, due_on=line.due_on, unit_name=line.unit_name)


def of_appeals(waiting: AppealsOnClock, calendar: WorkCalendar) -> DeskTask | None:
    """Return the appeals to be answered; None when none waits."""
    if not waiting.appeals or waiting.oldest_at is None:
        return None
    filed_on = county_date(waiting.oldest_at)
    return DeskTask(
        label=say("答复申诉：{count} 件", count=waiting.appeals),
        path="/desk/moderation/appeals",
        due_on=working_deadline(calendar, filed_on, APPEAL_WORKING_DAYS).due_on,
    )


def _next_step(line: SubjectOnClock, staff: StaffMember, now: datetime) -> Text | None:
    """Return what is to be done once the period is over; nothing before."""
    if line.closes_at > now:
        return None
    return _own_step(line, staff) or _reminder(line, staff, county_date(now))


def _own_step(line: SubjectOnClock, staff: StaffMember) -> Text | None:
    handles = may_handle(staff, line.lead_unit)
    match line.report_state:
        case ReportState.DRAFT if handles and staff.unit_id == line.lead_unit:
            return say("答复意见，共 {count} 条：{title}", count=line.valid, title=line.title)
        case ReportState.SUBMITTED if handles and staff.id != line.submitted_by:
            return say("复核采纳情况：{title}", title=line.title)
        case ReportState.READ if staff.has(Role.REVIEWER):
            return say("合法性审核采纳情况：{title}", title=line.title)
        case ReportState.CLEARED if staff.has(Role.OFFICE):
            return say("公布采纳情况：{title}", title=line.title)
    return None


def _reminder(line: SubjectOnClock, staff: StaffMember, today: date) -> Text | None:
    """Return that a closed collection has no result yet (B43): to the office, late to its unit."""
    is_late = line.answer_due_on is not None and today > line.answer_due_on
    if not (staff.has(Role.OFFICE) or (is_late and may_handle(staff, line.lead_unit))):
        return None
    return say(
        "征集已结束，还没有公布采纳情况（{state}）：{title}",
        state=line.report_state.label,
        title=line.title,
    )


def _path(line: SubjectOnClock) -> str:
    root = f"/desk/subjects/{line.id}"
    return root if line.report_state is ReportState.DRAFT else f"{root}/report"


def _kept_waiting(line: SubjectOnClock, received_on: date, today: date) -> DeskTask:
    age = today - received_on
    return DeskTask(
        label=say(
            "{count} 条意见等了两个月以上还没有答复：{title}", count=line.waiting, title=line.title
        ),
        path=f"/desk/subjects/{line.id}",
        tone="late" if age >= RED_AFTER else "wait",
        note=say("最早的一条已经等了 {days} 天，满三个月会被一票否决", days=age.days),
        due_on=received_on + VETO_AFTER,
        unit_name=line.unit_name,
    )
