"""The worker as a process: told to stop, killed, and with its database torn away, mail arrives."""

import asyncio
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from random import Random

import pytest

from backend.kernel.database import rows
from backend.kernel.settings import get_settings
from backend.notifications.recorder import WINDOW
from tests.notifications.messages import outbox, post, states
from tests.support.mail import Mailbox
from tests.support.waiting import until

pytestmark = pytest.mark.anyio
NAME = "huiyin mail test"  # of the worker's connections
Start = Callable[[], "asyncio.Future[asyncio.subprocess.Process]"]


async def says(process: asyncio.subprocess.Process, event: bytes) -> None:
    """Wait until the worker logs this."""
    assert process.stdout is not None
    async with asyncio.timeout(30):
        while event not in (line := await process.stdout.readline()):
            assert line, "the worker ended before it said so"


@asynccontextmanager
async def started() -> AsyncIterator[asyncio.subprocess.Process]:
    url = get_settings().database_url
    named = f"{url}{'&' if '?' in url else '?'}application_name={NAME.replace(' ', '%20')}"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "from backend import worker; worker.main()"),
        env={**os.environ, "DATABASE_URL": named},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        await says(process, b"worker_started")
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@pytest.fixture
async def start(committed, mailbox) -> AsyncIterator[Start]:
    async with AsyncExitStack() as stack:
        yield lambda: stack.enter_async_context(started())


async def are(*expected: str) -> bool:
    return await states() == list(expected)


async def are_all_sent() -> bool:
    return set(await states()) == {"sent"}


async def leases_end() -> None:
    await rows("UPDATE outbound_message SET due_at = now() WHERE state = 'queued'")


async def tear_away() -> None:
    """End every connection of the workers, as a restart of the database does."""
    await rows(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        " AND (application_name = {} OR application_name = 'huiyin worker')",
        NAME,
    )


class Pause:
    """The server's hand held still between taking a letter and saying so."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.over = asyncio.Event()

    async def __call__(self, _: object) -> str:
        self.reached.set()
        await self.over.wait()
        return "250 taken"


async def test_a_committed_message_arrives_within_seconds(start, mailbox):
    await start()
    await post("1")
    await until(lambda: are("sent"))
    assert [letter.recipients for letter in mailbox.letters] == [["zhu@example.com"]]


async def test_a_worker_told_to_stop_finishes_its_letter_and_leaves_the_rest(start, mailbox):
    pause = Pause()
    mailbox.answers["DATA"].append(pause)
    await post("1", "2")
    process = await start()
    await asyncio.wait_for(pause.reached.wait(), 10)
    process.send_signal(signal.SIGTERM)
    await says(process, b"worker_stopped")  # of its jobs: it has heard
    pause.over.set()
    assert await asyncio.wait_for(process.wait(), 15) == 0
    assert [(row["state"], row["attempts"]) for row in await outbox()] == [
        ("sent", 1),
        ("queued", 0),
    ]


async def test_the_letter_of_a_killed_worker_is_sent_by_another(start, mailbox):
    pause = Pause()
    mailbox.answers["DATA"].append(pause)
    await post("1", "2")
    process = await start()
    await asyncio.wait_for(pause.reached.wait(), 10)
    process.kill()
    await process.wait()
    pause.over.set()
    assert await states() == ["queued", "queued"]
    await rows("UPDATE outbound_message SET due_at = now()")  # as if the lease were over
    await start()
    await until(lambda: are("sent", "sent"))
    ids = [letter.mail["Message-ID"] for letter in mailbox.letters]
    assert len(set(ids)) == 2


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
    process = await start()
    await until(lambda: are("failed", "failed"))
    process.send_signal(signal.SIGTERM)
    said = (await process.communicate())[0].decode()
    events = [json.loads(line)["event"] for line in said.splitlines()]
    assert "message_not_sent" in events
    assert "message_unwordable" in events
    for secret in ("zhu.dahai", "13900001234", "7KQM", "青泽县停车"):
        assert secret not in said


def have_come(mailbox: Mailbox, count: int) -> Callable[[], bool]:
    return lambda: len(mailbox.letters) >= count


async def test_a_worker_killed_again_and_again_loses_none_and_repeats_no_more_than_its_window(
    start, mailbox
):
    await post(*map(str, range(300)))
    kills = sorted(Random(20261122).sample(range(1, 280), 3))
    for count in kills:
        process = await start()
        await until(have_come(mailbox, count), within=30)
        process.kill()
        await process.wait()
        await leases_end()
    await start()
    await until(are_all_sent, within=60)
    copies = Counter(letter.mail["Message-ID"] for letter in mailbox.letters)
    assert len(copies) == 300
    assert copies.total() - 300 <= len(kills) * WINDOW


async def test_workers_told_to_stop_amid_many_lose_none_and_repeat_none(start, mailbox):
    await post(*map(str, range(200)))
    for count in (1, 60):
        process = await start()
        await until(have_come(mailbox, count), within=30)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 15) == 0
        found = Counter((row["state"], row["attempts"]) for row in await outbox())
        came = len(mailbox.letters)
        assert found == Counter({("sent", 1): came, ("queued", 0): 200 - came})
    await start()
    await until(are_all_sent, within=30)
    assert len(mailbox.letters) == 200


async def test_a_database_that_restarts_and_restarts_while_much_goes_out(start, mailbox):
    """Nobody waits for a lease: the worker gives back what it had taken on."""
    await post(*map(str, range(250)))
    await start()
    for count in (20, 150):
        await until(have_come(mailbox, count), within=30)
        await tear_away()
    await until(are_all_sent, within=60)
    assert len(mailbox.letters) == 250


async def test_two_workers_at_once_send_each_message_once(start, mailbox):
    await asyncio.gather(start(), start())
    await post(*map(str, range(300)))
    await until(are_all_sent, within=60)
    assert len(mailbox.letters) == 300
    assert len({letter.mail["Message-ID"] for letter in mailbox.letters}) == 300
