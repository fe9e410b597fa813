"""Writes of the calendar; `organisation.operations.calendar` asks who may, and journals."""

from datetime import date

from backend.kernel.calendar.schemas import Notice, SpecialDay
from backend.kernel.calendar.tables import CalendarDay, CalendarNotice


async def put_day(day: SpecialDay) -> None:
    """Write a special day, over what was said of it before."""
    columns = [CalendarDay.kind, CalendarDay.name, CalendarDay.source]
    row = CalendarDay(day=day.day, kind=day.kind.value, name=day.name, source=day.source)
    await CalendarDay.insert(row).on_conflict(
        target=CalendarDay.day, action="DO UPDATE", values=columns
    )


async def drop_day(day: date) -> bool:
    """Let a day follow the week again; False when it already did."""
    gone = await CalendarDay.delete().where(CalendarDay.day == day).returning(CalendarDay.id)
    return bool(gone)


async def put_notice(notice: Notice) -> None:
    """Write a year's notice, over what was there before."""
    columns = [CalendarNotice.title, CalendarNotice.doc_no, CalendarNotice.source]
    row = CalendarNotice(**notice.model_dump(include=set(Notice.model_fields)))
    await CalendarNotice.insert(row).on_conflict(
        target=CalendarNotice.year, action="DO UPDATE", values=columns
    )


async def drop_notice(year: int) -> bool:
    """Make a year "not published yet" again; False when it already was."""
    gone = (
        await CalendarNotice.delete()
        .where(CalendarNotice.year == year)
        .returning(CalendarNotice.id)
    )
    return bool(gone)
