"""The database a command works on: the one DATABASE_URL names, or the one that comes along."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from backend.cli.stopping import Stopped
from backend.kernel import embedded
from backend.kernel.settings import get_settings

T = TypeVar("T")
LEAST_CONNECTIONS = 100  # PostgreSQL's own default
SPARE_CONNECTIONS = 30


@contextmanager
def database(*, must_be_current: bool = False) -> Iterator[None]:
    """Have a database for the length of the block; raise Stopped when there is none."""
    if get_settings().database_url:
        _check(must_be_current=must_be_current)
        yield
        return
    folder = data_folder()
    try:
        with embedded.running(folder, {"max_connections": str(_connections())}) as url:
            os.environ["DATABASE_URL"] = url
            get_settings.cache_clear()
            _check(must_be_current=must_be_current)
            yield
    except embedded.NotStarted as reason:
        raise Stopped(str(reason)) from reason


def data_folder() -> Path:
    """Return the data directory, made if need be; raise Stopped when it cannot be written."""
    folder = get_settings().data_dir.expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        sentence = f"The data directory {folder} cannot be written ({error.strerror}):"
        raise Stopped(f"{sentence} choose another with HUIYIN_DATA_DIR.") from error
    return folder


def _connections() -> int:
    settings = get_settings()
    wanted = (settings.web_workers + 1) * (settings.pool_size + 1) + SPARE_CONNECTIONS
    return max(LEAST_CONNECTIONS, wanted)


def _check(*, must_be_current: bool) -> None:
    from backend.kernel.health import State, check_database

    for finding in asyncio.run(check_database()):
        matters = finding.check == "database" or (must_be_current and finding.check == "migrations")
        if matters and finding.state is State.FAILED:
            raise Stopped(f"{finding.said} {finding.remedy}")


def in_database(work: Callable[[], Awaitable[T]]) -> T:
    """Run asynchronous work with the pool open, turning a refusal into one sentence."""
    from backend.kernel.database import connected
    from backend.kernel.errors import DomainError, Invalid

    async def connect_and_work() -> T:
        async with connected():
            return await work()

    try:
        return asyncio.run(connect_and_work())
    except Invalid as refused:
        said = [str(refused.message), *(f"{name}: {text}" for name, text in refused.fields.items())]
        raise Stopped(" ".join(said)) from refused
    except DomainError as refused:
        raise Stopped(str(refused.message)) from refused
