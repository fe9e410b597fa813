"""Real worker processes to stop and to kill, forked from one that has imported everything.

A worker takes two seconds to import itself, and the tests of its deaths want a score of them.
"""

import asyncio
import multiprocessing
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection, wait
from threading import Thread

from backend import worker
from backend.kernel.database import DB, rows
from backend.kernel.settings import get_settings
from tests.support.waiting import until

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([__name__])
NAME = "huiyin pool"  # of a worker's many connections; the others name themselves


class Worker:
    """A worker's process, and what it says."""

    def __init__(self, process: multiprocessing.Process, output: asyncio.StreamReader) -> None:
        self.process = process
        self.output = output

    async def says(self, event: bytes) -> None:
        """Wait until the worker logs this."""
        async with asyncio.timeout(30):
            while event not in (line := await self.output.readline()):
                assert line, "the worker ended before it said so"

    async def told_to_stop(self) -> int:
        """Tell it to stop, wait until it has, and return its exit code."""
        self.process.terminate()
        return await self.ended()

    async def killed(self) -> None:
        self.process.kill()
        await self.ended()

    async def ended(self) -> int:
        await until(lambda: not self.process.is_alive(), within=15)
        assert self.process.exitcode is not None
        return self.process.exitcode


@asynccontextmanager
async def started(*, url: str = "") -> AsyncIterator[Worker]:
    """A worker on the tests' database, or another, for the length of the block."""
    address = url or get_settings().database_url
    named = f"{address}{'&' if '?' in address else '?'}application_name={NAME.replace(' ', '%20')}"
    async with forked(worker.main, url=named) as found:
        await found.says(b"worker_started")
        yield found


@asynccontextmanager
async def forked(does: Callable[[], object], *, url: str) -> AsyncIterator[Worker]:
    """A process that does this with the test's settings; killed at the end."""
    reading, writing = FORKS.Pipe(duplex=False)
    environment = {**os.environ, "DATABASE_URL": url}
    process = FORKS.Process(target=_do, args=(does, environment, writing))
    with reading, writing:
        await asyncio.to_thread(process.start)
        writing.close()
        output = asyncio.StreamReader()
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(output), os.fdopen(os.dup(reading.fileno()), "rb")
        )
    found = Worker(process, output)
    try:
        yield found
    finally:
        await found.killed()
        transport.close()
        process.close()


def _do(does: Callable[[], object], environment: dict[str, str], output: Connection) -> None:
    os.environ.clear()
    os.environ.update(environment)
    get_settings.cache_clear()
    DB.config["dsn"] = get_settings().database_url  # read when this process's parent was imported
    os.dup2(output.fileno(), 1)
    Thread(target=_end_with_the_tests, daemon=True).start()
    does()


def _end_with_the_tests() -> None:
    """Leave no worker behind where the tests themselves were killed."""
    tests = multiprocessing.parent_process()
    assert tests is not None
    wait([tests.sentinel])
    os._exit(1)


async def tear_away(*names: str) -> None:
    """End the workers' connections, all unless some are named, as the database's restart does."""
    await rows(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        " AND application_name = ANY({})",
        names or [NAME, "huiyin worker", "huiyin mail", "huiyin sms"],
    )
