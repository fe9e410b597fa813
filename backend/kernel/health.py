"""Whether this installation can work: what `huiyin doctor` and `/readyz` look at.

Each check returns findings in plain English for the person at the shell, with what to do.
"""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlsplit

import asyncpg
from aiosmtplib import SMTPException

from backend.kernel import clock, migrations
from backend.kernel.database import LOWEST_VERSION
from backend.kernel.mail_server import mail_server
from backend.kernel.sealing import KEY_FILE
from backend.kernel.settings import get_settings

LEAST_SPACE = 200 * 1024 * 1024  # bytes: below it PostgreSQL may stop
LITTLE_SPACE = 2 * 1024 * 1024 * 1024  # bytes
CLOCK_MAY_DIFFER = 2.0  # seconds
CLOCK_MUST_NOT_DIFFER = 30.0  # seconds: one-time codes last that long
LEAST_SECRET = 32  # characters
OTHER_CONNECTIONS = 10  # worker's listener and locks, migrations, a person with psql


class State(StrEnum):
    """How a check went."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


class Finding(NamedTuple):
    """One thing looked at: how it is, and how to mend it."""

    check: str
    state: State
    said: str
    remedy: str = ""


class Figure(NamedTuple):
    """One figure for whoever watches; labels never name a person."""

    name: str
    meaning: str
    value: float
    labels: Mapping[str, str] = {}


class DatabaseState(NamedTuple):
    """What the database says of itself."""

    version: float
    now: datetime
    applied: frozenset[str]
    most_connections: int


def database_name(url: str) -> str:
    """Return where a database is, without user and password."""
    parts = urlsplit(url)
    place = parts.hostname or "local socket"
    return f"{place}:{parts.port or 5432}{parts.path}"


async def look_at_database(*, patience: float = 3.0) -> DatabaseState:
    """Return the state of the database over a connection of its own; raises what asyncpg raises."""
    async with asyncio.timeout(patience):
        connection = await asyncpg.connect(get_settings().database_url)
        try:
            version = connection.get_server_version().major
            if version < LOWEST_VERSION:
                return DatabaseState(version, clock.now(), frozenset(), 0)
            row = await connection.fetchrow(
                "SELECT clock_timestamp() AS now, to_regclass('migration') IS NOT NULL AS has,"
                " current_setting('max_connections')::int AS most"
            )
            sql = "SELECT name FROM migration WHERE app_name = 'huiyin'"
            applied = await connection.fetch(sql) if row["has"] else []
        finally:
            connection.terminate()
    names = frozenset(found["name"] for found in applied)
    return DatabaseState(version, row["now"], names, row["most"])


async def check_database() -> list[Finding]:
    """Look at the database: does it answer, its version, schema, clock and connections."""
    where = database_name(get_settings().database_url)
    try:
        state = await look_at_database()
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as e:
        said = f"PostgreSQL at {where} does not answer ({type(e).__name__})."
        remedy = "Start it, or correct DATABASE_URL; its log says why it refuses."
        return [Finding("database", State.FAILED, said, remedy)]
    version = _version(state, where)
    if version.state is State.FAILED:
        return [version]
    return [version, check_migrations(state), check_clock(state), _connections(state)]


def _version(state: DatabaseState, where: str) -> Finding:
    if state.version < LOWEST_VERSION:
        said = f"PostgreSQL {state.version:g} at {where} is too old: {LOWEST_VERSION:g} is needed."
        return Finding("database", State.FAILED, said, "Upgrade the server, then start again.")
    return Finding("database", State.OK, f"PostgreSQL {state.version:g} at {where}")


def check_migrations(state: DatabaseState) -> Finding:
    """Compare the schema with what this release expects."""
    expected = migrations.known()
    missing = [name for name in expected if name not in state.applied]
    if missing:
        said = f"{len(missing)} of {len(expected)} migrations are missing."
        return Finding("migrations", State.FAILED, said, "Run bin/huiyin migrate.")
    if unknown := len(state.applied) - len(expected):
        said = f"{unknown} migrations are of a newer release than this one."
        return Finding("migrations", State.WARNING, said, "Start the newer release.")
    return Finding("migrations", State.OK, f"all {len(expected)} applied")


def check_clock(state: DatabaseState) -> Finding:
    """Compare our clock with the database's: deadlines are held against the latter."""
    apart = abs((clock.now() - state.now).total_seconds())
    if apart <= CLOCK_MAY_DIFFER:
        return Finding("clock", State.OK, f"{apart:.1f} s from the database's")
    said = f"This machine's clock and the database's are {apart:.0f} s apart."
    is_bad = apart > CLOCK_MUST_NOT_DIFFER
    kind = State.FAILED if is_bad else State.WARNING
    return Finding("clock", kind, said, "Let NTP set both clocks; deadlines and codes need it.")


def _connections(state: DatabaseState) -> Finding:
    settings = get_settings()
    wanted = settings.web_workers * (settings.pool_size + 1) + settings.pool_size
    wanted += OTHER_CONNECTIONS
    if wanted <= state.most_connections:
        return Finding("connections", State.OK, f"{wanted} of {state.most_connections} at most")
    said = f"{wanted} connections may be wanted, the server allows {state.most_connections}."
    remedy = "Lower HUIYIN_WEB_WORKERS or HUIYIN_POOL_SIZE, or raise max_connections."
    return Finding("connections", State.WARNING, said, remedy)


def check_disk() -> Finding:
    """Look whether the data directory can be written and has room."""
    folder = get_settings().data_dir.resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x" * 4096)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        said = f"{folder} cannot be written: {error.strerror}."
        remedy = "Give it to the user who runs Huiyin, or set HUIYIN_DATA_DIR."
        return Finding("disk", State.FAILED, said, remedy)
    said = f"{folder} has {free / 1024**3:.1f} GB free"
    if free < LITTLE_SPACE:
        kind = State.FAILED if free < LEAST_SPACE else State.WARNING
        return Finding("disk", kind, said + ".", "Make room or move HUIYIN_DATA_DIR.")
    return Finding("disk", State.OK, said)


def check_secret_key() -> Finding:
    """Look whether secrets at rest have a key that will still be there tomorrow."""
    given = get_settings().secret_key.get_secret_value()
    path = get_settings().data_dir / KEY_FILE
    if given:
        if len(given) >= LEAST_SECRET:
            return Finding("secret key", State.OK, "given by HUIYIN_SECRET_KEY")
        said = f"HUIYIN_SECRET_KEY is shorter than {LEAST_SECRET} characters."
        remedy = "Set one made with: openssl rand -hex 32. Second factors must be enrolled anew."
        return Finding("secret key", State.FAILED, said, remedy)
    if not path.exists():
        said = "none yet; it is made at first use"
        return Finding("secret key", State.OK, said)
    if path.stat().st_mode & 0o077:
        remedy = f"Run: chmod 600 {path}"
        return Finding("secret key", State.WARNING, f"{path} is open to others.", remedy)
    return Finding("secret key", State.OK, f"{path} (back it up with the database)")


async def check_mail() -> Finding:
    """Greet the mail server, and sign in where a user is given; nothing is sent."""
    url = get_settings().smtp_url.get_secret_value()
    if not url:
        remedy = (
            "Set HUIYIN_SMTP_URL, HUIYIN_MAIL_FROM and HUIYIN_ORIGIN; until then mail is kept,"
            " to be read at /desk/mailbox."
        )
        return Finding("mail", State.WARNING, "not configured", remedy)
    where = urlsplit(url)
    try:
        async with mail_server(patience=5) as server:
            await server.noop()
    except (OSError, SMTPException, ValueError) as error:
        said = f"The mail server {where.hostname} does not let us in ({type(error).__name__})."
        return Finding("mail", State.FAILED, said, "Correct HUIYIN_SMTP_URL or start the server.")
    if not get_settings().mail_from:
        return Finding("mail", State.FAILED, "No sender is set.", "Set HUIYIN_MAIL_FROM.")
    if not get_settings().origin:
        said = "Mail is kept, not sent: nobody said under which address its links lead here."
        return Finding("mail", State.FAILED, said, "Set HUIYIN_ORIGIN.")
    return Finding("mail", State.OK, f"{where.hostname} answers")


async def check_everything() -> list[Finding]:
    """Return every finding, the failed ones included; raises nothing."""
    found = await check_database()
    found += [check_disk(), check_secret_key(), await check_mail()]
    if os.geteuid() == 0:
        remedy = "Run it as a system user of its own; see docs/operations.md."
        found.append(Finding("user", State.WARNING, "running as root", remedy))
    return found
