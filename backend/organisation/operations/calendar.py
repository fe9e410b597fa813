"""The office keeps the calendar; every change of it is public, since deadlines hang on it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from backend.journal import operations as journal
from backend.journal.schemas import Actor, Subject
from backend.kernel.calendar import operations as calendar
from backend.kernel.calendar.queries import find_day, load_calendar
from backend.kernel.calendar.schemas import Notice, PublishedYear, SpecialDay
from backend.kernel.database import rows, transaction
from backend.kernel.errors import Conflict, NotFound
from backend.kernel.language import say
from backend.organisation.queries.calendar import find_notice
from backend.organisation.rules.calendar import publishable, require_plausible, special_day
from backend.organisation.rules.management import manager_as_actor
from backend.organisation.schemas import Manager
from backend.organisation.schemas.calendar import DayDraft, NoticeDraft, ReasonDraft

LOCK = "SELECT pg_advisory_xact_lock(7240083)"  # one change of the calendar at a time


async def set_day(draft: DayDraft, *, manager: Manager) -> SpecialDay:
    """Make a day off or worked; raise Forbidden, or Invalid for a day that follows the week."""
    actor = manager_as_actor(manager)
    async with transaction():
        await rows(LOCK)
        before = await find_day(draft.day)
        day = special_day(draft)
        await calendar.put_day(day)
        await _record(actor, "calendar.set_day", day, payload={"before": before, "after": day})
    return day


async def remove_day(day: date, draft: ReasonDraft, *, manager: Manager) -> SpecialDay:
    """Let a day follow the week again; raise Forbidden, or NotFound when it already does."""
    actor = manager_as_actor(manager)
    async with transaction():
        await rows(LOCK)
        before = await find_day(day)
        if before is None:
            raise NotFound(say("这一天没有登记过，可能刚被别人删了。"))
        await calendar.drop_day(day)
        await _record(
            actor, "calendar.remove_day", before, payload={"before": before}, reason=draft.reason
        )
    return before


async def publish_notice(year: int, draft: NoticeDraft, *, manager: Manager) -> Notice:
    """Make a year's days known, so that its deadlines are final; raise Invalid for an empty year.

    A second time it corrects the notice's title or number.
    """
    actor = manager_as_actor(manager)
    require_plausible(year)
    async with transaction():
        await rows(LOCK)
        publishable(await load_calendar(), year)
        notice = Notice(year=year, **draft.model_dump())
        await calendar.put_notice(notice)
        await _record_notice(actor, "calendar.publish_notice", notice)
    return notice


async def withdraw_notice(year: int, draft: ReasonDraft, *, manager: Manager) -> Notice:
    """Make a year provisional again; raise Forbidden, or Conflict when it is already."""
    actor = manager_as_actor(manager)
    async with transaction():
        await rows(LOCK)
        notice = await find_notice(year)
        if notice is None:
            raise Conflict(say("{year} 年的通知还没有公布。", year=year))
        await calendar.drop_notice(year)
        await _record_notice(actor, "calendar.withdraw_notice", notice, draft.reason)
    return notice


async def load_years(years: Iterable[PublishedYear], *, manager: Manager) -> list[int]:
    """Enter whole years, such as those of `seeds/calendar/`, and return which were new.

    A year whose notice is there already is left as the office keeps it.
    """
    actor = manager_as_actor(manager)
    loaded = []
    async with transaction():
        await rows(LOCK)
        known = (await load_calendar()).published_years
        for year in sorted(years, key=lambda one: one.year):
            if year.year in known:
                continue
            for day in year.days:
                await calendar.put_day(day)
            await calendar.put_notice(year)
            await _record_notice(actor, "calendar.publish_notice", year)
            loaded.append(year.year)
    return loaded


async def _record(
    actor: Actor, action: str, day: SpecialDay, *, payload: dict[str, Any], reason: str = ""
) -> None:
    title = f"{day.day.isoformat()} {day.name}"
    subject = Subject(kind="calendar", id=day.day.isoformat(), title=title)
    why = reason or day.source
    await journal.record(actor, action, subject, reason=why, payload=payload, is_public=True)


async def _record_notice(actor: Actor, action: str, notice: Notice, reason: str = "") -> None:
    title = f"{notice.title}（{notice.doc_no}）" if notice.doc_no else notice.title
    subject = Subject(kind="calendar", id=str(notice.year), title=title)
    await journal.record(
        actor, action, subject, reason=reason, payload={"notice": notice}, is_public=True
    )
