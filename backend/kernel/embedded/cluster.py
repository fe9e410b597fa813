"""One cluster: made, started, recognised when it runs already, stopped."""

import contextlib
import hashlib
import os
import shlex
import shutil
import stat
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import psutil

from backend.kernel.embedded.programs import (
    SYSTEM_USER,
    Account,
    NotStarted,
    binaries,
    may_enter,
    run,
    system_account,
)

LONGEST_SOCKET_FOLDER = 90  # bytes; the kernel's limit is 104 to 108 with the file's name
PORT = 5432  # only part of the socket's name: nothing listens on the network
PATIENCE = 300  # seconds: recovery after a crash takes its time
LAST_CHECKPOINT = 60  # seconds
ORPHANS_GONE = 20  # seconds
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


class Cluster:
    """One cluster: where it is, as whom it runs, which binaries."""

    def __init__(self, folder: Path, options: Mapping[str, str]) -> None:
        self.home = folder / "pg"
        self.account = system_account() if os.geteuid() == 0 else None
        self.socket_folder = socket_folder(self.home)
        self.options = {**options, "unix_socket_directories": str(self.socket_folder)}
        self.bin = binaries(folder, self.account)

    @property
    def url(self) -> str:
        """Return where the server answers."""
        return f"postgresql://postgres@/postgres?host={quote(str(self.socket_folder))}&port={PORT}"

    def start(self) -> None:
        """Make the cluster if there is none, and start its server unless it runs already."""
        make_folder(self.socket_folder, self.account)
        if not (self.home / "PG_VERSION").exists():
            self._create()
        self._check_version()
        if self._is_running():
            self._run("pg_isready", "-q", "-t", str(PATIENCE), "-h", str(self.socket_folder))
        else:
            self._launch()

    def _launch(self) -> None:
        """Start the server, also while its killed predecessor's processes are on their way out."""
        options = " ".join(f"-c {name}={shlex.quote(v)}" for name, v in self.options.items())
        log = str(self.home / "start.log")
        deadline = time.monotonic() + ORPHANS_GONE
        while True:
            try:
                self._control("start", "-w", "-t", str(PATIENCE), "-l", log, "-o", options)
            except NotStarted as reason:
                said = self._last_said()
                if "shared memory" not in said or time.monotonic() > deadline:
                    raise NotStarted(f"{reason} {said}") from reason
                time.sleep(0.2)
            else:
                return

    def _last_said(self) -> str:
        """Return the last lines of the server's own log."""
        logs = [self.home / "start.log", *(self.home / "log").glob("*.log")]
        newest = max(filter(Path.exists, logs), key=lambda path: path.stat().st_mtime)
        return " ".join(newest.read_text(errors="replace").splitlines()[-4:])[-600:]

    def stop(self) -> None:
        """Stop the server after its last checkpoint, if it runs."""
        if self._is_running():
            self._control("stop", "-w", "-t", str(LAST_CHECKPOINT), "-m", "fast")
        if self.socket_folder != self.home:
            with contextlib.suppress(OSError):  # gone already, or not empty
                self.socket_folder.rmdir()

    def _create(self) -> None:
        """Make the cluster beside its place, then move it in: a half-made one is never used."""
        unfinished = self.home.with_name("pg.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        make_folder(unfinished, self.account)
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
        """Whether the server runs; lock files left by a dead one are removed.

        Its number may be another program's by now, or a zombie's where nothing reaps them (a
        container): PostgreSQL would take either for itself. That no process of the dead server
        is left, it sees for itself by the shared memory.
        """
        pid_file = self.home / "postmaster.pid"
        try:
            process = psutil.Process(int(pid_file.read_text().split("\n", 1)[0]))
            is_ours = "postgres" in process.name() and process.status() != psutil.STATUS_ZOMBIE
        except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
            return False
        if not is_ours:
            pid_file.unlink()
            (self.socket_folder / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)
        return is_ours

    def _run(self, program: str, *arguments: str) -> str:
        return run(self.bin / program, *arguments, account=self.account)

    def _control(self, verb: str, *arguments: str) -> None:
        self._run("pg_ctl", verb, "-s", "-D", str(self.home), *arguments)


def make_folder(folder: Path, account: Account | None) -> None:
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
    if not may_enter(folder, account):
        message = (
            f"The system user {SYSTEM_USER} cannot reach {folder}: choose a HUIYIN_DATA_DIR outside"
            " home directories, such as /var/lib/huiyin."
        )
        raise NotStarted(message)


def socket_folder(home: Path) -> Path:
    """Return where the socket stands: with the data, or in a short path of our own."""
    if len(os.fsencode(home)) <= LONGEST_SOCKET_FOLDER:
        return home
    mark = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    return Path("/tmp") / f"huiyin-{os.geteuid()}-{mark}"  # noqa: S108 - owner and mode are checked
