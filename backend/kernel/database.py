"""The database: one engine, and the only way to open a transaction."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import lru_cache
from typing import Any

import asyncpg
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction

from backend.kernel.errors import Unavailable
from backend.kernel.settings import get_settings

LOWEST_VERSION = 15.0
ROWS_AT_ONCE = 500  # of a stream
STREAMS = asyncio.Semaphore(3)  # of one process at once; the others wait their turn
PATIENCE = 20.0  # seconds to wait for that
STALLED_AFTER = 60  # seconds without the reader taking a row
# What a connection raises that was killed: asyncpg says it in four ways, by when it notices.
DEAD = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)


class Engine(PostgresEngine):
    """Piccolo's engine without its look at the server during import (`huiyin doctor` does that)."""

    async def check_version(self) -> None:
        """Do nothing: importing the product must not need a running database."""


# No statement here runs long enough for compiling it to pay, and prepared ones are planned without
# their values: of a large table they look dear enough to be compiled for 21 rows.
SESSION = {"timezone": "UTC", "jit": "off"}
DB = Engine(config={"dsn": get_settings().database_url, "server_settings": SESSION})


@asynccontextmanager
async def connected(size: int | None = None) -> AsyncIterator[None]:
    """Hold the pool open for the life of a process; the pool belongs to the running loop."""
    if not DB.config["dsn"]:  # asyncpg would go and look for some server of this machine
        raise RuntimeError("backend.kernel.database was imported before DATABASE_URL was set")
    await DB.start_connection_pool(
        min_size=1,
        max_size=size or get_settings().pool_size,
        command_timeout=30,
        max_inactive_connection_lifetime=300,
        reset=_leave_as_it_is,
    )
    try:
        yield
    finally:
        await DB.close_connection_pool()


async def _leave_as_it_is(_: object) -> None:
    """Do nothing more: asyncpg has rolled back what was open, and nothing here alters a session.

    Its usual RESET ALL would be a second round trip after every query. Who sets a variable, listens
    or takes a session's advisory lock does so on a connection of its own.
    """


@asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """Run the block as one transaction, or inside an open one as a savepoint.

    The connection goes back to the pool whatever happens: a failing COMMIT (deferred
    constraint), a killed connection, a cancelled request. Piccolo's own wrapper keeps it then.
    """
    outer = DB.current_transaction.get()
    if outer is not None:
        async with _savepoint(outer):
            yield
        return
    current = DB.transaction()
    current.connection = await current.get_connection()  # type: ignore[no-untyped-call]
    try:
        async with _outermost(current):
            yield
    finally:
        await _give_back(current)


@asynccontextmanager
async def _savepoint(outer: PostgresTransaction) -> AsyncIterator[None]:
    savepoint = await outer.savepoint()
    try:
        yield
    except BaseException:
        # A dead connection cannot roll back; what the block raised matters more.
        with suppress(*DEAD):
            await savepoint.rollback_to()  # type: ignore[no-untyped-call]
        raise
    await savepoint.release()  # type: ignore[no-untyped-call]


@asynccontextmanager
async def _outermost(current: PostgresTransaction) -> AsyncIterator[None]:
    current.transaction = current.connection.transaction()
    await current.transaction.start()
    token = DB.current_transaction.set(current)
    try:
        yield
    except BaseException:
        with suppress(*DEAD):
            await current.transaction.rollback()
        raise
    else:
        await current.transaction.commit()
    finally:
        DB.current_transaction.reset(token)


async def _give_back(current: PostgresTransaction) -> None:
    """Return the connection even when the task is being cancelled."""
    back = DB.pool.release(current.connection) if DB.pool else current.connection.close()
    await asyncio.shield(back)


@asynccontextmanager
async def one_statement() -> AsyncIterator[Any]:
    """Hold a connection for a single statement, which is a whole transaction by itself.

    Without the round trips of a BEGIN and a COMMIT. Inside an open transaction it is a savepoint.
    """
    outer = DB.current_transaction.get()
    if outer is not None:
        async with _savepoint(outer):
            yield outer.connection
        return
    async with _pool().acquire() as connection:
        yield connection


def open_connection() -> Any:
    """Return the open transaction's asyncpg connection, for what must commit or vanish with it."""
    current = DB.current_transaction.get()
    if current is None:
        message = "an open transaction is needed here"
        raise RuntimeError(message)
    return current.connection


async def rows(sql: str, *values: object) -> list[dict[str, Any]]:
    """Return the rows of a hand-written SELECT with `{}` blanks, in the open transaction if any.

    Not through Piccolo, which takes the same words apart again each time.
    """
    current = DB.current_transaction.get()
    source = current.connection if current is not None else _pool()
    return [dict(row) for row in await source.fetch(numbered(sql), *values)]


def _pool() -> Any:
    if DB.pool is None:
        raise RuntimeError("the pool is not open: see `connected`")
    return DB.pool


@lru_cache(maxsize=1024)
def numbered(sql: str) -> str:
    """Return a statement with its blanks numbered, as PostgreSQL wants them: `$1` for the first."""
    first, *rest = sql.split("{}")
    return first + "".join(f"${number}{part}" for number, part in enumerate(rest, start=1))


async def stream(
    sql: str, *values: object, at_once: int = ROWS_AT_ONCE, patience: float = PATIENCE
) -> AsyncIterator[dict[str, Any]]:
    """Yield the rows of a SELECT with `{}` blanks as one snapshot, a few in memory at a time.

    Over a connection of its own: a slow reader takes none from the pool, and who stops reading is
    cut off. Inside an open transaction over that one's. Raises Unavailable when too many read at
    once, and whatever breaks it off: half of an answer never looks whole.
    """
    async with _reading(patience) as connection:
        cursor = await connection.cursor(numbered(sql), *values)
        while block := await cursor.fetch(at_once):
            for row in block:
                yield dict(row)


@asynccontextmanager
async def _reading(patience: float) -> AsyncIterator[Any]:
    """Hold a connection in a transaction that only reads; the open one's, if there is one."""
    current = DB.current_transaction.get()
    if current is not None:
        yield current.connection
        return
    async with (
        _turn(patience),
        _own_connection() as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        yield connection


@asynccontextmanager
async def _turn(patience: float) -> AsyncIterator[None]:
    """Wait for one of the few places; raise Unavailable when none gets free in time."""
    try:
        await asyncio.wait_for(STREAMS.acquire(), patience)
    except TimeoutError as error:
        raise Unavailable from error
    try:
        yield
    finally:
        STREAMS.release()


@asynccontextmanager
async def _own_connection() -> AsyncIterator[Any]:
    settings = {
        **SESSION,
        "application_name": "huiyin stream",
        "idle_in_transaction_session_timeout": f"{STALLED_AFTER}s",
    }
    connection = await asyncpg.connect(
        get_settings().database_url, server_settings=settings, timeout=10, command_timeout=30
    )
    try:
        yield connection
    finally:
        connection.terminate()  # nothing was written; and a cancelled reader cannot wait


def pool_use() -> tuple[int, int]:
    """Return how many of the pool's connections are in use, and how many wait."""
    if DB.pool is None:
        return 0, 0
    idle = DB.pool.get_idle_size()
    return DB.pool.get_size() - idle, idle


async def database_now() -> Any:
    """Return the database's own time: deadlines are held against this clock, whatever ours says."""
    return (await rows("SELECT clock_timestamp() AS now"))[0]["now"]
