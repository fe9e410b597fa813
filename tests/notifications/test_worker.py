"""The worker as a process: told to stop, killed, and with its database torn away, mail arrives."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from random import Random

import pytest

from backend.kernel.database import rows
from backend.notifications.recorder import WINDOW
from tests.notifications.messages import are, are_all_sent, leases_end, outbox, post, states
from tests.support.mail import Pause
from tests.support.waiting import until
from tests.support.workers import Worker, started, tear_away

pytestmark = pytest.mark.anyio
Start = Callable[[], Awaitable[Worker]]


@pytest.fixture
async def start(committed, mailbox) -> AsyncIterator[Start]:
    async with AsyncExitStack() as stack:
        yield lambda: stack.enter_async_context(started())


async def test_a_committed_message_arrives_within_seconds(start, mailbox):
    await start()
    await post("1")
    await until(lambda: are("sent"))
    assert [letter.recipients for letter in mailbox.letters] == [["zhu@example.com"]]


async def test_a_worker_told_to_stop_finishes_its_letter_and_leaves_the_rest(start, mailbox):
    pause = Pause()
    mailbox.answers["DATA"].append(pause)
    await post("1", "2")
    worker = await start()
    await asyncio.wait_for(pause.reached.wait(), 10)
    worker.process.terminate()
    await worker.says(b"worker_stopped")  # of its jobs: it has heard
    pause.over.set()
    assert await worker.ended() == 0
    assert [(row["state"], row["attempts"]) for row in await outbox()] == [
        ("sent", 1),
        ("queued", 0),
    ]


async def test_the_letter_of_a_killed_worker_is_sent_by_another(start, mailbox):
    pause = Pause()
    mailbox.answers["DATA"].append(pause)
    await post("1", "2")
    worker = await start()
    await asyncio.wait_for(pause.reached.wait(), 10)
    await worker.killed()
    pause.over.set()
    assert await states() == ["queued", "queued"]
    await leases_end()
    await start()
    await until(lambda: are("sent", "sent"))
    assert len(mailbox.copies()) == 2


async def test_a_database_torn_away_while_sending_makes_no_second_copy(start, mailbox):
    pause = Pause()
    mailbox.answers["DATA"].append(pause)
    await post("1", "2")
    await start()
    await asyncio.wait_for(pause.reached.wait(), 10)
    await tear_away()
    await rows("UPDATE outbound_message SET due_at = now() + interval '2 seconds'")
    pause.over.set()
    await until(lambda: are("sent", "sent"), within=20)
    assert len(mailbox.letters) == 2


async def test_neither_address_nor_words_reach_the_log(start, mailbox):
    mailbox.answers["RCPT"].append("550 zhu.dahai@example.com 13900001234 is unknown")
    await post("1", to="zhu.dahai@example.com")
    await post("2", context={"answer_due_on": "13900001234"})
    worker = await start()
    await until(lambda: are("failed", "failed"))
    assert await worker.told_to_stop() == 0
    said = (await worker.output.read()).decode()
    events = [json.loads(line)["event"] for line in said.splitlines()]
    assert "message_not_sent" in events
    assert "message_unwordable" in events
    for secret in ("zhu.dahai", "13900001234", "7KQM", "青泽县停车"):
        assert secret not in said


async def test_a_worker_killed_again_and_again_loses_none_and_repeats_no_more_than_its_window(
    start, mailbox
):
    await post(*map(str, range(200)))
    kills = sorted(Random(20261122).sample(range(1, 180), 3))
    for count in kills:
        worker = await start()
        await until(mailbox.has(count), within=30)
        await worker.killed()
        await leases_end()
    await start()
    await until(are_all_sent, within=60)
    copies = mailbox.copies()
    assert len(copies) == 200
    assert copies.total() - 200 <= len(kills) * WINDOW


async def test_workers_told_to_stop_amid_many_lose_none_and_repeat_none(start, mailbox):
    await post(*map(str, range(150)))
    for count in (1, 60):
        worker = await start()
        await until(mailbox.has(count), within=30)
        assert await worker.told_to_stop() == 0
        found = Counter((row["state"], row["attempts"]) for row in await outbox())
        came = len(mailbox.letters)
        assert found == Counter({("sent", 1): came, ("queued", 0): 150 - came})
    await start()
    await until(are_all_sent, within=30)
    assert len(mailbox.letters) == 150


async def test_a_database_torn_away_and_torn_away_while_much_goes_out(start, mailbox):
    """Nobody waits for a lease: the worker gives back what it had taken on."""
    await post(*map(str, range(250)))
    await start()
    for count in (20, 150):
        await until(mailbox.has(count), within=30)
        await tear_away()
    await until(are_all_sent, within=60)
    assert len(mailbox.letters) == 250
