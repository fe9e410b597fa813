"""The pool, by counting: whatever goes wrong, every connection comes back."""

import asyncio
from collections.abc import AsyncIterator
from contextvars import Context

import asyncpg
import pytest

from backend.kernel.database import (
    DB,
    DEAD,
    connected,
    open_connection,
    pool_use,
    rows,
    transaction,
)
from backend.kernel.settings import get_settings
from tests.support.waiting import until

pytestmark = pytest.mark.anyio
SIZE = 2


@pytest.fixture
async def pool(app) -> AsyncIterator[None]:
    """A pool of two connections in place of the app's, and a table to write into."""
    own, DB.pool = DB.pool, None
    async with connected(size=SIZE):
        await rows("CREATE TABLE probe (word text UNIQUE DEFERRABLE INITIALLY DEFERRED)")
        await rows("CREATE TABLE strict_probe (word text UNIQUE)")
        try:
            yield
            assert pool_use()[0] == 0
            await assert_all_are_free()
        finally:
            await rows("DROP TABLE probe, strict_probe")
    DB.pool = own


@pytest.fixture
async def killer(app) -> AsyncIterator[asyncpg.Connection]:
    """A connection of its own, to end others with."""
    connection = await asyncpg.connect(get_settings().database_url)
    yield connection
    await connection.close()


async def assert_all_are_free() -> None:
    """Hold as many transactions as the pool has connections, at the same time."""
    everyone = asyncio.Barrier(SIZE)

    async def hold() -> None:
        async with transaction():
            await rows("SELECT 1")
            await everyone.wait()

    async with asyncio.timeout(5):
        await asyncio.gather(*(hold() for _ in range(SIZE)))


async def words() -> list[str]:
    return [row["word"] for row in await rows("SELECT word FROM probe ORDER BY word")]


async def write(word: str) -> None:
    await rows("INSERT INTO probe VALUES ({})", word)


async def test_twelve_failing_commits_lose_no_connection(pool):
    for _ in range(12):
        with pytest.raises(asyncpg.UniqueViolationError):
            async with transaction():
                await write("same")
                await write("same")
    assert await words() == []


async def test_killed_connections_are_replaced(pool, killer):
    for _ in range(6):
        with pytest.raises((*DEAD, asyncpg.AdminShutdownError)):
            async with transaction():
                await write("lost")
                pid = (await rows("SELECT pg_backend_pid() AS pid"))[0]["pid"]
                await killer.execute("SELECT pg_terminate_backend($1)", pid)
                await write("never")
    assert await words() == []


async def test_a_connection_killed_before_commit_loses_the_whole_transaction(pool, killer):
    with pytest.raises(DEAD):
        async with transaction():
            await write("lost")
            pid = (await rows("SELECT pg_backend_pid() AS pid"))[0]["pid"]
            await killer.execute("SELECT pg_terminate_backend($1, 5000)", pid)
    assert await words() == []


async def test_cancelled_requests_give_their_connection_back(pool):
    async def long_request(started: asyncio.Event) -> None:
        async with transaction():
            await write("half")
            started.set()
            await rows("SELECT pg_sleep(60)")

    for _ in range(6):
        started = asyncio.Event()
        task = asyncio.create_task(long_request(started))
        await started.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await words() == []


async def test_requests_cancelled_while_they_wait_for_a_connection_take_none(pool):
    release = asyncio.Event()

    async def hold() -> None:
        async with transaction():
            await release.wait()

    holders = [asyncio.create_task(hold()) for _ in range(SIZE)]
    waiters = [asyncio.create_task(hold()) for _ in range(5)]
    await until(lambda: pool_use()[0] == SIZE)
    for waiter in waiters:
        waiter.cancel()
    await asyncio.gather(*waiters, return_exceptions=True)
    release.set()
    await asyncio.gather(*holders)


async def test_a_nested_block_rolls_back_alone(pool):
    async with transaction():
        await write("outer")
        with pytest.raises(ZeroDivisionError):
            async with transaction():
                await write("inner")
                raise ZeroDivisionError
        await write("after")
    assert await words() == ["after", "outer"]


async def test_the_outer_block_takes_the_inner_ones_along(pool):
    with pytest.raises(ZeroDivisionError):
        async with transaction():
            async with transaction():
                await write("inner")
            raise ZeroDivisionError
    assert await words() == []


async def test_a_unique_violation_in_a_savepoint_leaves_the_rest_usable(pool):
    async with transaction():
        await rows("INSERT INTO strict_probe VALUES ('one')")
        with pytest.raises(asyncpg.UniqueViolationError):
            async with transaction():
                await rows("INSERT INTO strict_probe VALUES ('one')")
        await write("still here")
    assert await words() == ["still here"]


async def test_transactions_of_other_tasks_do_not_see_each_other(pool):
    seen = []

    async def other() -> None:
        seen.extend(await words())

    async with transaction():
        await write("mine")
        await asyncio.create_task(other(), context=Context())
        assert await words() == ["mine"]
    assert seen == []


async def test_there_is_no_open_connection_outside_a_transaction(pool):
    with pytest.raises(RuntimeError):
        open_connection()
