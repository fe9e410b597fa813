"""How a command ends: with one sentence when it cannot go on, in good order when told to stop."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

TOLD = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(click.ClickException):
    """Why a command ends without having done what was asked."""

    exit_code = 1

    def format_message(self) -> str:
        """Return the sentence, without what a library may have wrapped around it."""
        return " ".join(self.message.split())


class Interrupts:
    """Whether somebody asked us to stop; waits for it, or breaks off what may be broken off."""

    def __init__(self) -> None:
        self.told = threading.Event()
        self.may_break_off = False

    @contextmanager
    def heard(self) -> Iterator["Interrupts"]:
        """Hear signals for the length of the block."""
        before = {number: signal.signal(number, self._hear) for number in TOLD}
        try:
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _hear(self, _: int, __: FrameType | None) -> None:
        self.told.set()
        if self.may_break_off:
            self.may_break_off = False
            raise SystemExit(0)

    @contextmanager
    def breaking_off(self) -> Iterator[None]:
        """Leave the block at once when told to stop; it must be safe to leave anywhere."""
        self.may_break_off = True
        try:
            if self.told.is_set():
                raise SystemExit(0)
            yield
        finally:
            self.may_break_off = False


def end_when_told() -> None:
    """Make SIGTERM unwind the stack like Ctrl-C does, so that what was opened is closed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


def end_with(lifeline: int) -> None:
    """End this process in good order when whoever holds the pipe's other end is gone."""

    def wait() -> None:
        os.read(lifeline, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="lifeline", daemon=True).start()
