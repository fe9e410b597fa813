"""The server that comes along: adopted when left behind, stopped by its last user, never shared."""

import asyncio
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg
import psutil
import pytest

from backend.kernel import embedded
from backend.kernel.embedded import programs
from tests.support.folders import data_folder

HASTY = {"fsync": "off"}
HOLD = (
    "import sys; from pathlib import Path; from backend.kernel import embedded\n"
    "with embedded.running(Path(sys.argv[1])): print('ready', flush=True); sys.stdin.read()"
)


@pytest.fixture
def folder() -> Iterator[Path]:
    with data_folder() as found:
        yield found


@pytest.fixture
def holder(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that uses the server."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout.readline() == b"ready\n"
    yield process
    process.kill()
    process.communicate()
    with embedded.running(folder):
        pass  # stops what it left behind


def ask(url: str, sql: str) -> object:
    async def asked() -> object:
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()

    return asyncio.run(asked())


def pid_of(folder: Path) -> int | None:
    """Return the number of the running server."""
    path = folder / "pg" / "postmaster.pid"
    return int(path.read_text().split("\n")[0]) if path.exists() else None


def is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def is_gone(pid: int) -> bool:
    """Whether it ends: a stopping server takes its lock file away just before it exits."""
    try:
        psutil.Process(pid).wait(timeout=10)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        return not is_alive(pid)
    return True


def test_it_starts_keeps_its_data_and_leaves_no_process(folder):
    with embedded.running(folder, HASTY) as url:
        ask(url, "CREATE TABLE kept AS SELECT 1 AS one")
        pid = pid_of(folder)
    assert is_gone(pid)
    with embedded.running(folder, HASTY) as url:
        assert ask(url, "SELECT one FROM kept") == 1


def test_nobody_else_can_reach_it(folder):
    with embedded.running(folder, HASTY) as url:
        assert ask(url, "SHOW listen_addresses") == ""
        home = folder / "pg"
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        assert stat.S_IMODE((home / ".s.PGSQL.5432").stat().st_mode) == 0o700


def test_its_log_quotes_no_statement_and_no_row(folder):
    with embedded.running(folder, HASTY) as url:
        ask(url, "CREATE TABLE probe (phone text UNIQUE)")
        ask(url, "INSERT INTO probe VALUES ('13900001234')")
        with pytest.raises(asyncpg.UniqueViolationError):
            ask(url, "INSERT INTO probe VALUES ('13900001234')")
    said = "".join(path.read_text() for path in (folder / "pg" / "log").iterdir())
    assert "duplicate key" in said
    assert "13900001234" not in said


def test_a_server_left_behind_by_a_killed_process_is_adopted_and_stopped(folder, holder):
    pid = pid_of(folder)
    holder.kill()
    holder.wait()
    assert is_alive(pid)
    with embedded.running(folder) as url:
        assert ask(url, "SELECT 1") == 1
        assert pid_of(folder) == pid
    assert is_gone(pid)


def test_it_runs_until_its_last_user_is_gone(folder, holder):
    with embedded.running(folder):
        pid = pid_of(folder)
    assert is_alive(pid)
    holder.communicate()
    assert holder.returncode == 0
    assert is_gone(pid)


def test_ctrl_c_for_its_user_does_not_reach_the_server(folder, holder):
    pid = pid_of(folder)
    assert os.getsid(pid) != os.getsid(holder.pid)


def test_a_pid_file_whose_number_is_now_another_program_is_no_obstacle(folder):
    with embedded.running(folder, HASTY):
        pass
    other = subprocess.Popen(["sleep", "60"])
    try:
        (folder / "pg" / "postmaster.pid").write_text(f"{other.pid}\n{folder}/pg\n")
        with embedded.running(folder, HASTY) as url:
            assert ask(url, "SELECT 1") == 1
    finally:
        other.send_signal(signal.SIGTERM)
        other.wait()


def test_a_crashed_server_recovers(folder):
    with embedded.running(folder) as url:
        ask(url, "CREATE TABLE kept AS SELECT 1 AS one")
        pid = pid_of(folder)
        os.kill(pid, signal.SIGKILL)
        while is_alive(pid):
            time.sleep(0.001)
    with embedded.running(folder, HASTY) as url:
        assert ask(url, "SELECT one FROM kept") == 1


def test_a_half_made_cluster_is_never_used(folder):
    (folder / "pg.new" / "base").mkdir(parents=True)
    with embedded.running(folder, HASTY) as url:
        assert ask(url, "SELECT 1") == 1


def test_a_path_too_long_for_a_socket_gets_a_short_one(folder):
    deep = folder / ("x" * 60) / ("数据" * 10)
    deep.mkdir(parents=True)
    with embedded.running(deep, HASTY) as url:
        assert ask(url, "SELECT 1") == 1
        assert len(url) < 120
        sockets = Path(parse_qs(urlsplit(url).query)["host"][0])
        assert sockets.exists()
    assert not sockets.exists()


def test_a_folder_with_a_blank_and_a_quote_works(folder):
    odd = folder / "a b'c"
    odd.mkdir()
    with embedded.running(odd, HASTY) as url:
        assert ask(url, "SELECT 1") == 1


def test_data_of_another_version_is_refused_with_a_pointer(folder):
    (folder / "pg").mkdir()
    (folder / "pg" / "PG_VERSION").write_text("17\n")
    with pytest.raises(embedded.NotStarted, match=r"made by PostgreSQL 17.*Upgrading"):
        embedded.running(folder).__enter__()


def test_a_folder_that_cannot_be_written_is_refused(folder):
    (folder / "file").touch()
    with pytest.raises(embedded.NotStarted, match="cannot hold the database"):
        embedded.running(folder / "file").__enter__()


def test_binaries_its_user_may_not_enter_are_copied(folder):
    account = programs.system_account() if os.geteuid() == 0 else None
    found = programs.binaries(folder, account)
    assert (found / "postgres").exists()
    copied = programs.copied(programs.package(), folder)
    assert (copied / "initdb").exists()
    said = programs.run(copied / "postgres", "--version", account=account)
    assert said.startswith("postgres (PostgreSQL)")
