from datetime import date

import asyncpg
import pytest

from backend.kernel.calendar import operations, queries
from backend.kernel.calendar.enums import DayKind
from backend.kernel.calendar.schemas import Notice, SpecialDay
from backend.kernel.database import transaction

pytestmark = pytest.mark.anyio
NATIONAL_DAY = SpecialDay(day=date(2026, 10, 1), kind=DayKind.HOLIDAY, name="国庆节", source="通知")


async def test_a_day_written_twice_keeps_the_last_word(db):
    await operations.put_day(NATIONAL_DAY)
    await operations.put_day(NATIONAL_DAY.model_copy(update={"name": "国庆"}))
    calendar = await queries.load_calendar()
    assert [day.name for day in calendar.days.values()] == ["国庆"]


async def test_a_day_dropped_follows_the_week_again(db):
    await operations.put_day(NATIONAL_DAY)
    assert await operations.drop_day(NATIONAL_DAY.day)
    assert not await operations.drop_day(NATIONAL_DAY.day)
    assert await queries.find_day(NATIONAL_DAY.day) is None


async def test_a_year_is_published_by_its_notice(db):
    await operations.put_notice(Notice(year=2027, title="安排的通知"))
    assert (await queries.load_calendar()).published_years == {2027}
    assert await operations.drop_notice(2027)
    assert await queries.find_notice(2027) is None


@pytest.mark.parametrize("day", [date(2026, 10, 3), date(2026, 10, 4)])
async def test_the_database_refuses_a_kind_that_does_not_fit_the_weekday(db, day):
    with pytest.raises(asyncpg.CheckViolationError):
        async with transaction():
            await operations.put_day(NATIONAL_DAY.model_copy(update={"day": day}))
