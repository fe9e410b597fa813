"""Writes the morning's letters, once a day however many workers there are."""

from datetime import date, datetime

from backend.journal import operations as journal
from backend.journal.queries import find_latest
from backend.journal.schemas import SYSTEM, Subject
from backend.kernel.calendar.queries import load_calendar
from backend.kernel.calendar.schemas import WorkCalendar
from backend.kernel.clock import county_date
from backend.kernel.database import rows, transaction
from backend.notifications.operations import outbox
from backend.notifications.schemas import Message
from backend.organisation.queries.morning import list_morning_readers
from backend.organisation.schemas import StaffForDesk
from backend.portal.morning.mail import letter_to
from backend.portal.morning.rules import is_time, summary_of
from backend.portal.tasks import tasks_of

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(7240084)"  # workers write the letters in turn
WRITTEN = "morning.write"


async def write_letters(*, now: datetime) -> int | None:
    """Write today's letters and return how many; None when it is not the time, or it was done.

    All or none: whoever has nothing to do this morning gets none later that day either.
    """
    calendar, day = await load_calendar(), county_date(now)
    if not is_time(now, calendar) or await _is_written(day):
        return None
    async with transaction():
        await rows(ONE_AT_A_TIME)
        if await _is_written(day):
            return None
        letters = [
            letter
            for reader in await list_morning_readers()
            if (letter := await _letter(reader, calendar, now)) is not None
        ]
        subject = Subject(kind="morning", id=day.isoformat(), title=day.isoformat())
        await journal.record(SYSTEM, "morning.write", subject, payload={"letters": len(letters)})
        await outbox.enqueue_all(letters)
    return len(letters)


async def _is_written(day: date) -> bool:
    return await find_latest(WRITTEN, day.isoformat()) is not None


async def _letter(reader: StaffForDesk, calendar: WorkCalendar, now: datetime) -> Message | None:
    """Return what one person is told; None who has nothing to do."""
    tasks = await tasks_of(reader, now=now, calendar=calendar)
    return letter_to(reader, summary_of(tasks), day=county_date(now)) if tasks else None
