"""How long one may write: the law of the day, counted as the civil code counts."""

from datetime import date, datetime

import pytest

from backend.consultations.enums.consultation import ConsultationType, DayCount
from backend.consultations.rules import periods
from backend.consultations.schemas.content import PeriodLaw
from backend.kernel.calendar.schemas import WorkCalendar
from backend.kernel.calendar.seeds import known_years
from backend.kernel.clock import COUNTY_ZONE

YEARS = known_years()
CALENDAR = WorkCalendar(
    days={day.day: day for year in YEARS for day in year.days},
    published_years=frozenset(year.year for year in YEARS),
)


def law(kind=ConsultationType.MAJOR_DECISION, *, market=False, days=30, count=DayCount.CALENDAR,
        since=date(2019, 9, 1), until=None) -> PeriodLaw:  # fmt: skip
    return PeriodLaw(
        type=kind,
        is_close_to_market=market,
        least_days=days,
        day_count=count,
        citation="条例第十五条",
        valid_from=since,
        valid_until=until,
    )


SHORT = law(ConsultationType.NORMATIVE_DOCUMENT, days=7, count=DayCount.WORKING)
LONG = law(ConsultationType.NORMATIVE_DOCUMENT, market=True, since=date(2020, 1, 1))
LAWS = (law(), SHORT, LONG)


@pytest.mark.parametrize(
    ("opens_on", "earliest"),
    [
        (date(2025, 9, 1), date(2025, 10, 9)),  # B09: the 30th day is National Day
        (date(2026, 10, 9), date(2026, 11, 9)),  # a Sunday moves to Monday
        (date(2026, 11, 2), date(2026, 12, 2)),
        (date(2026, 11, 12), date(2026, 12, 14)),
    ],
)
def test_thirty_days_as_the_civil_code_counts_them(opens_on: date, earliest: date) -> None:
    found = periods.earliest_close(CALENDAR, opens_on, law())
    assert found.due_on == earliest
    assert not found.is_provisional


def test_seven_working_days_skip_days_of_rest() -> None:
    assert periods.earliest_close(CALENDAR, date(2026, 9, 24), SHORT).due_on == date(2026, 10, 12)


def test_a_year_whose_holidays_are_not_out_is_provisional() -> None:
    assert periods.earliest_close(CALENDAR, date(2026, 12, 7), law()).is_provisional


def test_the_law_is_chosen_by_kind_market_and_day() -> None:
    def chosen(**asked) -> PeriodLaw | None:
        usual = {"kind": ConsultationType.NORMATIVE_DOCUMENT, "is_close_to_market": True}
        return periods.law_for(LAWS, **{**usual, "on": date(2026, 1, 1), **asked})

    assert chosen() is LONG
    assert chosen(is_close_to_market=False) is SHORT
    assert chosen(on=date(2019, 10, 1)) is SHORT  # the stricter branch was not in force yet
    assert chosen(on=date(2010, 1, 1)) is None
    assert chosen(kind=ConsultationType.OTHER) is None


def test_a_law_that_ended_is_followed_by_the_next() -> None:
    older = law(days=20, since=date(2015, 1, 1), until=date(2020, 12, 31))
    newer = law(days=30, since=date(2021, 1, 1))
    for day, expected in ((date(2020, 12, 31), older), (date(2021, 1, 1), newer)):
        found = periods.law_for((older, newer), kind=law().type, is_close_to_market=False, on=day)
        assert found is expected


@pytest.mark.parametrize(("closes_on", "is_short"), [(8, True), (9, False), (10, False)])
def test_a_period_is_short_below_the_earliest_last_day(closes_on: int, is_short: bool) -> None:
    found = periods.counted(
        CALENDAR, law(), opens_on=date(2025, 9, 1), closes_on=date(2025, 10, closes_on)
    )
    assert found is not None
    assert found.is_short is is_short


def test_the_answer_is_due_twenty_working_days_after_the_last_day() -> None:
    assert periods.feedback_due(CALENDAR, date(2025, 10, 9), 20).due_on == date(2025, 11, 5)


def test_a_last_day_of_rest_names_the_next_working_day() -> None:
    assert periods.refusal_of_last_day(CALENDAR, date(2026, 11, 20)) is None
    refusal = periods.refusal_of_last_day(CALENDAR, date(2026, 11, 21))
    assert "2026年11月23日" in str(refusal)
    assert periods.refusal_of_last_day(CALENDAR, date(2026, 10, 10)) is None  # a worked Saturday


def test_what_opens_today_opens_now_and_closes_at_midnight() -> None:
    now = datetime(2026, 11, 20, 15, 30, tzinfo=COUNTY_ZONE)
    opens_at, closes_at = periods.window(date(2026, 11, 20), date(2026, 12, 21), now=now)
    assert opens_at == now
    assert closes_at == datetime(2026, 12, 22, tzinfo=COUNTY_ZONE)
    later, _ = periods.window(date(2026, 11, 23), date(2026, 12, 21), now=now)
    assert later == datetime(2026, 11, 23, tzinfo=COUNTY_ZONE)
