"""Bringing the schema up to date: one process at a time, and never behind a long lock."""

import contextlib
import io
import re
from pathlib import Path

import asyncpg

from backend.kernel.database import DB, LOWEST_VERSION
from backend.kernel.errors import Unavailable
from backend.kernel.language import say
from backend.kernel.settings import get_settings

LOCK = 7_240_081  # any number, the same for every process of this product
FOLDER = Path(__file__).parents[2] / "migrations"
ID_LINE = re.compile(r'^ID = "(.+)"$', re.MULTILINE)


async def migrate() -> None:
    """Apply what is missing, once, while others wait; raise Unavailable on a server too old."""
    connection = await asyncpg.connect(get_settings().database_url, timeout=10)
    try:
        if connection.get_server_version().major < LOWEST_VERSION:
            raise Unavailable(say("PostgreSQL 版本太旧，至少需要 15。"))
        await connection.execute("SELECT pg_advisory_lock($1)", LOCK)
        await _run_forwards()
    finally:
        await connection.close()


async def _run_forwards() -> None:
    """Let Piccolo apply the migrations; its chatter is shown only when it gives up."""
    # Here, because it loads a code formatter that no serving process needs.
    from piccolo.apps.migrations.commands.forwards import run_forwards  # noqa: PLC0415

    chatter = io.StringIO()
    try:
        with contextlib.redirect_stdout(chatter):
            await run_forwards("all")
    except SystemExit as gave_up:
        raise RuntimeError(chatter.getvalue()) from gave_up


def known() -> list[str]:
    """Return the ids of the migrations in the folder, oldest first."""
    return sorted(ID_LINE.findall("\n".join(path.read_text() for path in FOLDER.glob("m*.py"))))


async def missing() -> list[str]:
    """Return the ids of migrations the database has not had yet."""
    present = await DB._run_in_new_connection(  # noqa: SLF001 - before the pool exists
        "SELECT to_regclass('migration') IS NOT NULL AS has"
    )
    if not present[0]["has"]:
        return known()
    applied = await DB._run_in_new_connection(  # noqa: SLF001
        "SELECT name FROM migration WHERE app_name = 'huiyin'"
    )
    done = {row["name"] for row in applied}
    return [name for name in known() if name not in done]
