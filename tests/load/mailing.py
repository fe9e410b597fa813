"""How fast a full queue goes out beside a bare loop, and what filling it costs who submits.

The real worker delivers to a server that takes everything; the bare loop sends one letter, made
beforehand, to the same server over one connection of the same library. Both are timed there.
"""

import asyncio
import json
import os
import statistics
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import psutil

from tests.load.mail_sink import EVERY
from tests.load.measuring import Asked, Rates, round_of
from tests.load.submitting import AS_MEASURED, filled_in
from tests.support.sending import open_consultation, path_of
from tests.support.served import ROOT, run, serving

LETTERS = int(os.environ.get("HUIYIN_BENCH_LETTERS", "50000")) // EVERY * EVERY
BARE = max(5, LETTERS // EVERY // 5) * EVERY  # letters of a round of the bare loop
MOST_GROWTH = 16.0  # MB, from the first thousands to the last
DIGESTS = 100_000
QUIET_ROUNDS = 4
MOST_ROUNDS = 12  # by then some tens of thousands are in
MAIL = {"HUIYIN_MAIL_FROM": "huiyin@qingze.example", "HUIYIN_ORIGIN": "https://hy.qingze.example"}


class Mailed(NamedTuple):
    """How both did, and how far the worker's memory grew."""

    ours: Rates
    bare: Rates
    growth: float  # MB


class Sink(NamedTuple):
    """The server that takes everything."""

    port: int
    process: asyncio.subprocess.Process

    async def far(self) -> tuple[int, float]:
        """Return how many letters came, and when, after the next thousand."""
        assert self.process.stdout is not None
        said = json.loads(await asyncio.wait_for(self.process.stdout.readline(), 60))
        return said["letters"], said["at"]


async def measure_mailing(database_url: str) -> Mailed:
    """Let the bare loop and the worker send in turn."""
    ours, bare = Rates(), Rates()
    file = Path(os.environ["HUIYIN_DATA_DIR"]) / "letter.eml"
    env = {"DATABASE_URL": database_url, **MAIL}
    await run("-m", "tests.load.letters", str(file), env=env)
    await run("-m", "tests.load.letters", str(LETTERS), "letter", env=env)
    async with _sink() as sink:
        loop = ("-m", "tests.load.bare_mail", str(sink.port), str(file), str(BARE))
        await _timed(sink, loop, env, rates=bare, letters=BARE)
        worker = ("-m", "backend.cli", "worker")
        env["HUIYIN_SMTP_URL"] = f"smtp://127.0.0.1:{sink.port}"
        growth = await _timed(sink, worker, env, rates=ours, letters=LETTERS)
        await _timed(sink, loop, env, rates=bare, letters=BARE)
    return Mailed(ours, bare, growth)


@asynccontextmanager
async def _sink() -> AsyncIterator[Sink]:
    async with _running("-m", "tests.load.mail_sink") as process:
        assert process.stdout is not None
        yield Sink(int(await process.stdout.readline()), process)


@asynccontextmanager
async def _running(
    *command: str, env: Mapping[str, str] | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


async def _timed(
    sink: Sink, command: tuple[str, ...], env: Mapping[str, str], *, rates: Rates, letters: int
) -> float:
    """Let one sender send whole thousands; return the MB it grew by after the first two."""
    async with _running(*command, env=env) as process:
        await sink.far()
        first, began = await sink.far()
        sender = psutil.Process(process.pid)
        memory, busy = [sender.memory_info().rss], [sum(sender.cpu_times()[:2])]
        while True:
            count, now = await sink.far()
            if count - first >= letters - 2 * EVERY:
                break  # the bare loop has ended by now
            memory.append(sender.memory_info().rss)
            busy.append(sum(sender.cpu_times()[:2]))
    rates.answers.append((count - first) / (now - began))
    rates.processor.append((busy[-1] - busy[0]) / (EVERY * (len(busy) - 1)) * 1e6)
    rates.total += letters
    return (max(memory) - memory[0]) / 1e6


class Crowded(NamedTuple):
    """An opinion at a time: in quiet, and while digests are put into the outbox."""

    digests: Rates
    quiet: Rates


async def measure_crowding(database_url: str, *, workers: int) -> Crowded:
    """Submit, one form after the other, before and while many digests are enqueued."""
    slug = await open_consultation(database_url)
    crowded = Crowded(Rates(), Rates())
    env = {"DATABASE_URL": database_url}
    async with serving(database_url, workers=workers, env=AS_MEASURED) as site:
        asked = Asked(site, path_of(slug), await filled_in(site, slug))
        await round_of(asked, Rates(), connections=1)
        for _ in range(QUIET_ROUNDS):
            await round_of(asked, crowded.quiet, connections=1)
        command = ("-m", "tests.load.letters", str(DIGESTS), "digest")
        async with _running(*command, env=env) as writing:
            for _ in range(MOST_ROUNDS):
                await round_of(asked, crowded.digests, connections=1)
                if writing.returncode is not None:
                    break
    return crowded


def middle(rates: Rates) -> float:
    """Return the seconds half of the answers took at most, in the middle round."""
    return statistics.median(rates.middles)
