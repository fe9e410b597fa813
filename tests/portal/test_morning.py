"""The morning letter: once a working day, to who has something to do, and to nobody else."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from croniter import croniter

from backend.decisions.schemas.desk import DeskTask
from backend.kernel.clock import now
from backend.kernel.database import rows, transaction
from backend.kernel.language import say
from backend.notifications.rendering import worded
from backend.notifications.schemas import ToDeliver
from backend.opinions.operations.assigning import assign_opinions
from backend.opinions.schemas.workbench import AssignmentDraft
from backend.organisation.enums import Role
from backend.organisation.operations.own_mail import change_own_mail
from backend.organisation.schemas import OwnMailDraft
from backend.portal.clocks.rules import pressing
from backend.portal.jobs import write_morning_letters
from backend.portal.morning.operations import write_letters
from backend.portal.morning.rules import MOST_LISTED, is_time, summary_of
from backend.worker import JOBS, TIMETABLE
from tests.notifications.messages import post
from tests.support import answering, decisions, factories
from tests.support.calendars import enter_calendar, known_calendar
from tests.support.mail import deliver, receiving

pytestmark = pytest.mark.anyio
CALENDAR = known_calendar()
MAIL = "zhou.hang@qingze.example"
MONDAY = date(2026, 7, 6)  # the plan's first step ended on 30 June


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return an instant of the county's clock, eight hours ahead of UTC."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=8)
    return midnight + timedelta(hours=hour, minutes=minute)


async def busy(mail=MAIL, unit="transport"):
    """Return a drafter with an address, whose unit has a step that is late."""
    member = await factories.staff(unit_code=unit, roles=(Role.DRAFTER,))
    await change_own_mail(OwnMailDraft(mail=mail, has_morning_letter=True), staff=member)
    return member


@pytest.fixture
async def late_step(db):
    await enter_calendar()
    await factories.published_catalogue(count=1)


async def outbox():
    return await rows("SELECT * FROM outbound_message ORDER BY id")


async def letters():
    return [worded(ToDeliver(**{**row, "recipient": ""})) for row in await outbox()]


@pytest.mark.parametrize(
    ("moment", "is_right"),
    [
        (at(date(2026, 11, 20), 7, 59), False),
        (at(date(2026, 11, 20), 8), True),
        (at(date(2026, 11, 20), 17, 59), True),
        (at(date(2026, 11, 20), 18), False),
        (at(date(2026, 11, 21), 8), False),  # a Saturday
        (at(date(2026, 10, 1), 8), False),  # National Day
        (at(date(2026, 2, 14), 8), True),  # a Saturday on which people work
        (at(date(2026, 2, 28), 9), True),
        (at(date(2026, 11, 23), 23, 30), False),  # it is Monday in Greenwich
    ],
)
def test_a_letter_is_written_on_working_days_from_eight_to_six(moment, is_right):
    assert is_time(moment, CALENDAR) is is_right


def test_the_worker_looks_every_ten_minutes_from_eight_to_six():
    times = croniter(TIMETABLE["portal.write_morning_letters"], at(MONDAY, 0))
    found = [times.get_next(datetime) for _ in range(60)]
    assert found == [at(MONDAY, 8) + timedelta(minutes=10 * n) for n in range(60)]
    assert times.get_next(datetime) == at(MONDAY + timedelta(days=1), 8)
    assert JOBS["portal.write_morning_letters"] is write_morning_letters


def test_a_letter_lists_thirty_red_ones_first_and_counts_the_rest():
    days = [MONDAY + timedelta(days=n) for n in (-5, 0, 90)]
    tasks = [
        pressing.on_clock(DeskTask(label=say("x"), path="/", due_on=day), MONDAY, CALENDAR)
        for day in days
        for _ in range(12)
    ]
    found = summary_of(tasks)
    sizes = (len(found.late), len(found.near), len(found.rest), found.unlisted)
    assert sizes == (12, 12, 6, 6)
    assert sum(sizes[:3]) == MOST_LISTED


async def test_at_eight_one_letter_says_what_is_late_with_a_link(late_step):
    member = await busy()
    assert await write_letters(now=at(MONDAY, 8)) == 1
    (row,), (letter,) = await outbox(), await letters()
    assert row["dedupe_key"] == f"staff/morning:{member.id}:2026-07-06"
    assert "1 件已逾期" in letter.subject
    for part in (letter.text, letter.html):
        assert "完成“决策启动”：城乡公交一体化实施方案第1号" in part
        assert "/desk/decisions/QZ-2026-01#step-1" in part
        assert "已超 6 天" in part
        assert "/desk/account/mail" in part
        assert "有人在我们的网站上留下了这个邮箱" not in part


async def test_a_worker_that_stood_still_at_eight_writes_later_the_same_day_and_once(late_step):
    await busy()
    assert await write_letters(now=at(MONDAY, 7, 50)) is None
    assert await write_letters(now=at(MONDAY, 10, 40)) == 1
    assert await write_letters(now=at(MONDAY, 10, 50)) is None
    assert await write_letters(now=at(MONDAY, 17, 50)) is None
    assert len(await outbox()) == 1


async def test_a_day_nobody_wrote_is_not_made_up_for_at_night(late_step):
    await busy()
    assert await write_letters(now=at(MONDAY, 18)) is None
    assert await write_letters(now=at(MONDAY + timedelta(days=1), 8)) == 1
    (row,) = await outbox()
    assert row["dedupe_key"].endswith("2026-07-07")


async def test_weekends_and_holidays_are_quiet(late_step):
    await busy()
    for day in (date(2026, 7, 4), date(2026, 7, 5), date(2026, 10, 1), date(2026, 9, 25)):
        assert await write_letters(now=at(day, 9)) is None
    assert await write_letters(now=at(date(2026, 10, 10), 9)) == 1  # a worked Saturday
    assert len(await outbox()) == 1


async def test_who_has_nothing_to_do_gets_no_letter_and_none_later_that_day(late_step):
    police = await busy("police@qingze.example", "police")
    assert await write_letters(now=at(MONDAY, 8)) == 0
    await rows("UPDATE decision SET lead_unit = {}", police.unit_id)
    assert await write_letters(now=at(MONDAY, 14)) is None
    assert await outbox() == []
    assert await write_letters(now=at(MONDAY + timedelta(days=1), 8)) == 1


@pytest.mark.parametrize("change", ["is_active = false", "has_morning_letter = false", "mail = ''"])
async def test_who_left_switched_it_off_or_has_no_address_gets_none(late_step, change):
    member = await busy()
    await rows(f"UPDATE staff SET {change} WHERE id = {{}}", member.id)
    assert await write_letters(now=at(MONDAY, 8)) == 0
    assert await outbox() == []


async def test_a_matter_that_is_not_public_is_not_named_in_a_mail(db):
    await enter_calendar()
    await factories.published_catalogue(count=0, hidden=1)
    await busy()
    assert await write_letters(now=at(MONDAY, 8)) == 1
    (letter,) = await letters()
    for part in (letter.subject, letter.text, letter.html):
        assert decisions.SECRET_TITLE not in part
        assert "QZ-2026-N01" not in part
    assert "一件不公开的事项" in letter.text


async def test_what_is_assigned_is_in_the_letter_and_no_citizens_words(db):
    await enter_calendar()
    asked = await answering.asked(2)
    police = await busy("police@qingze.example", "police")
    draft = AssignmentDraft(
        opinions=tuple(asked.numbers), unit=police.unit_id, due_on=date(2030, 1, 31)
    )
    await assign_opinions(asked.id, draft, staff=asked.hands.clerk, now=now())
    assert await write_letters(now=at(MONDAY, 8)) == 1
    (letter,) = await letters()
    assert "办理交办的意见 2 条" in letter.text
    assert answering.opinions.TEXT not in letter.text + letter.html
    assert answering.opinions.PHONE not in letter.text + letter.html


async def test_the_office_hears_of_what_others_are_late_with_in_the_same_letter(late_step):
    office = await factories.staff(unit_code="office", roles=(Role.OFFICE,))
    await change_own_mail(OwnMailDraft(mail=MAIL, has_morning_letter=True), staff=office)
    await write_letters(now=at(MONDAY, 8))
    (letter,) = await letters()
    assert "完成“决策启动”" in letter.text


async def test_the_office_hears_of_letters_that_did_not_go_out(db):
    await enter_calendar()
    office = await factories.staff(unit_code="office", roles=(Role.OFFICE,))
    await change_own_mail(OwnMailDraft(mail=MAIL, has_morning_letter=True), staff=office)
    await post("1")
    await rows("UPDATE outbound_message SET state = 'failed'")
    assert await write_letters(now=at(date(2026, 3, 2), 8)) == 1
    letter = (await letters())[-1]
    assert "1 封信没有寄出去" in letter.text
    assert "/desk/mailbox?standing=failed" in letter.text


async def test_two_workers_at_once_write_one_letter(committed):
    await enter_calendar()
    await factories.published_catalogue(count=1)
    await busy()
    done = await asyncio.gather(*[write_letters(now=at(MONDAY, 8)) for _ in range(4)])
    assert sorted(done, key=str) == [1, None, None, None]
    assert len(await outbox()) == 1


async def test_a_worker_killed_half_way_leaves_nothing_and_the_next_writes_all(late_step):
    await busy()

    class _Killed(Exception):
        pass

    with pytest.raises(_Killed):
        async with transaction():
            await write_letters(now=at(MONDAY, 8))
            raise _Killed
    assert await outbox() == []
    assert await write_letters(now=at(MONDAY, 8, 10)) == 1


async def test_the_letter_arrives(late_step, monkeypatch):
    await busy()
    await write_letters(now=at(MONDAY, 8))
    async with receiving(monkeypatch) as mailbox:
        await deliver()
        (letter,) = mailbox.to(MAIL)
    assert letter.subject == "今天要办：1 件已逾期 · 2026年7月6日（周一）"
    assert "完成“决策启动”" in letter.part("plain")
