"""Counting days: pure, from a calendar that is handed in."""

from datetime import UTC, date, datetime, time, timedelta

from backend.kernel.calendar.enums import DayKind
from backend.kernel.calendar.schemas import DayNote, Deadline, WorkCalendar
from backend.kernel.clock import COUNTY_ZONE
from backend.kernel.errors import Invalid
from backend.kernel.language import Text, say

ONE_DAY = timedelta(days=1)
LONGEST_PERIOD = 3_660  # days; longer is a slip of the pen
SATURDAY = 5


def is_working_day(calendar: WorkCalendar, day: date) -> bool:
    """Whether people work that day: by the notice, or by the week where it says nothing."""
    special = calendar.days.get(day)
    return special.kind.is_working if special else day.weekday() < SATURDAY


def is_published(calendar: WorkCalendar, day: date) -> bool:
    """Whether the notice for that day's year is out."""
    return day.year in calendar.published_years


def civil_deadline(calendar: WorkCalendar, start: date, days: int) -> Deadline:
    """Return the last day of a period of calendar days (民法典 art. 201, 203).

    The first day is not counted; a last day on a rest day moves to the next working day. The
    period runs until 24:00 of the day returned. Raises Invalid for an impossible length.
    """
    _check_length(days)
    trail = [_first(start)]
    trail += [
        DayNote(day=start + n * ONE_DAY, counted_as=n, why=say("算第 {n} 天", n=n))
        for n in range(1, days + 1)
    ]
    last = start + days * ONE_DAY
    while not is_working_day(calendar, last):
        why = _why_resting(calendar, last)
        trail[-1] = trail[-1].model_copy(update={"why": _moved(trail[-1], why)})
        last += ONE_DAY
        trail.append(DayNote(day=last, why=say("顺延后的最后一天")))
    return _deadline(calendar, last, trail)


def working_deadline(calendar: WorkCalendar, start: date, working_days: int) -> Deadline:
    """Return the last day of a period of working days; the first day is not counted.

    The period runs until 24:00 of the day returned. Raises Invalid for an impossible length.
    """
    _check_length(working_days)
    trail, day, counted = [_first(start)], start, 0
    while counted < working_days:
        day += ONE_DAY
        if is_working_day(calendar, day):
            counted += 1
            trail.append(DayNote(day=day, counted_as=counted, why=_why_working(calendar, day)))
        else:
            trail.append(DayNote(day=day, why=_why_resting(calendar, day)))
    return _deadline(calendar, day, trail)


def working_days_between(calendar: WorkCalendar, start: date, end: date) -> int:
    """Return the working days after `start` up to and with `end`; negative going back."""
    if end < start:
        return -working_days_between(calendar, end, start)
    span = (end - start).days
    return sum(is_working_day(calendar, start + n * ONE_DAY) for n in range(1, span + 1))


def closes_at(due_on: date) -> datetime:
    """Return the instant of 24:00 of that day in the county, in UTC: what comes after is late."""
    return datetime.combine(due_on + ONE_DAY, time(), COUNTY_ZONE).astimezone(UTC)


def kind_of_day(day: date, *, is_working: bool) -> DayKind | None:
    """Return how a day departs from the week, or None when it does not."""
    if day.weekday() < SATURDAY:
        return None if is_working else DayKind.HOLIDAY
    return DayKind.MAKEUP_WORKDAY if is_working else DayKind.HOLIDAY_ON_WEEKEND


def _check_length(days: int) -> None:
    if not 1 <= days <= LONGEST_PERIOD:
        raise Invalid(say("期限应在 1 天到 {most} 天之间。", most=LONGEST_PERIOD))


def _first(start: date) -> DayNote:
    return DayNote(day=start, why=say("开始的当天不算（民法典第二百零一条）"))


def _deadline(calendar: WorkCalendar, due_on: date, trail: list[DayNote]) -> Deadline:
    is_provisional = not all(is_published(calendar, note.day) for note in trail[1:])
    return Deadline(due_on=due_on, is_provisional=is_provisional, trail=tuple(trail))


def _why_working(calendar: WorkCalendar, day: date) -> Text:
    special = calendar.days.get(day)
    if special:
        return say("工作日（{name}调休补班）", name=special.name)
    return say("工作日") if is_published(calendar, day) else say("工作日（放假安排还没公布）")


def _why_resting(calendar: WorkCalendar, day: date) -> Text:
    special = calendar.days.get(day)
    if special:
        return say("{name}放假", name=special.name)
    return say("周末") if is_published(calendar, day) else say("周末（放假安排还没公布）")


def _moved(note: DayNote, why: Text) -> Text:
    """Return why the period cannot end on this day."""
    if note.counted_as is None:
        return say("{rest}，继续顺延", rest=why)
    return say(
        "算第 {n} 天；最后一天遇{rest}，顺延（民法典第二百零三条）", n=note.counted_as, rest=why
    )
