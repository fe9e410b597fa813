from datetime import date

import pytest

from backend.journal.queries import list_public_entries
from backend.journal.schemas import SYSTEM
from backend.kernel.calendar.enums import DayKind
from backend.kernel.calendar.queries import find_day, load_calendar
from backend.kernel.calendar.seeds import known_years
from backend.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from backend.organisation.enums import Role
from backend.organisation.operations import calendar
from backend.organisation.queries.calendar import count, get_year
from backend.organisation.schemas.calendar import (
    CountAsked,
    Counting,
    DayDraft,
    NoticeDraft,
    ReasonDraft,
)
from tests.support import factories

pytestmark = pytest.mark.anyio
NEW_YEAR = DayDraft(day=date(2027, 1, 1), is_working=False, name="元旦", source="国办发明电")
NOTICE = NoticeDraft(title="2027年节假日安排的通知", doc_no="国办发明电〔2026〕9号")
WHY = ReasonDraft(reason="录错了")


@pytest.fixture
async def office(db):
    return await factories.staff(roles=(Role.OFFICE,))


async def test_the_kind_of_a_day_is_told_from_its_weekday(office):
    assert (await calendar.set_day(NEW_YEAR, manager=office)).kind is DayKind.HOLIDAY
    saturday = NEW_YEAR.model_copy(update={"day": date(2027, 1, 2)})
    assert (await calendar.set_day(saturday, manager=office)).kind is DayKind.HOLIDAY_ON_WEEKEND


async def test_an_ordinary_working_day_is_not_entered(office):
    with pytest.raises(Invalid) as refused:
        await calendar.set_day(NEW_YEAR.model_copy(update={"is_working": True}), manager=office)
    assert "day" in refused.value.fields


async def test_every_change_of_the_calendar_is_public_with_its_reason(office):
    await calendar.set_day(NEW_YEAR, manager=office)
    await calendar.remove_day(NEW_YEAR.day, WHY, manager=office)
    entries = (await list_public_entries()).items
    assert [(entry.action, entry.reason) for entry in entries] == [
        ("calendar.remove_day", "录错了"),
        ("calendar.set_day", "国办发明电"),
    ]
    assert await find_day(NEW_YEAR.day) is None


async def test_a_day_is_removed_once(office):
    with pytest.raises(NotFound):
        await calendar.remove_day(NEW_YEAR.day, WHY, manager=office)


async def test_a_notice_without_days_is_refused(office):
    with pytest.raises(Invalid):
        await calendar.publish_notice(2027, NOTICE, manager=office)


async def test_a_published_year_makes_its_deadlines_final_and_withdrawing_undoes_it(office):
    asked = CountAsked(start=date(2026, 12, 31), length=5, counting=Counting.WORKING)
    await calendar.set_day(NEW_YEAR, manager=office)
    assert (await count(asked)).is_provisional
    await calendar.publish_notice(2027, NOTICE, manager=office)
    assert not (await count(asked)).is_provisional
    await calendar.withdraw_notice(2027, WHY, manager=office)
    assert (await count(asked)).is_provisional
    with pytest.raises(Conflict):
        await calendar.withdraw_notice(2027, WHY, manager=office)


@pytest.mark.parametrize("role", [Role.CATALOGUE_EDITOR, Role.DRAFTER, Role.AUDITOR])
async def test_only_the_office_keeps_the_calendar(db, role):
    staff = await factories.staff(roles=(role,))
    with pytest.raises(Forbidden):
        await calendar.set_day(NEW_YEAR, manager=staff)


async def test_the_years_that_come_along_are_loaded_once_and_leave_changes_alone(office):
    assert await calendar.load_years(known_years(), manager=SYSTEM) == [2025, 2026]
    await calendar.remove_day(date(2026, 1, 1), WHY, manager=office)
    assert await calendar.load_years(known_years(), manager=SYSTEM) == []
    known = await load_calendar()
    assert known.published_years == {2025, 2026}
    assert date(2026, 1, 1) not in known.days


async def test_a_year_is_laid_out_as_twelve_months_from_monday(office):
    await calendar.load_years(known_years(), manager=SYSTEM)
    year = await get_year(2026)
    assert [month.first.month for month in year.months] == list(range(1, 13))
    february = year.months[1].weeks
    assert february[0][:6] == (None,) * 6
    assert february[0][6].day == date(2026, 2, 1)
    assert february[1][5].day.weekday() == 5
    assert next(c for week in february for c in week if c and c.day.day == 28).is_working
