"""A worker with jobs that leave a trace, for tests to kill."""

import asyncio
import signal
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from backend.kernel import log
from backend.kernel.database import connected, rows, transaction
from backend.worker import work

HEARTBEAT = timedelta(seconds=1)


async def trace(payload: Mapping[str, Any], step: str) -> None:
    async with transaction():
        await rows("INSERT INTO job_trace (job, step) VALUES ({}, {})", payload["job"], step)


async def note(payload: Mapping[str, Any]) -> None:
    await trace(payload, "done")


async def slow(payload: Mapping[str, Any]) -> None:
    """Take long at the first attempt only."""
    done = await rows("SELECT count(*) AS n FROM job_trace WHERE job = {}", payload["job"])
    await trace(payload, "started")
    await asyncio.sleep(payload["seconds"] if done[0]["n"] == 0 else 0)
    await trace(payload, "done")


async def failing(payload: Mapping[str, Any]) -> None:
    await trace(payload, "failed")
    raise ValueError(f"call me at {payload['secret']}")


def main() -> None:
    """Work until told to stop."""
    log.configure()
    asyncio.run(_until_told_to_stop())


async def _until_told_to_stop() -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    jobs = {"probe.note": note, "probe.slow": slow, "probe.failing": failing}
    async with connected(size=4):
        await work(jobs, {}, stop=stop, heartbeat=HEARTBEAT)
