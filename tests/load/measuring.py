"""What the benchmark measures: rates in alternating rounds, processor time, memory, freshness."""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import asyncpg
import httpx
import psutil

from tests.support.served import ROOT, Served

CONNECTIONS = 16
ROUNDS = 5
SECONDS = 2.0  # a round
FRESH_TRIES = 10
FRESH_WITHIN = 1.0  # seconds


@dataclass
class Rates:
    """Answers a second, and processor microseconds an answer, round by round."""

    answers: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    middles: list[float] = field(default_factory=list)  # seconds of an answer
    slowest: list[float] = field(default_factory=list)  # seconds of the one in a hundred
    total: int = 0

    @property
    def rate(self) -> float:
        """Return the median rate."""
        return statistics.median(self.answers)

    @property
    def cost(self) -> float:
        """Return the median processor time of an answer, in microseconds."""
        return statistics.median(self.processor)


class Line(NamedTuple):
    """One comparison: ours beside something, and the ratio promised."""

    name: str
    ours: Rates
    other: Rates
    floor: float

    @property
    def ratio(self) -> float:
        """Return how many of the other's answers ours manages in the same time."""
        return self.ours.rate / self.other.rate

    def is_missed(self) -> bool:
        """Whether it is less than was promised."""
        return self.ratio < self.floor


def family(pid: int) -> list[psutil.Process]:
    """Return a server's processes, its keeper first."""
    keeper = psutil.Process(pid)
    return [keeper, *keeper.children(recursive=True)]


def processor_seconds(pid: int) -> float:
    """Return the processor time all of a server's processes have used."""
    times = [process.cpu_times() for process in family(pid)]
    return sum(used.user + used.system for used in times)


class Asked(NamedTuple):
    """What is asked: a page of a site, or a form of questions sent there."""

    site: Served
    path: str
    form: Path | None = None


async def round_of(
    asked: Asked, rates: Rates, seconds: float = SECONDS, *, connections: int = CONNECTIONS
) -> None:
    """Ask for one round, from a process of its own."""
    site, path, form = asked
    parts = urlsplit(site.address)
    before = processor_seconds(site.pid)
    client = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.load.client", str(parts.hostname), str(parts.port)),
        *(path, str(connections), str(seconds), *([str(form)] if form else [])),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await client.communicate()
    if client.returncode:
        raise RuntimeError(f"the load on {path} failed")
    found = json.loads(said)
    rates.answers.append(found["rate"])
    rates.middles.append(found["median"])
    rates.slowest.append(found["slowest_but_one_percent"])
    rates.total += found["answers"]
    used = processor_seconds(site.pid) - before
    rates.processor.append(used / found["answers"] * 1e6)


async def in_turn(contenders: dict[str, Asked]) -> dict[str, Rates]:
    """Let each answer for a round, again and again, so that all meet the same machine."""
    found = {name: Rates() for name in contenders}
    for asked in contenders.values():
        await round_of(asked, Rates(), seconds=0.5)  # nobody starts cold
    for _ in range(ROUNDS):
        for name, asked in contenders.items():
            await round_of(asked, found[name])
    return found


def memory(pid: int) -> list[tuple[str, float, float]]:
    """Return each process's name, resident and proportional memory, in MB."""
    found = []
    for at, process in enumerate(family(pid)):
        used = process.memory_full_info()
        name = "keeper" if at == 0 else f"web {at}"
        found.append((name, used.rss / 1e6, getattr(used, "pss", used.rss) / 1e6))
    return found


@contextmanager
def one_client_per_worker(site: Served, path: str) -> Iterator[list[httpx.Client]]:
    """Hold a kept connection to every web process, told apart by whose socket answers it."""
    clients: dict[int, httpx.Client] = {}
    workers = [process for process in family(site.pid)[1:] if process.net_connections("tcp")]
    spare: list[httpx.Client] = []
    try:
        for _ in range(200):
            client = httpx.Client(base_url=site.address)
            spare.append(client)
            client.get(path)
            owner = _owner(workers, _local_port(client))
            clients.setdefault(owner, client)
            if len(clients) == len(workers):
                break
        else:
            raise RuntimeError("some web process never answered")
        yield list(clients.values())
    finally:
        for client in spare:
            client.close()


def _local_port(client: httpx.Client) -> int:
    pool = client._transport._pool  # which socket
    stream = pool.connections[0]._connection._network_stream
    return int(stream.get_extra_info("client_addr")[1])


def _owner(workers: list[psutil.Process], port: int) -> int:
    for process in workers:
        if any(part.raddr and part.raddr.port == port for part in process.net_connections("tcp")):
            return process.pid
    return 0


async def freshness(site: Served, path: str) -> list[float]:
    """Return, for several changes, the seconds from COMMIT until every web process shows it."""
    connection = await asyncpg.connect(site.database_url)
    took = []
    try:
        with one_client_per_worker(site, path) as clients:
            for attempt in range(FRESH_TRIES):
                mark = f"改动{attempt:04d}"
                await connection.execute(CHANGE, mark)
                took.append(await asyncio.to_thread(_until_shown, clients, path, mark))
    finally:
        await connection.close()
    return took


CHANGE = """
UPDATE decision SET title = $1 WHERE id = (
    SELECT d.id FROM decision d JOIN catalogue c ON c.id = d.catalogue
    WHERE d.is_public AND d.current_version IS NOT NULL AND c.state = 'published'
    ORDER BY c.year DESC, d.seq LIMIT 1)
"""


def _until_shown(clients: list[httpx.Client], path: str, mark: str) -> float:
    committed = time.perf_counter()
    for client in clients:
        while mark not in client.get(path).text:
            if time.perf_counter() - committed > 10 * FRESH_WITHIN:
                raise RuntimeError("a change never showed")
    return time.perf_counter() - committed
