"""How fast a full queue goes out, beside a bare loop.

The real worker delivers to a server that takes everything; the bare loop sends one letter, made
beforehand, to the same server over one connection of the same library. Both are timed there.
"""

import asyncio
import json
import os
import statistics
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import psutil

from tests.load.mail_sink import EVERY
from tests.load.measuring import Rates
from tests.load.processes import go_on, halt, running
from tests.support.served import run

TURN = 5 * EVERY  # letters, of which the first few only warm up
LETTERS = int(os.environ.get("HUIYIN_BENCH_LETTERS", "50000")) // TURN * TURN
MOST_GROWTH = 16.0  # MB, from the first turn to the last
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

    async def far(self) -> float:
        """Return when the next few hundred had come."""
        assert self.process.stdout is not None
        said = await asyncio.wait_for(self.process.stdout.readline(), 60)
        return float(json.loads(said)["at"])


@dataclass
class Sender:
    """A process that sends for a while, halts, and goes on."""

    process: asyncio.subprocess.Process
    rates: Rates = field(default_factory=Rates)
    memory: list[int] = field(default_factory=list)

    async def take_turn(self, sink: Sink) -> None:
        """Send for a turn; note how fast, and what it cost and held."""
        go_on(self.process)
        began, used = await sink.far(), self._processor_seconds()
        for _ in range(TURN // EVERY - 1):
            ended = await sink.far()
        letters = TURN - EVERY
        self.rates.processor.append((self._processor_seconds() - used) / letters * 1e6)
        self.memory.append(psutil.Process(self.process.pid).memory_info().rss)
        halt(self.process)
        self.rates.answers.append(letters / (ended - began))
        self.rates.total += letters

    @property
    def growth(self) -> float:
        """Return the MB it grew by: the middle turn's step, as often as there were turns.

        What a job of the timetable takes once, at its minute, is not the letters'.
        """
        steps = [after - before for before, after in pairwise(self.memory)]
        return statistics.median(steps) * len(steps) / 1e6

    def _processor_seconds(self) -> float:
        times = psutil.Process(self.process.pid).cpu_times()
        return float(times.user + times.system)


async def measure_mailing(database_url: str) -> Mailed:
    """Let the bare loop and the worker send in turn until the queue is all but empty."""
    file = Path(os.environ["HUIYIN_DATA_DIR"]) / "letter.eml"
    env = {"DATABASE_URL": database_url, **MAIL}
    await run("-m", "tests.load.letters", str(file), env=env)
    await run("-m", "tests.load.letters", str(LETTERS + TURN), "letter", env=env)
    async with _sink() as sink:
        env["HUIYIN_SMTP_URL"] = f"smtp://127.0.0.1:{sink.port}"
        loop = ("tests.load.bare_mail", str(sink.port), str(file), str(LETTERS + TURN))
        async with running(*loop, env=env) as bare_loop:
            bare = Sender(bare_loop)
            await bare.take_turn(sink)
            async with running("backend.cli", "worker", env=env) as worker:
                ours = Sender(worker)
                for _ in range(LETTERS // TURN):
                    await ours.take_turn(sink)
                    await bare.take_turn(sink)
    return Mailed(ours.rates, bare.rates, ours.growth)


@asynccontextmanager
async def _sink() -> AsyncIterator[Sink]:
    async with running("tests.load.mail_sink") as process:
        assert process.stdout is not None
        yield Sink(int(await process.stdout.readline()), process)
