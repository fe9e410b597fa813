"""What waits for a person at the desk, from every room, the most pressing first."""

from collections.abc import Iterable
from datetime import datetime

from backend.consultations.queries.clocks import consultations_on_clock
from backend.decisions.queries.desk.tasks import desk_tasks
from backend.decisions.schemas.desk import DeskTask
from backend.kernel.calendar.queries import load_calendar
from backend.kernel.calendar.schemas import WorkCalendar
from backend.kernel.clock import county_date
from backend.kernel.language import say
from backend.notifications.queries import count_failed
from backend.opinions.queries.clocks import (
    appeals_on_clock,
    assigned_on_clock,
    subjects_on_clock,
)
from backend.opinions.queries.queue import shelf_counts
from backend.opinions.rules.moderation import may_moderate_all
from backend.opinions.schemas.queue import QueueFilter, Shelf
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember
from backend.portal.clocks.rules import alarms, answers, pressing
from backend.portal.clocks.schemas import TaskOnClock

MODERATING = (Role.MODERATOR, Role.OFFICE, Role.DRAFTER)


async def tasks_of(
    staff: StaffMember, *, now: datetime, calendar: WorkCalendar | None = None
) -> tuple[TaskOnClock, ...]:
    """Return what this person has to do: red first, then by the day it is due, then the rest.

    The number of queries does not grow with what there is; a caller with many people to look
    after hands the calendar in.
    """
    known, today = calendar or await load_calendar(), county_date(now)
    found = [
        *await desk_tasks(staff, today=today, soon=pressing.last_day_in_sight(today, known)),
        *await _moderation(staff, known),
        *await _consultations(staff, now),
        *await _answers(staff, now),
        *await _mailbox(staff),
        *_present(alarms.of_calendar(known, staff, today)),
    ]
    return pressing.in_order(pressing.on_clock(task, today, known) for task in found)


async def _moderation(staff: StaffMember, calendar: WorkCalendar) -> list[DeskTask]:
    if not staff.has(*MODERATING):
        return []
    shelves = await shelf_counts(QueueFilter(), staff)
    waiting = next((found.opinions for found in shelves if found.shelf is Shelf.PENDING), 0)
    tasks = []
    if waiting:
        label = say("审核意见：{count} 条在排队", count=waiting)
        tasks.append(DeskTask(label=label, path="/desk/moderation"))
    if may_moderate_all(staff):
        tasks += _present(answers.of_appeals(await appeals_on_clock(), calendar))
    return tasks


async def _consultations(staff: StaffMember, now: datetime) -> Iterable[DeskTask]:
    if not staff.has(Role.DRAFTER, Role.OFFICE):
        return ()
    found = await consultations_on_clock(staff, now=now, silent_since=now - alarms.SILENT_AFTER)
    return [task for line in found for task in alarms.of_consultation(line, staff, now=now)]


async def _answers(staff: StaffMember, now: datetime) -> Iterable[DeskTask]:
    if not staff.has(Role.DRAFTER, Role.REVIEWER, Role.OFFICE):
        return ()
    subjects = await subjects_on_clock(staff, older_than=now - answers.YELLOW_AFTER)
    assigned = await assigned_on_clock(staff, today=county_date(now))
    return [
        *(task for line in subjects for task in answers.of_subject(line, staff, now=now)),
        *(answers.of_assigned(line) for line in assigned),
    ]


async def _mailbox(staff: StaffMember) -> list[DeskTask]:
    if not staff.has(Role.OFFICE):
        return []
    return _present(alarms.of_mailbox(await count_failed(), staff))


def _present(task: DeskTask | None) -> list[DeskTask]:
    return [task] if task else []
