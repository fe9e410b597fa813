"""How pressing a day is, in tables of cases: 2026 as it was published, 2027 not out yet."""

from datetime import UTC, date, datetime, timedelta

import pytest

from backend.consultations.enums.consultation import ConsultationState
from backend.consultations.schemas.clocks import ConsultationOnClock
from backend.decisions.schemas.desk import DeskTask
from backend.kernel.calendar.schemas import WorkCalendar
from backend.kernel.language import say
from backend.opinions.enums import ReportState
from backend.opinions.schemas.clocks import AppealsOnClock, AssignedOnClock, SubjectOnClock
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember
from backend.portal.clocks.rules import alarms, answers, pressing
from tests.support.calendars import known_calendar

CALENDAR = known_calendar()
FRIDAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
OWN, OTHER = 7, 8


def staff(*roles: Role, unit: int = OWN, number: int = 1) -> StaffMember:
    return StaffMember(
        id=number,
        username="zhao",
        name="赵明",
        unit_id=unit,
        unit_code=f"unit-{unit}",
        unit_name="单位",
        roles=frozenset(roles),
    )


@pytest.mark.parametrize(
    ("due_on", "tone", "words"),
    [
        (date(2026, 11, 19), "late", "已超 1 天"),
        (date(2026, 11, 1), "late", "已超 19 天"),
        (FRIDAY, "wait", "今天到期"),
        (date(2026, 11, 22), "wait", "之前没有工作日了"),  # a Sunday
        (date(2026, 11, 23), "wait", "还剩 1 个工作日"),  # Monday, over the weekend
        (date(2026, 11, 24), "plain", "还剩 2 个工作日"),
        (date(2026, 12, 18), "plain", "还剩 20 个工作日"),
    ],
)
def test_yellow_one_working_day_before_red_from_the_first_day_over(due_on, tone, words):
    assert pressing.tone_of(due_on, FRIDAY, CALENDAR) == tone
    assert str(pressing.clock_of(due_on, FRIDAY, CALENDAR)) == words


@pytest.mark.parametrize(
    ("today", "due_on", "tone"),
    [
        (date(2026, 9, 30), date(2026, 10, 8), "wait"),  # the next working day after a long holiday
        (date(2026, 9, 30), date(2026, 10, 9), "plain"),
        (date(2026, 2, 13), date(2026, 2, 14), "wait"),  # a Saturday on which people work
        (date(2026, 2, 13), date(2026, 2, 24), "plain"),  # that Saturday lies between
        (date(2026, 10, 8), date(2026, 10, 7), "late"),  # it was over in the holiday
    ],
)
def test_holidays_and_worked_weekends_count_as_the_notice_says(today, due_on, tone):
    assert pressing.tone_of(due_on, today, CALENDAR) == tone


def test_what_has_no_day_is_as_pressing_as_its_room_says():
    task = DeskTask(label=say("审核"), path="/desk")
    found = pressing.on_clock(task, FRIDAY, CALENDAR)
    assert (found.tone, found.clock) == ("plain", None)
    loud = task.model_copy(update={"tone": "late", "due_on": date(2026, 12, 18)})
    assert pressing.on_clock(loud, FRIDAY, CALENDAR).tone == "late"


def test_red_comes_first_then_by_day_then_without_a_day():
    days = {"a": None, "b": date(2026, 12, 1), "c": date(2026, 11, 10), "d": date(2026, 11, 23)}
    days["e"] = date(2026, 11, 12)
    tasks = [
        pressing.on_clock(DeskTask(label=say(name), path="/", due_on=day), FRIDAY, CALENDAR)
        for name, day in days.items()
    ]
    assert [str(task.label) for task in pressing.in_order(tasks)] == ["c", "e", "d", "b", "a"]


def test_yellow_without_a_day_stands_before_what_is_not_pressing():
    tones = {"a": "plain", "b": "wait", "c": "plain", "d": "late"}
    tasks = [
        pressing.on_clock(DeskTask(label=say(name), path="/", tone=tone), FRIDAY, CALENDAR)
        for name, tone in tones.items()
    ]
    assert [str(task.label) for task in pressing.in_order(tasks)] == ["d", "b", "a", "c"]


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (FRIDAY, date(2026, 11, 23)),
        (date(2026, 9, 30), date(2026, 10, 8)),
        (date(2026, 2, 13), date(2026, 2, 14)),
    ],
)
def test_what_is_in_sight_reaches_to_the_next_working_day(today, day):
    assert pressing.last_day_in_sight(today, CALENDAR) == day


def subject(**given) -> SubjectOnClock:
    return SubjectOnClock(
        **{
            "id": 3,
            "title": "公交",
            "lead_unit": OWN,
            "unit_name": "县交通局",
            "closes_at": NOON - timedelta(days=3),
            "answer_due_on": date(2026, 12, 18),
            "report_state": ReportState.DRAFT,
            "submitted_by": None,
            "valid": 12,
            "waiting": 0,
            "oldest_at": None,
        }
        | given
    )


DRAFTER, OFFICE, REVIEWER = staff(Role.DRAFTER), staff(Role.OFFICE, unit=1), staff(Role.REVIEWER)
STRANGER = staff(Role.DRAFTER, unit=OTHER)
WAITS = "征集已结束，还没有公布采纳情况（{}）：公交"


@pytest.mark.parametrize(
    ("state", "person", "label"),
    [
        (ReportState.DRAFT, DRAFTER, "答复意见，共 12 条：公交"),
        (ReportState.DRAFT, OFFICE, WAITS.format("办理中")),
        (ReportState.DRAFT, STRANGER, None),
        (ReportState.DRAFT, REVIEWER, None),
        (ReportState.SUBMITTED, DRAFTER, "复核采纳情况：公交"),
        (ReportState.SUBMITTED, OFFICE, "复核采纳情况：公交"),
        (ReportState.READ, REVIEWER, "合法性审核采纳情况：公交"),
        (ReportState.READ, OFFICE, WAITS.format("待合法性审核")),
        (ReportState.READ, DRAFTER, None),
        (ReportState.CLEARED, OFFICE, "公布采纳情况：公交"),
        (ReportState.CLEARED, REVIEWER, None),
    ],
)
def test_each_step_of_a_report_waits_for_who_takes_it(state, person, label):
    found = [
        str(task.label)
        for task in answers.of_subject(subject(report_state=state), person, now=NOON)
    ]
    assert found == ([label] if label else [])


def test_nothing_is_asked_before_the_period_is_over():
    still_open = subject(closes_at=NOON + timedelta(seconds=1))
    assert list(answers.of_subject(still_open, DRAFTER, now=NOON)) == []
    assert list(answers.of_subject(subject(closes_at=NOON), DRAFTER, now=NOON)) != []


def test_who_submitted_a_report_is_not_asked_to_read_it():
    line = subject(report_state=ReportState.SUBMITTED, submitted_by=DRAFTER.id)
    assert list(answers.of_subject(line, DRAFTER, now=NOON)) == []


def test_a_result_that_is_overdue_is_on_its_units_list_whoever_has_it_now():
    line = subject(report_state=ReportState.READ, answer_due_on=date(2026, 11, 19))
    (task,) = answers.of_subject(line, DRAFTER, now=NOON)
    assert str(task.label) == WAITS.format("待合法性审核")
    assert list(answers.of_subject(line, STRANGER, now=NOON)) == []


@pytest.mark.parametrize(("days", "tone"), [(60, "wait"), (79, "wait"), (80, "late"), (95, "late")])
def test_an_opinion_unanswered_for_60_days_is_yellow_for_80_red(days, tone):
    line = subject(
        closes_at=NOON + timedelta(days=9), waiting=4, oldest_at=NOON - timedelta(days=days)
    )
    for person in (DRAFTER, OFFICE):
        (task,) = answers.of_subject(line, person, now=NOON)
        assert task.tone == tone
        assert task.due_on == FRIDAY - timedelta(days=days) + timedelta(days=90)
    assert list(answers.of_subject(line, STRANGER, now=NOON)) == []
    assert list(answers.of_subject(line, REVIEWER, now=NOON)) == []


def test_what_is_assigned_names_the_point_or_counts_the_opinions():
    given = {"subject": 3, "subject_title": "公交", "unit": OWN, "unit_name": "县交通局"}
    some = AssignedOnClock(**given, point=None, point_title="", opinions=5, due_on=FRIDAY)
    task = answers.of_assigned(some)
    assert (str(task.label), task.path) == ("办理交办的意见 5 条：公交", "/desk/subjects/3")
    point = AssignedOnClock(**given, point=9, point_title="末班", opinions=0, due_on=None)
    task = answers.of_assigned(point)
    assert (str(task.label), task.due_on) == ("答复意见要点“末班”：公交", None)
    assert task.path == "/desk/subjects/3/points/9"


def test_an_appeal_is_due_after_five_working_days():
    assert answers.of_appeals(AppealsOnClock(appeals=0, oldest_at=None), CALENDAR) is None
    filed = AppealsOnClock(appeals=2, oldest_at=datetime(2026, 9, 28, 2, tzinfo=UTC))
    task = answers.of_appeals(filed, CALENDAR)
    assert task.due_on == date(2026, 10, 10)  # seven days off, then a worked Saturday


def consultation(**given) -> ConsultationOnClock:
    return ConsultationOnClock(
        **{
            "id": 5,
            "title": "停车",
            "lead_unit": f"unit-{OWN}",
            "unit_name": "县交通局",
            "state": ConsultationState.PUBLISHED,
            "opens_on": date(2026, 11, 9),
            "closes_on": date(2026, 12, 9),
            "opened_at": NOON - timedelta(days=11),
            "submitted_by": 99,
        }
        | given
    )


@pytest.mark.parametrize(
    ("state", "person", "label"),
    [
        (ConsultationState.PUBLISHED, DRAFTER, "还没有人提意见：停车"),
        (ConsultationState.PUBLISHED, OFFICE, "还没有人提意见：停车"),
        (ConsultationState.PUBLISHED, STRANGER, None),
        (ConsultationState.SUBMITTED, OFFICE, "审核公布意见征集：停车"),
        (ConsultationState.SUBMITTED, DRAFTER, None),
        (ConsultationState.DRAFT, DRAFTER, "起草意见征集：停车"),
        (ConsultationState.DRAFT, OFFICE, None),
        (ConsultationState.DRAFT, STRANGER, None),
    ],
)
def test_a_consultation_waits_for_who_can_do_something(state, person, label):
    found = list(alarms.of_consultation(consultation(state=state), person, now=NOON))
    assert [str(task.label) for task in found] == ([label] if label else [])


def test_silence_is_yellow_and_says_where_to_make_it_known():
    (task,) = alarms.of_consultation(consultation(), DRAFTER, now=NOON)
    assert task.tone == "wait"
    assert "公布 11 天了" in str(task.note)
    assert "公告栏" in str(task.note)


def test_who_submitted_a_consultation_is_not_asked_to_publish_it():
    line = consultation(state=ConsultationState.SUBMITTED, submitted_by=OFFICE.id)
    assert list(alarms.of_consultation(line, OFFICE, now=NOON)) == []


def test_a_draft_that_came_back_waits_for_who_submitted_it_too():
    line = consultation(state=ConsultationState.DRAFT, submitted_by=DRAFTER.id)
    assert len(list(alarms.of_consultation(line, DRAFTER, now=NOON))) == 1


@pytest.mark.parametrize(
    ("years", "today", "year"),
    [
        ({2026}, date(2026, 11, 30), None),
        ({2026}, date(2026, 12, 1), 2027),
        ({2026, 2027}, date(2026, 12, 1), None),
        ({2026}, date(2027, 1, 1), 2027),
        (set(), date(2026, 3, 1), 2026),
    ],
)
def test_next_years_days_off_are_to_be_entered_in_december(years, today, year):
    calendar = WorkCalendar(published_years=frozenset(years))
    task = alarms.of_calendar(calendar, OFFICE, today)
    assert (task.path if task else None) == (f"/desk/calendar/notices/{year}" if year else None)
    assert alarms.of_calendar(calendar, DRAFTER, today) is None
    if task:
        assert pressing.on_clock(task, today, calendar).tone == (
            "wait" if today.year < year else "late"
        )
