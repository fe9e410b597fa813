"""What waits, and how pressing it is: yellow before the day, red after it (B53)."""

from datetime import date, datetime, timedelta

import pytest

from backend.consultations.enums.consultation import ConsultationState, Status
from backend.consultations.rules.clocks import clock_of, feedback_clock
from backend.kernel.calendar.schemas import WorkCalendar
from backend.kernel.clock import COUNTY_ZONE

CALENDAR = WorkCalendar()
DUE = date(2026, 11, 20)  # a Friday


@pytest.mark.parametrize(
    ("today", "tone", "words"),
    [
        (date(2026, 11, 10), "plain", "还有 8 个工作日"),
        (date(2026, 11, 13), "wait", "还有 5 个工作日"),
        (date(2026, 11, 19), "wait", "还有 1 个工作日"),
        (DUE, "late", "今天到期"),
        (date(2026, 11, 21), "late", "逾期 1 个工作日"),
        (date(2026, 11, 25), "late", "逾期 3 个工作日"),
    ],
)
def test_the_answers_clock(today: date, tone: str, words: str) -> None:
    found = feedback_clock(DUE, calendar=CALENDAR, today=today)
    assert found.tone == tone
    assert words in str(found.words)


@pytest.mark.parametrize(
    ("state", "status", "opens_in", "closes_in", "tone", "words"),
    [
        (ConsultationState.PUBLISHED, Status.OPEN, -1, 20, "plain", "还有 20 天"),
        (ConsultationState.PUBLISHED, Status.OPEN, -1, 3, "wait", "还有 3 天"),
        (ConsultationState.PUBLISHED, Status.OPEN, -1, 0, "wait", "今天是最后一天"),
        (ConsultationState.PUBLISHED, Status.SCHEDULED, 3, 40, "plain", "开始"),
        (ConsultationState.CONCLUDED, Status.ANSWERED, -60, -30, "done", "已经答复"),
        (ConsultationState.SUBMITTED, None, 1, 30, "wait", "审核公布"),
        (ConsultationState.DRAFT, None, 1, 30, "plain", "起草中"),
        (ConsultationState.DRAFT, None, -1, 30, "late", "已过"),
    ],
)
def test_each_stage_has_its_clock(*, state, status, opens_in, closes_in, tone, words) -> None:
    now = datetime(2026, 11, 20, 12, tzinfo=COUNTY_ZONE)
    midnight = now.replace(hour=0) + timedelta(days=closes_in + 1)
    found = clock_of(
        state,
        status,
        opens_on=now.date() + timedelta(days=opens_in),
        closes_at=midnight,
        feedback_due_on=None,
        calendar=CALENDAR,
        now=now,
    )
    assert found.tone == tone
    assert words in str(found.words)
