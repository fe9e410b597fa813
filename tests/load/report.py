"""What a benchmark run found, as the table in docs/performance.md."""

import platform
import re
import statistics
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import psutil

from tests.load.likeness import WITHIN, Grouped
from tests.load.measuring import CONNECTIONS, ROUNDS, SECONDS, Rates

DOCUMENT = Path(__file__).parents[2] / "docs" / "performance.md"
BEGINS, ENDS = "<!-- measured: written by `make bench` -->", "<!-- end of measured -->"


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


@dataclass
class Measured:
    """All that a run found."""

    lines: list[Line] = field(default_factory=list)
    started_in: float = 0.0
    memory: list[tuple[str, float, float]] = field(default_factory=list)
    fresh: list[float] = field(default_factory=list)
    grouped: Grouped | None = None


def text_of(found: Measured) -> str:
    """Return the run as Markdown."""
    return "\n".join([_machine(), "", *_table(found.lines), "", *_others(found)])


def _machine() -> str:
    processor = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    gigabytes = psutil.virtual_memory().total / 1e9
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {processor[1] if processor else platform.machine()},"
        f" {psutil.cpu_count()} cores, {gigabytes:.0f} GB, Python {platform.python_version()};"
        f" {CONNECTIONS} connections, median of {ROUNDS} alternating rounds of {SECONDS:.0f} s;"
        " the load runs on the same machine."
    )


def _table(lines: list[Line]) -> list[str]:
    rows = [
        f"| {line.name} | {line.ours.rate:,.0f} | {line.other.rate:,.0f} | **{line.ratio:.2f}**"
        f" | {line.floor:g} | {line.ours.cost:,.0f} | {line.other.cost:,.0f} |"
        for line in lines
    ]
    return [
        "| page | answers/s | beside | ratio | at least | µs of processor | beside |",
        "|---|--:|--:|--:|--:|--:|--:|",
        *rows,
    ]


def _others(found: Measured) -> list[str]:
    used = ", ".join(
        f"{name} {resident:.0f} MB resident ({shared:.0f} MB its share)"
        for name, resident, shared in found.memory
    )
    middle, slowest = statistics.median(found.fresh) * 1e3, max(found.fresh) * 1e3
    fresh = f"median {middle:.0f} ms, slowest of {len(found.fresh)} {slowest:.0f} ms"
    return [
        *_grouping(found.grouped),
        f"- **Fresh everywhere** after COMMIT: {fresh} (at most 1,000).",
        f"- **Start** of the web processes to the first answer: {found.started_in:.2f} s.",
        f"- **Memory** after the load: {used}.",
    ]


def _grouping(found: Grouped | None) -> list[str]:
    if found is None:
        return []
    size = f"{found.opinions:,} opinions ({found.characters:,} characters)"
    cost = f"{found.seconds:.1f} s (at most {WITHIN:.0f}), {found.megabytes:.0f} MB"
    return [f"- **Grouping** {size} on one core: {cost}; {found.groups} groups."]


def write_down(text: str) -> None:
    """Put the run in its place in the document."""
    document = DOCUMENT.read_text()
    before, _, rest = document.partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    DOCUMENT.write_text(f"{before}{BEGINS}\n\n{text}\n\n{ENDS}{after}")
