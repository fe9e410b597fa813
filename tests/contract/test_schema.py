"""The schema that migrations build is the one the tables declare, and what is added by hand."""

import importlib
import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
from piccolo.table import sort_table_classes

from backend.piccolo_app import APP_CONFIG
from tests.support import server

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[2]
MIGRATIONS = ROOT / "migrations"

COLUMNS = """
SELECT table_name || '.' || column_name || ' ' || data_type
       || coalesce(character_maximum_length::text, '')
       || ' ' || is_nullable || ' ' || coalesce(column_default, '') || ' ' || coalesce(udt_name, '')
FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ANY($1)
"""
CONSTRAINTS = """
SELECT rel.relname || '.' || c.conname || ' ' || pg_get_constraintdef(c.oid)
FROM pg_constraint c JOIN pg_class rel ON rel.oid = c.conrelid
JOIN pg_namespace n ON n.oid = rel.relnamespace
WHERE n.nspname = 'public' AND rel.relname = ANY($1) AND c.contype NOT IN ('t', 'n')
"""
INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY($1)"


@pytest.fixture
async def migrated(app: object) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(os.environ["DATABASE_URL"])
    yield connection
    await connection.close()


@pytest.fixture
async def declared(app: object) -> AsyncIterator[asyncpg.Connection]:
    """A database made from the declarations alone."""
    name = f"huiyin_declared_{secrets.token_hex(4)}"
    async with server.another_database(name) as url:
        connection = await asyncpg.connect(url)
        for table in sort_table_classes(list(APP_CONFIG.table_classes)):
            for statement in table.create_table().ddl:
                await connection.execute(statement)
        yield connection
        await connection.close()


def names() -> list[str]:
    return sorted(table._meta.tablename for table in APP_CONFIG.table_classes)


async def described(connection: asyncpg.Connection, question: str) -> set[str]:
    return {row[0] for row in await connection.fetch(question, names())}


def written_by_hand() -> str:
    """The text of every migration that was not generated."""
    return "\n".join(
        text
        for path in MIGRATIONS.glob("m*.py")
        if "manager.add_raw(" in (text := path.read_text())
    )


@pytest.mark.parametrize("question", [COLUMNS, CONSTRAINTS], ids=["columns", "constraints"])
async def test_migrations_build_what_tables_declare(
    migrated: asyncpg.Connection, declared: asyncpg.Connection, question: str
) -> None:
    assert await described(migrated, question) == await described(declared, question)


async def test_every_declared_index_is_migrated(
    migrated: asyncpg.Connection, declared: asyncpg.Connection
) -> None:
    assert await described(declared, INDEXES) <= await described(migrated, INDEXES)


async def test_every_other_index_stands_in_a_handwritten_migration(
    migrated: asyncpg.Connection, declared: asyncpg.Connection
) -> None:
    by_hand = written_by_hand()
    extra = await described(migrated, INDEXES) - await described(declared, INDEXES)
    strays = [found for found in extra if re.split(r"\bINDEX (\w+) ", found)[1] not in by_hand]
    assert not strays


async def test_no_table_is_unknown(migrated: asyncpg.Connection) -> None:
    """Beside our own there are Piccolo's list of migrations and what a handwritten one creates."""
    rows = await migrated.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    strays = {row[0] for row in rows} - set(names()) - {"migration"}
    by_hand = written_by_hand()
    assert not [name for name in strays if name not in by_hand and not name.startswith("pgqueuer")]


async def test_every_foreign_key_finds_its_rows_by_index(migrated: asyncpg.Connection) -> None:
    """Where the parent may go (cascade), the child is looked up by that column."""
    rows = await migrated.fetch("""
        SELECT rel.relname || '.' || a.attname AS place FROM pg_constraint c
        JOIN pg_class rel ON rel.oid = c.conrelid
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f' AND c.confdeltype = 'c' AND NOT EXISTS (
            SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1])
    """)
    assert not [row["place"] for row in rows]


def test_migrations_run_in_the_order_of_their_names() -> None:
    """Piccolo orders by ID, people by name: both must say the same."""
    files = sorted(MIGRATIONS.glob("m*.py"))
    ids = [importlib.import_module(f"migrations.{path.stem}").ID for path in files]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)
    numbers = [int(path.stem[1:5]) for path in files]
    assert len(set(numbers)) == len(numbers)


def test_every_file_in_the_folder_is_a_migration_by_name() -> None:
    strays = [
        path.name for path in MIGRATIONS.glob("*.py") if not re.match(r"m\d{4}_\w+\.py$", path.name)
    ]
    assert strays in ([], ["__init__.py"])


def test_the_tables_have_no_change_without_a_migration(tmp_path: Path) -> None:
    """What `bin/migration` would write, tried on a copy of the folder."""
    for part in ("backend", "migrations"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    before = {path.name for path in (tmp_path / "migrations").iterdir()}
    command = [sys.executable, "-m", "piccolo.main", "migrations", "new", "huiyin", "--auto"]
    ran = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "PICCOLO_CONF": "backend.piccolo_conf", "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    after = {path.name for path in (tmp_path / "migrations").iterdir()} - {"__pycache__"}
    assert after == before - {"__pycache__"}, ran.stdout
    assert "No changes detected" in ran.stdout + ran.stderr, ran.stdout + ran.stderr
