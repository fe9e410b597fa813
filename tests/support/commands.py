"""Our own commands as a person at the shell meets them: processes, exit codes, what they say."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import httpx

ROOT = Path(__file__).parents[2]
OURS = ("HUIYIN_", "DATABASE_URL")


class Ended(NamedTuple):
    """How a command went."""

    code: int
    said: str


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Return this process's environment with these settings and none of the tests' own."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**bare, "PYTHONPATH": str(ROOT), **settings}


def huiyin(*arguments: str, **settings: str) -> Ended:
    """Run a command to its end."""
    done = subprocess.run(
        [sys.executable, "-m", "backend.cli", *arguments],
        check=False,
        cwd="/",
        env=environment(settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )
    return Ended(done.returncode, done.stdout.decode())


class Running:
    """`huiyin run` in a process of its own."""

    def __init__(self, *arguments: str, **settings: str) -> None:
        self.address = f"http://127.0.0.1:{settings['HUIYIN_PORT']}"
        self.folder = Path(settings["HUIYIN_DATA_DIR"])
        self.log = self.folder.with_name(f"{self.folder.name}.log")
        began = time.monotonic()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "backend.cli", "run", *arguments],
                cwd="/",
                env=environment(settings),
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._await_banner()
        self.started_in = time.monotonic() - began

    def _await_banner(self) -> None:
        deadline = time.monotonic() + 90
        while "Press Ctrl-C" not in self.said():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise AssertionError(self.said())
            time.sleep(0.02)

    def said(self) -> str:
        """Return what it printed so far."""
        return self.log.read_text()

    def get(self, path: str) -> httpx.Response:
        """Ask for a page."""
        return httpx.get(self.address + path, timeout=20)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to stop, and return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(60)

    def kill(self) -> None:
        """End it as the kernel does when memory is short."""
        self.process.kill()
        self.process.wait()
