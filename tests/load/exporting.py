"""How fast all published opinions are handed out, and what the server needs to do it."""

import asyncio
import time
from contextlib import suppress
from typing import NamedTuple

import httpx

from tests.load.measuring import family
from tests.support.sending import path_of
from tests.support.served import Served

LEAST_RATE = 20_000  # rows a second
MOST_GROWTH = 60.0  # MB
LOOK_EVERY = 0.02  # seconds


class Exported(NamedTuple):
    """A file that was handed out."""

    rows: int
    seconds: float
    megabytes: float
    growth: float  # MB the server's processes grew by at the most

    @property
    def rate(self) -> float:
        """Return the rows a second."""
        return self.rows / self.seconds


async def measure_export(site: Served, slug: str) -> Exported:
    """Read the whole file as it comes, and watch the server's memory meanwhile."""
    async with httpx.AsyncClient(base_url=site.address, timeout=120) as client:
        (await client.get(path_of(slug))).raise_for_status()  # nobody is measured waking up
        idle, peak = resident(site), [0.0]
        watching = asyncio.create_task(_watch(site, peak))
        began = time.perf_counter()
        lines, size = 0, 0
        async with client.stream("GET", f"{path_of(slug)}.csv") as answer:
            answer.raise_for_status()
            async for part in answer.aiter_raw():
                lines += part.count(b"\n")
                size += len(part)
        seconds = time.perf_counter() - began
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
    return Exported(lines - 2, seconds, size / 1e6, max(peak) - idle)  # a header and an ending


def resident(site: Served) -> float:
    """Return the memory of all of a server's processes, in MB."""
    return sum(process.memory_info().rss for process in family(site.pid)) / 1e6


async def _watch(site: Served, peak: list[float]) -> None:
    while True:
        peak.append(await asyncio.to_thread(resident, site))
        await asyncio.sleep(LOOK_EVERY)
