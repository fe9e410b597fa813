"""Several processes use one server: the first starts it, the last stops it."""

import fcntl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from backend.kernel.embedded.cluster import OPTIONS, Cluster
from backend.kernel.embedded.programs import NotStarted


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


def _start(folder: Path, options: Mapping[str, str]) -> tuple[Cluster, IO[str]]:
    """Return the running server and the mark of our use; one process at a time."""
    server = Cluster(folder, options)
    with _locked(folder / "server.lock"):
        use = _share(folder / "server.users")
        try:
            server.start()
        except BaseException:
            use.close()
            raise
    return server, use


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
