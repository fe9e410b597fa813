from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.calendar import rules
from backend.kernel.calendar.enums import DayKind
from backend.kernel.calendar.schemas import PublishedYear, WorkCalendar
from backend.kernel.clock import county_date
from backend.kernel.errors import Invalid

SEEDS = Path(__file__).parents[3] / "seeds" / "calendar"
YEARS = [PublishedYear.model_validate_json(path.read_text()) for path in SEEDS.glob("*.json")]
CALENDAR = WorkCalendar(
    days={day.day: day for year in YEARS for day in year.days},
    published_years=frozenset(year.year for year in YEARS),
)
DAYS = st.dates(date(2024, 6, 1), date(2027, 12, 31))
LENGTHS = st.integers(1, 200)


@pytest.mark.parametrize(
    ("start", "days", "due_on"),
    [
        (date(2025, 9, 1), 30, date(2025, 10, 9)),  # the 30th day is National Day
        (date(2026, 10, 9), 30, date(2026, 11, 9)),  # the 30th day is a Sunday
        (date(2026, 11, 9), 30, date(2026, 12, 9)),  # an ordinary Wednesday
        (date(2026, 9, 10), 30, date(2026, 10, 10)),  # a Saturday on which people work
    ],
)
def test_a_civil_period_ends_on_a_working_day(start, days, due_on):
    assert rules.civil_deadline(CALENDAR, start, days).due_on == due_on


def test_seven_working_days_skip_spring_festival_and_count_both_worked_saturdays():
    deadline = rules.working_deadline(CALENDAR, date(2026, 2, 13), 7)
    counted = {note.day: note.counted_as for note in deadline.trail}
    assert counted[date(2026, 2, 14)] == 1
    assert counted[date(2026, 2, 17)] is None
    assert counted[date(2026, 2, 28)] == 6
    assert deadline.due_on == date(2026, 3, 2)


def test_twenty_working_days_from_26_january_end_on_a_worked_saturday():
    deadline = rules.working_deadline(CALENDAR, date(2026, 1, 26), 20)
    assert deadline.due_on == date(2026, 2, 28)
    assert deadline.due_on.weekday() == 5


def test_the_first_day_is_shown_and_not_counted():
    first = rules.civil_deadline(CALENDAR, date(2026, 11, 9), 30).trail[0]
    assert (first.day, first.counted_as) == (date(2026, 11, 9), None)


def test_a_moved_last_day_says_why_day_by_day():
    trail = rules.civil_deadline(CALENDAR, date(2025, 9, 1), 30).trail
    assert str(trail[30].why) == ("算第 30 天；最后一天遇国庆节放假，顺延（民法典第二百零三条）")
    assert [note.day for note in trail[31:]] == [date(2025, 10, n) for n in range(2, 10)]
    assert str(trail[-1].why) == "顺延后的最后一天"


@pytest.mark.parametrize(
    ("start", "days", "is_provisional"),
    [
        (date(2026, 11, 20), 30, False),
        (date(2026, 12, 10), 30, True),
        (date(2024, 12, 31), 30, False),  # only counted days matter, not the first
        (date(2027, 3, 1), 5, True),
    ],
)
def test_a_deadline_in_an_unpublished_year_is_provisional(start, days, is_provisional):
    assert rules.civil_deadline(CALENDAR, start, days).is_provisional is is_provisional


def test_a_working_period_that_crosses_into_an_unpublished_year_is_provisional():
    deadline = rules.working_deadline(CALENDAR, date(2026, 12, 25), 10)
    assert deadline.is_provisional
    assert str(deadline.trail[-1].why) == "工作日（放假安排还没公布）"


def test_a_period_closes_at_midnight_county_time():
    assert rules.closes_at(date(2025, 10, 9)) == datetime(2025, 10, 9, 16, tzinfo=UTC)


@pytest.mark.parametrize("length", [0, -1, 3_661])
def test_an_impossible_length_is_refused(length):
    with pytest.raises(Invalid):
        rules.civil_deadline(CALENDAR, date(2026, 1, 1), length)
    with pytest.raises(Invalid):
        rules.working_deadline(CALENDAR, date(2026, 1, 1), length)


def test_the_kind_of_a_day_follows_from_its_weekday():
    monday, saturday = date(2026, 11, 16), date(2026, 11, 21)
    assert rules.kind_of_day(monday, is_working=False) is DayKind.HOLIDAY
    assert rules.kind_of_day(saturday, is_working=True) is DayKind.MAKEUP_WORKDAY
    assert rules.kind_of_day(saturday, is_working=False) is DayKind.HOLIDAY_ON_WEEKEND
    assert rules.kind_of_day(monday, is_working=True) is None


@given(DAYS, LENGTHS)
def test_every_deadline_is_a_working_day_and_its_trail_has_no_gap(start, length):
    for count in (rules.civil_deadline, rules.working_deadline):
        deadline = count(CALENDAR, start, length)
        days = [note.day for note in deadline.trail]
        assert rules.is_working_day(CALENDAR, deadline.due_on)
        assert days == [start + timedelta(n) for n in range((deadline.due_on - start).days + 1)]
        assert max(note.counted_as or 0 for note in deadline.trail) == length


@given(DAYS, LENGTHS)
def test_a_civil_deadline_is_never_early_and_moves_only_over_rest_days(start, length):
    due_on = rules.civil_deadline(CALENDAR, start, length).due_on
    last = start + timedelta(length)
    assert due_on >= last
    between = [last + timedelta(n) for n in range((due_on - last).days)]
    assert not any(rules.is_working_day(CALENDAR, day) for day in between)


@given(DAYS, LENGTHS)
def test_working_days_are_counted_back_as_they_were_counted_forth(start, length):
    due_on = rules.working_deadline(CALENDAR, start, length).due_on
    assert rules.working_days_between(CALENDAR, start, due_on) == length
    assert rules.working_days_between(CALENDAR, due_on, start) == -length


@given(DAYS)
def test_the_last_second_of_a_day_is_before_its_close(day):
    closing = rules.closes_at(day)
    assert county_date(closing - timedelta(seconds=1)) == day
    assert county_date(closing) == day + timedelta(1)
