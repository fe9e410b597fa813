"""Streams: constant memory, one snapshot, and nothing held once nobody reads."""

import asyncio
import tracemalloc
from contextlib import aclosing

import asyncpg
import pytest

from backend.kernel.database import pool_use, rows, stream, transaction
from backend.kernel.errors import Unavailable
from backend.kernel.settings import get_settings
from tests.support.waiting import until

pytestmark = pytest.mark.anyio
NUMBERS = "SELECT n, repeat('字', 100) AS word FROM generate_series(1, {}::int) n"


async def open_streams() -> int:
    found = await rows(
        "SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = 'huiyin stream'"
        " AND datname = current_database()"
    )
    return found[0]["n"]


async def none_is_open() -> bool:
    return await open_streams() == 0


async def test_all_rows_come_in_order(app):
    assert [row["n"] async for row in stream(NUMBERS, 1234)] == list(range(1, 1235))
    await until(none_is_open)


async def test_memory_stays_the_same_however_many_rows(app):
    async def peak(count):
        tracemalloc.start()
        async for _ in stream(NUMBERS, count):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    few, many = await peak(2_000), await peak(40_000)
    assert many < 1.5 * few + 100_000


async def test_a_stream_takes_nothing_from_the_pool(app):
    before = pool_use()[0]
    async with aclosing(stream(NUMBERS, 5000)) as found:
        await anext(found)
        assert pool_use()[0] == before
        assert await open_streams() == 1
    await until(none_is_open)


async def test_inside_a_transaction_it_sees_what_was_written(db):
    await rows("CREATE TEMP TABLE probe_stream ON COMMIT DROP AS SELECT 7 AS n")
    assert [row["n"] async for row in stream("SELECT n FROM probe_stream")] == [7]


async def test_it_is_one_snapshot(committed):
    await rows("CREATE TABLE probe_stream AS SELECT n FROM generate_series(1, 2000) n")
    try:
        seen = 0
        async for _ in stream("SELECT n FROM probe_stream"):
            if seen == 0:
                await rows("INSERT INTO probe_stream SELECT n FROM generate_series(1, 500) n")
            seen += 1
        assert seen == 2000
    finally:
        await rows("DROP TABLE probe_stream")


async def test_nothing_can_be_written_through_it(app):
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        async for _ in stream("SELECT nextval('journal_entry_id_seq') AS n"):
            pass
    await until(none_is_open)


async def test_a_reader_who_is_cancelled_frees_the_connection(app):
    reading = asyncio.Event()

    async def read():
        async for row in stream(NUMBERS, 10**6):
            if row["n"] == 1500:
                reading.set()
                await asyncio.Event().wait()  # the client takes no more

    task = asyncio.create_task(read())
    await reading.wait()
    assert await open_streams() == 1
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await until(none_is_open)


async def test_a_reader_cancelled_while_waiting_for_rows_frees_the_connection(app):
    async def read():
        async for _ in stream("SELECT pg_sleep(30) AS n"):
            pass

    task = asyncio.create_task(read())
    await until(_is_one)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await until(none_is_open)


async def _is_one() -> bool:
    return await open_streams() == 1


async def test_who_walks_away_frees_the_connection(app):
    async for _ in stream(NUMBERS, 10**6):
        break
    await until(none_is_open)


async def test_a_broken_stream_is_never_taken_for_a_whole_one(app):
    killer = await asyncpg.connect(get_settings().database_url)
    seen = 0
    try:
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
            async for _ in stream(NUMBERS, 10**6):
                seen += 1
                if seen == 1:
                    await killer.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE application_name = 'huiyin stream'"
                        " AND datname = current_database()"
                    )
    finally:
        await killer.close()
    assert 0 < seen < 10**6
    await until(none_is_open)


async def test_few_read_at_once_and_the_next_is_told_to_come_again(app):
    held = [stream(NUMBERS, 5000) for _ in range(3)]
    try:
        for found in held:
            await anext(found)
        with pytest.raises(Unavailable):
            await anext(stream(NUMBERS, 1, patience=0.05))
    finally:
        for found in held:
            await found.aclose()
    assert [row["n"] async for row in stream(NUMBERS, 2)] == [1, 2]
    await until(none_is_open)


async def test_a_nested_stream_leaves_the_transaction_usable(db):
    async with transaction():
        async for _ in stream(NUMBERS, 2000):
            break
        assert (await rows("SELECT 1 AS one"))[0]["one"] == 1
