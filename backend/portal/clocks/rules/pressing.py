"""Yellow one working day before a limit, red from the first day over (B53), and the order."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from backend.decisions.schemas.desk import DeskTask
from backend.kernel.calendar.rules import is_working_day, working_days_between
from backend.kernel.calendar.schemas import WorkCalendar
from backend.kernel.language import Text, say
from backend.portal.clocks.schemas import TaskOnClock

YELLOW_BEFORE = 1  # working days (B53: 山东省投诉办理规定, yellow and red cards)
TONES: tuple[Literal["late", "wait", "plain"], ...] = ("late", "wait", "plain")
ONE_DAY = timedelta(days=1)


def tone_of(
    due_on: date | None, today: date, calendar: WorkCalendar
) -> Literal["late", "wait", "plain"]:
    """Return how pressing a day is: late once it is over, wait from one working day before it."""
    if due_on is None:
        return "plain"
    if today > due_on:
        return "late"
    is_near = working_days_between(calendar, today, due_on) <= YELLOW_BEFORE
    return "wait" if is_near else "plain"


def clock_of(due_on: date, today: date, calendar: WorkCalendar) -> Text:
    """Return the time that is left in working days, or the days it is over."""
    if today > due_on:
        return say("已超 {days} 天", days=(today - due_on).days)
    if today == due_on:
        return say("今天到期")
    left = working_days_between(calendar, today, due_on)
    return say("还剩 {days} 个工作日", days=left) if left else say("之前没有工作日了")


def on_clock(task: DeskTask, today: date, calendar: WorkCalendar) -> TaskOnClock:
    """Return the task with its day counted; a room's own alarm is never made quieter."""
    tone = min(task.tone, tone_of(task.due_on, today, calendar), key=TONES.index)
    clock = clock_of(task.due_on, today, calendar) if task.due_on else None
    return TaskOnClock(**{**dict(task), "tone": tone, "clock": clock})


def in_order(tasks: Iterable[TaskOnClock]) -> tuple[TaskOnClock, ...]:
    """Return what is red first, then by the day it is due, then what has no day, yellow before."""
    return tuple(sorted(tasks, key=_place))


def _place(task: TaskOnClock) -> tuple[bool, date, int]:
    return task.tone != "late", task.due_on or date.max, TONES.index(task.tone)


def last_day_in_sight(today: date, calendar: WorkCalendar) -> date:
    """Return the next working day: what is due by then is yellow today."""
    day = today + ONE_DAY
    while not is_working_day(calendar, day):
        day += ONE_DAY
    return day
