"""How pressing a consultation is: yellow five working days before, red once it is late (B53)."""

from datetime import date, datetime

from backend.consultations.enums.consultation import ConsultationState, Status
from backend.consultations.rules.status import days_left
from backend.consultations.schemas.desk import Clock
from backend.kernel.calendar.rules import working_days_between
from backend.kernel.calendar.schemas import WorkCalendar
from backend.kernel.clock import county_date
from backend.kernel.language import say

SOON = 5  # working days
LAST_DAYS = 3  # of the period


def clock_of(
    state: ConsultationState,
    status: Status | None,
    *,
    opens_on: date | None,
    closes_at: datetime | None,
    feedback_due_on: date | None,
    calendar: WorkCalendar,
    now: datetime,
) -> Clock:
    """Return what it waits for, in words."""
    if status is Status.OPEN and closes_at is not None:
        return _open(days_left(now, closes_at))
    if status is Status.AWAITING_FEEDBACK and feedback_due_on is not None:
        return feedback_clock(feedback_due_on, calendar=calendar, today=county_date(now))
    if status is Status.SCHEDULED and opens_on is not None:
        return Clock(tone="plain", words=say("{day}开始", day=opens_on))
    if status is Status.ANSWERED:
        return Clock(tone="done", words=say("已经答复"))
    if state is ConsultationState.SUBMITTED:
        return Clock(tone="wait", words=say("等办公室审核公布"))
    return _draft(opens_on, county_date(now))


def feedback_clock(due_on: date, *, calendar: WorkCalendar, today: date) -> Clock:
    """Return how long until the answers are due, in working days."""
    left = working_days_between(calendar, today, due_on)
    if today > due_on:
        late = max(working_days_between(calendar, due_on, today), 1)
        return Clock(tone="late", words=say("反馈逾期 {days} 个工作日", days=late))
    if left == 0:
        return Clock(tone="late", words=say("反馈今天到期"))
    tone = "wait" if left <= SOON else "plain"
    return Clock(tone=tone, words=say("反馈还有 {days} 个工作日", days=left))


def _open(left: int) -> Clock:
    if left == 0:
        return Clock(tone="wait", words=say("今天是最后一天"))
    tone = "wait" if left <= LAST_DAYS else "plain"
    return Clock(tone=tone, words=say("还有 {days} 天", days=left))


def _draft(opens_on: date | None, today: date) -> Clock:
    if opens_on is not None and opens_on < today:
        return Clock(tone="late", words=say("开始那天已过，请改期限"))
    return Clock(tone="plain", words=say("起草中"))
