"""The two commands, from an empty directory: start, stop, start again, and every way it cannot."""

import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from backend.kernel import embedded
from tests.support.commands import ROOT, Running, huiyin
from tests.support.folders import data_folder
from tests.support.served import free_port


@pytest.fixture
def settings() -> Iterator[dict[str, str]]:
    with data_folder() as folder:
        yield {"HUIYIN_DATA_DIR": str(folder), "HUIYIN_PORT": str(free_port())}
        folder.with_name(f"{folder.name}.log").unlink(missing_ok=True)


def left_of(folder: Path) -> list[str]:
    """Return the command lines of living processes that work in a data directory."""
    found = []
    for process in psutil.process_iter(["cmdline", "status", "environ"]):
        line = " ".join(process.info["cmdline"] or [])
        where = (process.info["environ"] or {}).get("HUIYIN_DATA_DIR", "")
        is_dead = process.info["status"] == psutil.STATUS_ZOMBIE
        if not is_dead and (str(folder) in line or where == str(folder)):
            found.append(line)
    return found


def test_from_nothing_to_an_open_page_and_back(settings):
    running = Running(**settings)
    said = running.said()
    assert running.address in said
    assert "office" in said
    assert "qingze-demo-2026" in said
    assert running.get("/").status_code == 200
    assert "2026" in running.get("/decisions").text
    assert running.stop(signal.SIGINT) == 0
    assert running.said().endswith("Stopped.\n")
    assert left_of(running.folder) == []

    again = Running(**settings)
    assert "Loading the demo" not in again.said()
    assert "qingze-demo-2026" in again.said()
    assert "2026" in again.get("/decisions").text
    assert again.stop(signal.SIGTERM) == 0
    assert left_of(running.folder) == []


def test_killed_it_leaves_nobody_in_the_way_and_the_next_start_adopts_the_database(settings):
    first = Running("--no-demo", **settings)
    server = int((first.folder / "pg" / "postmaster.pid").read_text().split()[0])
    first.kill()
    left_behind = {server, *(child.pid for child in psutil.Process(server).children())}
    others = [one for one in psutil.process_iter() if _works_for(one, first.folder)]
    _, alive = psutil.wait_procs([one for one in others if one.pid not in left_behind], timeout=30)
    assert not alive
    second = Running("--no-demo", **settings)
    assert int((second.folder / "pg" / "postmaster.pid").read_text().split()[0]) == server
    assert second.get("/readyz").status_code == 200
    assert second.stop() == 0
    assert left_of(second.folder) == []


def _works_for(process: psutil.Process, folder: Path) -> bool:
    try:
        return process.environ().get("HUIYIN_DATA_DIR") == str(folder)
    except psutil.Error:
        return False


def test_a_taken_port_is_said_in_one_sentence(settings):
    with closing(socket.create_server(("127.0.0.1", int(settings["HUIYIN_PORT"])))):
        ended = huiyin("run", **settings)
    assert ended.code == 1
    assert ended.said.count("\n") == 1
    assert f"Port {settings['HUIYIN_PORT']} of 127.0.0.1 is taken" in ended.said
    assert not (Path(settings["HUIYIN_DATA_DIR"]) / "pg").exists()


def test_a_data_directory_that_cannot_be_written_is_said_in_one_sentence(settings):
    in_the_way = Path(settings["HUIYIN_DATA_DIR"]) / "file"
    in_the_way.touch()
    ended = huiyin("run", **{**settings, "HUIYIN_DATA_DIR": str(in_the_way / "data")})
    assert ended.code == 1
    assert ended.said.count("\n") == 1
    assert "cannot be written" in ended.said
    assert "HUIYIN_DATA_DIR" in ended.said


@pytest.mark.parametrize("url", ["postgresql://huiyin:secret@127.0.0.1:1/huiyin", "not-an-address"])
def test_a_database_that_does_not_answer_is_said_in_one_sentence(settings, url):
    ended = huiyin("run", **settings, DATABASE_URL=url)
    assert ended.code == 1
    assert ended.said.count("\n") == 1
    assert "does not answer" in ended.said
    assert "secret" not in ended.said


def test_a_database_too_old_is_said_in_one_sentence(settings):
    with old_server() as port:
        url = f"postgresql://huiyin@127.0.0.1:{port}/huiyin?sslmode=disable"
        ended = huiyin("migrate", **settings, DATABASE_URL=url)
    assert ended.code == 1
    assert ended.said.count("\n") == 1
    assert "PostgreSQL 14" in ended.said
    assert "15 is needed" in ended.said


@contextmanager
def old_server() -> Iterator[int]:
    """Speaks just enough of the protocol to say it is PostgreSQL 14; gives its port."""
    version = b"server_version\x0014.9\x00"
    greeting = (
        b"R\x00\x00\x00\x08\x00\x00\x00\x00"
        b"S" + (len(version) + 4).to_bytes(4, "big") + version + b"Z\x00\x00\x00\x05I"
    )

    def answer() -> None:
        client, _ = listener.accept()
        with client, suppress(ConnectionError):
            client.recv(4096)
            client.sendall(greeting)
            client.recv(4096)

    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        thread = threading.Thread(target=answer)
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


def test_a_setting_that_cannot_work_is_named(settings):
    ended = huiyin("run", **{**settings, "HUIYIN_PORT": "many"})
    assert ended.code == 1
    assert ended.said.count("\n") == 1
    assert "HUIYIN_PORT" in ended.said


def test_a_python_too_old_is_said_in_one_sentence(tmp_path):
    python = tmp_path / "python3"
    python.write_text("#!/bin/sh\nexit 1\n")
    python.chmod(0o755)
    (tmp_path / "bin").mkdir()
    setup = tmp_path / "bin" / "setup"
    setup.write_bytes((ROOT / "bin" / "setup").read_bytes())
    ended = subprocess.run(
        ["bash", str(setup)], check=False, env={"PYTHON": str(python), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True,
    )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stderr == f"PYTHON={python} is not Python 3.11 or newer.\n"


def test_the_first_person_of_the_office_gets_in_and_the_doctor_is_content(settings):
    with embedded.running(Path(settings["HUIYIN_DATA_DIR"])):  # or each would start its own
        assert_first_person_gets_in(settings)
    assert left_of(Path(settings["HUIYIN_DATA_DIR"])) == []


def assert_first_person_gets_in(settings: dict[str, str]) -> None:
    assert huiyin("migrate", **settings).code == 0
    opened = huiyin(
        *("staff", "create", "wang.lan", "--name", "王岚", "--role", "office"),
        *("--unit", "office", "--unit-name", "县政府办公室", "--mail", "wang.lan@qingze.example"),
        **settings,
    )
    assert opened.code == 0, opened.said
    assert "wang.lan signs in at /desk/sign-in with the one-time password" in opened.said
    twice = huiyin(
        *("staff", "create", "wang.lan", "--name", "王岚", "--role", "office", "--unit", "office"),
        **settings,
    )
    assert twice.code == 1
    unknown = huiyin(
        *("staff", "create", "li.min", "--name", "李敏", "--role", "king", "--unit", "office"),
        **settings,
    )
    assert unknown.code == 1
    assert "No such role: king; there are office" in unknown.said
    nowhere = huiyin(
        *("staff", "create", "li.min", "--name", "李敏", "--role", "office", "--unit", "office"),
        *("--mail", "li.min"),
        **settings,
    )
    assert nowhere.code == 1
    assert "请写完整的电子邮箱" in nowhere.said
    refused = huiyin("demo", "load", **settings)
    assert refused.code == 1
    assert "for an empty database" in refused.said
    dumped = huiyin("pg", "pg_dump", "--schema-only", **settings)
    assert dumped.code == 0
    assert "CREATE TABLE public.journal_entry" in dumped.said
    examined = huiyin("doctor", **settings)
    assert examined.code == 0, examined.said
    assert "Nothing keeps Huiyin from working." in examined.said


def test_the_doctor_says_what_is_wrong_and_how_to_mend_it(settings):
    ended = huiyin(
        "doctor",
        **settings,
        DATABASE_URL="postgresql://huiyin@127.0.0.1:1/huiyin",
        HUIYIN_SECRET_KEY="short",
        HUIYIN_SMTP_URL="smtp://127.0.0.1:1",
    )
    assert ended.code == 1
    for words in ("does not answer", "correct DATABASE_URL", "openssl rand -hex 32"):
        assert words in ended.said
    assert "HUIYIN_SMTP_URL" in ended.said
    assert "3 to mend." in ended.said


def test_web_and_worker_refuse_a_schema_that_is_behind(settings):
    for command in ("web", "worker"):
        ended = huiyin(command, **settings)
        assert ended.code == 1
        assert "Run bin/huiyin migrate." in ended.said
    assert left_of(Path(settings["HUIYIN_DATA_DIR"])) == []
