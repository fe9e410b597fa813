"""Digests by a mark in the journal: nothing is lost and nothing repeated, whatever happens."""

import asyncio
import os
import sys
from datetime import timedelta

import pytest

from backend.journal import operations as journal
from backend.journal.queries import find_settled
from backend.journal.schemas import SYSTEM, Subject
from backend.kernel.clock import now
from backend.kernel.database import rows, transaction
from backend.portal.subscriptions.enums import Rhythm
from backend.portal.subscriptions.jobs import write_digests
from backend.portal.subscriptions.operations import keeping
from backend.portal.subscriptions.operations.telling import tell_news
from backend.portal.subscriptions.rules import KINDS, first_at
from tests.support import consultations, decisions
from tests.support.subscriptions import confirmed, happened, newest, told
from tests.support.waiting import until

pytestmark = pytest.mark.anyio
ONE = "QZ-2026-01"


def numbers(letters: list[dict]) -> list[str]:
    """What was told, as the reasons the entries were given."""
    return [item["reason"] for letter in letters for item in letter["items"]]


async def test_news_go_to_whom_they_concern(db) -> None:
    await decisions.published_catalogue(2026, 2)
    ref = await consultations.published()
    abouts = {
        "all": 4,
        f"decision:{ONE}": 2,
        "decision:QZ-2026-02": 1,
        f"consultation:{ref.slug}": 1,
        f"unit:{decisions.LEAD_UNIT}": 4,
        "activity:results": 1,
        "activity:catalogue": 1,
        "topic:price": 0,
    }
    for place, about in enumerate(abouts):
        await confirmed(about, f"a{place}@example.com")
    await happened(ONE)
    await happened(ONE, "decision.complete_step")
    await happened("QZ-2026-02", "decision.record_risk")
    await happened(ref.slug, "consultation.conclude", kind="consultation")
    await write_digests({})
    for place, (about, count) in enumerate(abouts.items()):
        found = await told(f"a{place}@example.com")
        assert [letter["count"] for letter in found] == ([count] if count else []), about


async def test_a_letter_names_the_newest_and_ends_with_one_click(db) -> None:
    await decisions.published_catalogue(2026, 2)
    token = await confirmed()
    await happened(ONE, reason="工期调整\n到十月")
    await happened("QZ-2026-02", "decision.publish_result")
    await write_digests({})
    (letter,) = await told()
    assert (letter["title"], letter["headline"]) == ("事项QZ-2026-02", "决策结果已公布")
    assert [item["path"] for item in letter["items"]] == [
        "/decisions/QZ-2026-02",
        f"/decisions/{ONE}",
    ]
    assert letter["items"][1]["reason"] == "工期调整 到十月"
    assert letter["unsubscribe_path"] == f"/subscriptions/{token}/end"


async def test_a_long_digest_says_how_many_it_leaves_out(db) -> None:
    await decisions.published_catalogue(2026, 1)
    await confirmed()
    for number in range(33):
        await happened(ONE, reason=str(number))
    await write_digests({})
    (letter,) = await told()
    assert (len(letter["items"]), letter["left_out"], letter["count"]) == (30, 3, 33)


async def test_nothing_new_is_no_letter(db) -> None:
    await decisions.published_catalogue(2026, 1)
    await confirmed()
    await confirmed("topic:price", "li@example.com")
    await write_digests({})
    assert not await told()
    await happened(ONE)
    for _ in range(3):
        await write_digests({})
    assert [letter["to"] for letter in await told()] == ["wang@example.com"]


async def test_what_happened_before_asking_and_after_ending_is_not_told(db) -> None:
    await decisions.published_catalogue(2026, 1)
    await happened(ONE, reason="before")
    token = await confirmed()
    await happened(ONE, reason="within")
    await write_digests({})
    await keeping.end_subscription(token, now=now())
    await happened(ONE, reason="after")
    await write_digests({})
    assert numbers(await told()) == ["within"]


async def test_hidden_matters_are_told_to_nobody(db) -> None:
    await decisions.published_catalogue(2026, 1, hidden=1)
    await confirmed()
    await confirmed(f"unit:{decisions.LEAD_UNIT}", "li@example.com")
    await happened("QZ-2026-N01", reason="hidden")
    await write_digests({})
    assert not await told()


async def test_daily_and_weekly_letters_wait_for_their_morning(db) -> None:
    await decisions.published_catalogue(2026, 1)
    start = now()
    await confirmed(mail="daily@example.com", rhythm=Rhythm.DAILY, at=start)
    await confirmed(mail="weekly@example.com", rhythm=Rhythm.WEEKLY, at=start)
    await happened(ONE)
    number = await newest()
    assert not (await tell_news(number, now=start)).looked_at
    morning = first_at(Rhythm.DAILY, start)
    await tell_news(number, now=morning)
    assert len(await told("daily@example.com")) == 1
    await tell_news(number, now=first_at(Rhythm.WEEKLY, start))
    await tell_news(number, now=first_at(Rhythm.WEEKLY, start) + timedelta(minutes=1))
    assert len(await told("weekly@example.com")) == len(await told("daily@example.com")) == 1


async def test_a_quiet_morning_does_not_make_the_next_letter_come_at_noon(db) -> None:
    await decisions.published_catalogue(2026, 1)
    await confirmed(rhythm=Rhythm.DAILY)
    morning = first_at(Rhythm.DAILY, now())
    await tell_news(await newest(), now=morning)
    await happened(ONE)
    assert not (await tell_news(await newest(), now=morning + timedelta(hours=4))).letters
    assert (await tell_news(await newest(), now=morning + timedelta(days=1))).letters == 1


async def test_a_clock_that_jumped_loses_and_repeats_nothing(db) -> None:
    await decisions.published_catalogue(2026, 1)
    await confirmed(mail="once@example.com")
    await confirmed(mail="week@example.com", rhythm=Rhythm.WEEKLY)
    moments = [400, 0, -400, 7, 7]  # days from today, as a broken clock may show them
    for number, days in enumerate(moments):
        await happened(ONE, reason=str(number))
        await tell_news(await newest(), now=now() + timedelta(days=days))
    for mail in ("once@example.com", "week@example.com"):
        await tell_news(await newest(), now=now() + timedelta(days=14))
        assert sorted(numbers(await told(mail))) == ["0", "1", "2", "3", "4"], mail


async def test_a_run_that_looked_before_somebody_asked_takes_no_mark_back(db) -> None:
    await decisions.published_catalogue(2026, 1)
    looked = await newest()
    await happened(ONE, reason="before")
    await confirmed(rhythm=Rhythm.DAILY)
    morning = first_at(Rhythm.DAILY, now())
    assert (await tell_news(looked, now=morning)).looked_at
    await tell_news(await newest(), now=morning + timedelta(days=1))
    assert not await told()


async def test_a_worker_that_stood_still_tells_all_of_it(db) -> None:
    await decisions.published_catalogue(2026, 1)
    await confirmed(rhythm=Rhythm.WEEKLY)
    for number in range(5):
        await happened(ONE, reason=str(number))
    await tell_news(await newest(), now=now() + timedelta(days=60))
    assert sorted(numbers(await told())) == ["0", "1", "2", "3", "4"]


async def holding(reason: str, held: asyncio.Event, release: asyncio.Event) -> None:
    """Record an act in a transaction that stays open."""
    async with transaction():
        subject = Subject(kind="decision", id=ONE, title="迟到的事项", path=f"/decisions/{ONE}")
        await journal.record(SYSTEM, "decision.defer", subject, reason=reason, is_public=True)
        held.set()
        await release.wait()


async def test_an_entry_that_commits_after_a_later_one_is_told(committed) -> None:
    await decisions.published_catalogue(2026, 1)
    await confirmed()
    held, release = asyncio.Event(), asyncio.Event()
    slow = asyncio.create_task(holding("first", held, release))
    await held.wait()
    await happened(ONE, reason="second")  # a higher number, and there before the lower one
    run = asyncio.create_task(write_digests({}))
    await asyncio.sleep(0.3)
    assert not run.done()  # it waits for whoever may hold a lower number
    release.set()
    await asyncio.gather(slow, run)
    assert numbers(await told()) == ["second", "first"]
    await happened(ONE, reason="third")
    await write_digests({})
    assert numbers(await told()) == ["second", "first", "third"]


async def test_while_a_writer_takes_too_long_nothing_is_told_and_nothing_lost(committed) -> None:
    await decisions.published_catalogue(2026, 1)
    await confirmed()
    held, release = asyncio.Event(), asyncio.Event()
    slow = asyncio.create_task(holding("first", held, release))
    await held.wait()
    await happened(ONE, reason="second")
    assert await find_settled(KINDS, patience=0.2) is None
    release.set()
    await slow
    assert await find_settled(KINDS, patience=0.2) == await newest()
    await write_digests({})
    assert numbers(await told()) == ["second", "first"]


async def many(count: int) -> None:
    """So many running subscriptions, and two acts."""
    await decisions.published_catalogue(2026, 1)
    for number in range(count):
        await confirmed(mail=f"a{number}@example.com")
    await happened(ONE, reason="first")
    await happened(ONE, reason="second")


async def each_was_told_once(count: int) -> None:
    letters = await told()
    assert sorted(letter["to"] for letter in letters) == sorted(
        f"a{number}@example.com" for number in range(count)
    )
    assert all(letter["count"] == 2 for letter in letters)
    behind = await rows("SELECT id FROM subscription WHERE told_up_to < {}", await newest())
    assert not behind


async def test_two_workers_share_the_work_and_repeat_nothing(committed) -> None:
    await many(30)
    number = await newest()
    runs = await asyncio.gather(*(tell_news(number, now=now(), at_once=4) for _ in range(2)))
    assert sum(run.letters for run in runs) == 30
    assert not (await tell_news(number, now=now())).looked_at
    await each_was_told_once(30)


RUN = """
import asyncio, sys
from backend.kernel.clock import now
from backend.kernel.database import connected
from backend.portal.subscriptions.operations.telling import tell_news

async def main():
    async with connected(size=2):
        await tell_news(int(sys.argv[1]), now=now(), at_once=1)

asyncio.run(main())
"""


async def letters_written() -> int:
    found = await rows("SELECT count(*) AS n FROM outbound_message WHERE template LIKE '%/news'")
    return int(found[0]["n"])


async def test_a_worker_killed_half_way_is_taken_over_by_the_next(committed) -> None:
    await many(60)
    number = await newest()
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-c", RUN, str(number), env=os.environ
    )

    async def has_begun() -> bool:
        return await letters_written() >= 3

    async def is_done() -> bool:  # what the dead one held is free once its end is noticed
        await tell_news(number, now=now())
        return await letters_written() == 60

    await until(has_begun, within=30)
    worker.kill()
    await worker.wait()
    await until(is_done)
    await each_was_told_once(60)


async def test_what_is_only_drafted_is_told_to_nobody(db) -> None:
    await decisions.published_catalogue(2026, 1)
    await confirmed()
    await decisions.draft_catalogue(2027, 1)
    await write_digests({})
    assert not await told()
