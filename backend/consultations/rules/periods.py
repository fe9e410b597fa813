"""How long one may write, and by when the answer is due: pure, from a calendar handed in."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from backend.consultations.enums.consultation import ConsultationType, DayCount
from backend.consultations.schemas.content import PeriodCounted, PeriodLaw
from backend.kernel.calendar.rules import (
    civil_deadline,
    closes_at,
    is_working_day,
    working_deadline,
)
from backend.kernel.calendar.schemas import Deadline, WorkCalendar
from backend.kernel.clock import COUNTY_ZONE, county_date
from backend.kernel.language import Text, say


def law_for(
    laws: Iterable[PeriodLaw], *, kind: ConsultationType, is_close_to_market: bool, on: date
) -> PeriodLaw | None:
    """Return the law of a kind of document on a day; None when none was in force."""
    in_force = [
        law
        for law in laws
        if law.type is kind
        and law.is_close_to_market in {is_close_to_market, False}
        and law.valid_from <= on <= (law.valid_until or date.max)
    ]
    # The stricter branch for what is close to market activity, where it was in force already.
    return max(in_force, key=lambda law: (law.is_close_to_market, law.valid_from), default=None)


def earliest_close(calendar: WorkCalendar, opens_on: date, law: PeriodLaw) -> Deadline:
    """Return the first lawful last day (民法典 art. 201, 203), and how it was counted."""
    days = max(law.least_days, 1)
    if law.day_count is DayCount.WORKING:
        return working_deadline(calendar, opens_on, days)
    return civil_deadline(calendar, opens_on, days)


def counted(
    calendar: WorkCalendar, law: PeriodLaw | None, *, opens_on: date, closes_on: date | None
) -> PeriodCounted | None:
    """Return what the law makes of these days; None when no law says anything."""
    if law is None:
        return None
    return PeriodCounted(
        law=law,
        earliest=earliest_close(calendar, opens_on, law),
        closes_on=closes_on,
        refusal=refusal_of_last_day(calendar, closes_on) if closes_on else None,
    )


def feedback_due(calendar: WorkCalendar, closes_on: date, working_days: int) -> Deadline:
    """Return the day the answers are due, counted from the last day."""
    return working_deadline(calendar, closes_on, working_days)


def refusal_of_last_day(calendar: WorkCalendar, day: date) -> Text | None:
    """Return why a period cannot end on that day: people could not use it (民法典 art. 203)."""
    if is_working_day(calendar, day):
        return None
    following = civil_deadline(calendar, day, 1).due_on
    return say(
        "{day}是休息日，最后一天请改到{next}（民法典第二百零三条）。", day=day, next=following
    )


def window(opens_on: date, closes_on: date, *, now: datetime) -> tuple[datetime, datetime]:
    """Return the first instant one may write and the first that is too late.

    What opens today opens now, because nobody can write before it is public.
    """
    midnight = datetime.combine(opens_on, time(), COUNTY_ZONE).astimezone(UTC)
    opens_at = now if opens_on == county_date(now) else midnight
    return opens_at, closes_at(closes_on)


def faults_of_days(opens_on: date | None, closes_on: date | None) -> dict[str, Text]:
    """Return what is wrong with two days whatever the law says, by field."""
    if opens_on and closes_on and closes_on <= opens_on:
        return {"closes_on": say("最后一天要晚于开始那天。")}
    return {}
