"""Processes that take turns: both meet the same machine, however its speed changes."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from tests.support.served import ROOT


@asynccontextmanager
async def running(
    *command: str, env: Mapping[str, str] | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a module of ours; it is told to end at the end, halted or not."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *command),
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            go_on(process)
        await process.communicate()


def halt(process: asyncio.subprocess.Process) -> None:
    """Stop it where it is."""
    if process.returncode is None:
        process.send_signal(signal.SIGSTOP)


def go_on(process: asyncio.subprocess.Process) -> None:
    """Let it go on from there."""
    if process.returncode is None:
        process.send_signal(signal.SIGCONT)
