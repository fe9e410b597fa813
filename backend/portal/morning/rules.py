"""When the letter is written, and what stands in it."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import NamedTuple

from backend.kernel.calendar.rules import is_working_day
from backend.kernel.calendar.schemas import WorkCalendar
from backend.kernel.clock import in_county
from backend.portal.clocks.schemas import TaskOnClock

MORNING, EVENING = time(8), time(18)  # county time; outside of it, nobody at work is written to
MOST_LISTED = 30  # tasks


class Summary(NamedTuple):
    """Tasks by how pressing they are, and how many found no room."""

    late: tuple[TaskOnClock, ...]
    near: tuple[TaskOnClock, ...]
    rest: tuple[TaskOnClock, ...]
    unlisted: int


def is_time(moment: datetime, calendar: WorkCalendar) -> bool:
    """Whether a letter may be written now: on a working day, between morning and evening."""
    there = in_county(moment)
    return is_working_day(calendar, there.date()) and MORNING <= there.time() < EVENING


def summary_of(tasks: Iterable[TaskOnClock]) -> Summary:
    """Return the tasks by how pressing they are, no more than a letter holds."""
    found = tuple(tasks)
    late, near, rest = (
        tuple(task for task in found if task.tone == tone) for tone in ("late", "wait", "plain")
    )
    near_room = max(0, MOST_LISTED - len(late))
    return Summary(
        late=late[:MOST_LISTED],
        near=near[:near_room],
        rest=rest[: max(0, near_room - len(near))],
        unlisted=max(0, len(found) - MOST_LISTED),
    )
