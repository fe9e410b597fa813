"""Of two workers one delivers and one stands by, whatever the clocks say, until it is its turn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, closing
from datetime import datetime
from typing import NamedTuple

import asyncpg
import pytest

from backend.kernel.database import database_now, rows
from backend.notifications.delivery import Postman
from backend.worker import deliver
from tests.notifications.messages import are_all_sent, leases_end, outbox, post
from tests.support.mail import Pause
from tests.support.waiting import until
from tests.support.workers import Worker, started, tear_away

pytestmark = pytest.mark.anyio
LOST = (ConnectionError, asyncpg.InterfaceError, asyncpg.PostgresError)  # and no TimeoutError

OURS = "datname = current_database() AND application_name = 'huiyin mail'"
HOLDERS = f"""SELECT a.pid, pg_terminate_backend(a.pid) FROM pg_stat_activity a
    JOIN pg_locks l ON l.pid = a.pid AND l.locktype = 'advisory' AND l.granted WHERE {OURS}"""
LOOKED = f"SELECT count(*) AS n FROM pg_stat_activity WHERE {OURS} AND query_start > {{}}"


class Pair(NamedTuple):
    """Two workers, one of which holds the lock."""

    carrier: Worker
    next: Worker


@pytest.fixture
async def pair(committed, mailbox) -> AsyncIterator[Pair]:
    async with AsyncExitStack() as stack:
        carrier = await stack.enter_async_context(started())
        await carrier.says(b"lock_taken")
        standing_by = await stack.enter_async_context(started())
        await standing_by.says(b"lock_awaited")
        yield Pair(carrier, standing_by)


async def has_looked(since: datetime) -> bool:
    """Whether one of the two has asked the database for work, or for the lock."""
    return bool((await rows(LOOKED, since))[0]["n"])


async def test_when_the_databases_clock_jumps_ahead_the_second_worker_sends_nothing(pair, mailbox):
    pause = Pause()
    mailbox.answers["DATA"].append(pause)
    await post(*map(str, range(60)))
    await asyncio.wait_for(pause.reached.wait(), 10)
    await rows("UPDATE outbound_message SET due_at = due_at - interval '1 hour'")
    jumped_at = await database_now()
    await until(lambda: has_looked(jumped_at))  # it can only be who stands by
    pause.over.set()
    await until(are_all_sent, within=30)
    assert len(mailbox.letters) == len(mailbox.copies()) == 60


async def test_who_stands_by_takes_over_from_a_killed_worker(pair, mailbox):
    pause = Pause()
    mailbox.answers["DATA"].append(pause)
    await post(*map(str, range(30)))
    await asyncio.wait_for(pause.reached.wait(), 10)
    await pair.carrier.killed()
    await pair.next.says(b"lock_taken")
    pause.over.set()
    await leases_end()
    await until(are_all_sent, within=30)
    assert len(mailbox.copies()) == 30
    assert len(mailbox.letters) <= 31  # SMTP's own window: the one the server was just taking


async def test_who_stands_by_takes_over_at_once_from_a_worker_told_to_stop(pair, mailbox):
    await pair.carrier.told_to_stop()
    await pair.next.says(b"lock_taken")
    await post("1")
    await until(are_all_sent)


async def test_who_is_told_to_stop_lets_go_though_its_jobs_go_on(committed, mailbox):
    stop = asyncio.Event()
    with closing(Postman()) as postman, closing(Postman()) as other:
        delivering = asyncio.create_task(deliver(postman, stop=stop))
        await until(lambda: postman.sole.is_held)
        assert not await other.sole.take()
        stop.set()
        await delivering
        await until(other.sole.take)


async def test_who_loses_the_lock_amid_many_gives_back_what_is_left(pair, mailbox):
    pause = Pause()
    mailbox.answers["DATA"].append(pause)
    await post(*map(str, range(60)))
    await asyncio.wait_for(pause.reached.wait(), 10)
    assert len(await rows(HOLDERS)) == 1
    await pair.next.says(b"lock_taken")
    pause.over.set()
    await until(are_all_sent, within=30)
    assert len(mailbox.letters) == len(mailbox.copies()) == 60
    assert sum(row["attempts"] for row in await outbox()) == 60


async def test_when_one_is_refused_by_the_server_the_other_may_try(pair, mailbox):
    mailbox.answers["MAIL"].append("451 not you now")
    await post("1")
    await pair.next.says(b"lock_taken")
    await until(are_all_sent)
    assert len(mailbox.letters) == 1


async def test_who_lost_the_lock_claims_nothing_more(committed, mailbox):
    async def tear(_: object) -> str:
        await tear_away("huiyin mail")
        await until(lambda: not postman.sole.is_held)
        return "250 taken"

    mailbox.answers["DATA"].append(tear)
    await post("1", "2")
    with closing(Postman()) as postman, pytest.raises(LOST):
        async with asyncio.timeout(10):
            await postman.go_round(asyncio.Event())
    assert [(row["state"], row["attempts"]) for row in await outbox()] == [
        ("sent", 1),
        ("queued", 0),
    ]
