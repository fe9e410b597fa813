"""A PostgreSQL for this test run: the embedded one, or the one HUIYIN_TEST_SERVER names."""

import asyncio
import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from backend.kernel import embedded

# Nothing here outlives the run, so nothing need reach the disk.
DEMO = "HUIYIN_TEST_DEMO"
HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Server(NamedTuple):
    """Where the tests' own database is, and what must go away with it."""

    admin_url: str
    name: str
    folder: Path
    embedded: ExitStack

    @property
    def environment(self) -> dict[str, str]:
        """Return the settings under which the product is tested."""
        return {
            "DATABASE_URL": _with_database(self.admin_url, self.name),
            "HUIYIN_DATA_DIR": str(self.folder),
            "HUIYIN_SECRET_KEY": "only-for-tests-only-for-tests-only",
            "HUIYIN_IS_CACHE_ON": "false",
        }

    @property
    def inherited(self) -> dict[str, str]:
        """Return what the processes that share the work inherit: one server, one demo county."""
        return {"HUIYIN_TEST_SERVER": self.admin_url, DEMO: f"{self.name}_demo"}

    def stop(self) -> None:
        """Drop the databases, stop the server if it is ours, remove the files."""
        for name in (self.name, self.inherited[DEMO]):
            asyncio.run(_run(self.admin_url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        self.embedded.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def start(*, is_hasty: bool = True) -> Server:
    """Return a running server with an empty database of a name nobody else has.

    A hasty one of our own may lose what it has committed; how fast that is tells nothing.
    """
    folder = Path(tempfile.mkdtemp(prefix="huiyin-test-"))
    folder.chmod(0o755)  # as root, the server runs as a user of its own
    url = os.environ.get("HUIYIN_TEST_SERVER", "")
    stack = ExitStack()
    if not url:
        haste = HASTY if is_hasty else {}
        url = stack.enter_context(embedded.running(folder, {**haste, "max_connections": "400"}))
    name = f"huiyin_test_{secrets.token_hex(4)}"
    asyncio.run(_run(url, f'CREATE DATABASE "{name}"'))
    return Server(url, name, folder, stack)


def _with_database(url: str, name: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


@asynccontextmanager
async def another_database(name: str, *, like: str = "template1") -> AsyncIterator[str]:
    """A further database on the tests' server for the length of the block; gives its address."""
    own = os.environ["DATABASE_URL"]
    admin = _with_database(own, "postgres")
    await _run(admin, f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    try:
        yield _with_database(own, name)
    finally:
        await _run(admin, f'DROP DATABASE "{name}" WITH (FORCE)')


async def made_once(name: str, make: Callable[[str], Awaitable[None]]) -> None:
    """Have a database of this name, filled by whoever comes first; the others wait for it."""
    admin = _with_database(os.environ["DATABASE_URL"], "postgres")
    connection = await asyncpg.connect(admin)
    try:
        await connection.execute("SELECT pg_advisory_lock(hashtext($1))", name)
        if await connection.fetchval("SELECT true FROM pg_database WHERE datname = $1", name):
            return
        async with another_database(draft := f"{name}_draft") as url:
            await make(url)
            await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{draft}"')
    finally:
        await connection.close()


async def _run(url: str, sql: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


async def empty_every_table() -> None:
    """Empty all tables but those the migrations fill, append-only ones too."""
    url = os.environ["DATABASE_URL"]
    connection = await asyncpg.connect(url)
    try:
        names = await connection.fetch(
            "SELECT format('%I', relname) AS name FROM pg_class JOIN pg_namespace n"
            " ON n.oid = relnamespace WHERE nspname = 'public' AND relkind = 'r'"
            " AND relname NOT IN ('migration', 'procedure_rule', 'moderation_rule',"
            " 'consultation_period_rule')"  # filled by migrations
        )
        await connection.execute("SET session_replication_role = replica")
        for row in names:
            await connection.execute(f"DELETE FROM {row['name']}")
    finally:
        await connection.close()
