"""What consultations, the calendar and the mailbox ask of whom before a day is missed."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from backend.consultations.enums.consultation import ConsultationState
from backend.consultations.rules.permissions import may_draft_for, may_publish
from backend.consultations.schemas.clocks import ConsultationOnClock
from backend.decisions.schemas.desk import DeskTask
from backend.kernel.calendar.schemas import WorkCalendar
from backend.kernel.clock import county_date
from backend.kernel.language import Text, say
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember

SILENT_AFTER = timedelta(days=10)  # open so long without one opinion: low turnout is the usual case
CALENDAR_MONTH = 12  # the State Council's notice is out in November (B57)


def of_consultation(
    line: ConsultationOnClock, staff: StaffMember, *, now: datetime
) -> Iterator[DeskTask]:
    """Return what a consultation asks of this person."""
    path = f"/desk/consultations/{line.id}"
    if line.is_silent and may_draft_for(staff, line.lead_unit) and line.opened_at is not None:
        yield DeskTask(
            label=say("还没有人提意见：{title}", title=line.title),
            path=path,
            tone="wait",
            note=say(
                "公布 {days} 天了，可以在网站首页、镇街公告栏、村（社区）微信群和政务大厅再宣传",
                days=(county_date(now) - county_date(line.opened_at)).days,
            ),
            due_on=line.closes_on,
            unit_name=line.unit_name,
        )
    label = _preparation(line, staff)
    if label:
        yield DeskTask(label=label, path=path, due_on=line.opens_on, unit_name=line.unit_name)


def of_calendar(calendar: WorkCalendar, staff: StaffMember, today: date) -> DeskTask | None:
    """Return the year whose days off are not entered though its notice is out; to the office."""
    year = _missing_year(calendar.published_years, today)
    if year is None or not staff.has(Role.OFFICE):
        return None
    return DeskTask(
        label=say("登记 {year} 年放假安排", year=year),
        path=f"/desk/calendar/notices/{year}",
        tone="wait",
        note=say("登记以前，跨到 {year} 年的期限都只是暂定", year=year),
        due_on=date(year - 1, CALENDAR_MONTH, 31),
    )


def of_mailbox(failed: int, staff: StaffMember) -> DeskTask | None:
    """Return the letters that did not go out; to the office, until they do or are left at that."""
    if not failed or not staff.has(Role.OFFICE):
        return None
    return DeskTask(
        label=say("{count} 封信没有寄出去", count=failed),
        path="/desk/mailbox?standing=failed",
        tone="wait",
        note=say("看看原因，可以重寄，也可以不再寄到那里"),
    )


def _missing_year(published: Iterable[int], today: date) -> int | None:
    known = frozenset(published)
    if today.year not in known:
        return today.year
    is_time = today.month >= CALENDAR_MONTH
    return today.year + 1 if is_time and today.year + 1 not in known else None


def _preparation(line: ConsultationOnClock, staff: StaffMember) -> Text | None:
    """Return what is to be done before it can open; whoever submitted it does not publish it."""
    match line.state:
        case ConsultationState.SUBMITTED if may_publish(staff) and staff.id != line.submitted_by:
            return say("审核公布意见征集：{title}", title=line.title)
        case ConsultationState.DRAFT if _is_own(line, staff):
            return say("起草意见征集：{title}", title=line.title)
    return None


def _is_own(line: ConsultationOnClock, staff: StaffMember) -> bool:
    return staff.unit_code == line.lead_unit and may_draft_for(staff, line.lead_unit)
