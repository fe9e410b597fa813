"""What a benchmark run found, as the table in docs/performance.md."""

import platform
import re
import statistics
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psutil

from tests.load import desk, exporting, mailing, submitting
from tests.load.desk import Waited
from tests.load.exporting import Exported
from tests.load.likeness import WITHIN, Grouped
from tests.load.mailing import Mailed
from tests.load.measuring import CONNECTIONS, ROUNDS, SECONDS, Line
from tests.load.submitting import Submitted

DOCUMENT = Path(__file__).parents[2] / "docs" / "performance.md"
BEGINS, ENDS = "<!-- measured: written by `make bench` -->", "<!-- end of measured -->"


@dataclass
class Measured:
    """All that a run found."""

    lines: list[Line] = field(default_factory=list)
    started_in: float = 0.0
    memory: list[tuple[str, float, float]] = field(default_factory=list)
    fresh: list[float] = field(default_factory=list)
    grouped: Grouped | None = None
    submitted: Submitted | None = None
    waited: list[Waited] = field(default_factory=list)
    exported: Exported | None = None
    mailed: Mailed | None = None


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
        f" | {line.floor:.2g} | {line.ours.cost:,.0f} | {line.other.cost:,.0f} |"
        for line in lines
    ]
    return [
        "| page | answers/s | beside | ratio | at least | µs of processor | beside |",
        "|---|--:|--:|--:|--:|--:|--:|",
        *rows,
    ]


def _others(found: Measured) -> list[str]:
    return [
        *_submitting(found.submitted),
        *[_waiting(page) for page in found.waited],
        *_exporting(found.exported),
        *_grouping(found.grouped),
        *_mailing(found.mailed),
        *_fresh(found.fresh),
        *_memory(found),
    ]


def _submitting(found: Submitted | None) -> list[str]:
    if found is None:
        return []
    most = submitting.SLOWEST_WITHIN * 1e3
    told = (
        f"median {found.middle * 1e3:.0f} ms, one in a hundred {found.slowest * 1e3:.0f} ms"
        f" (at most {most:.0f}; the worst round); of {found.ours.total:,} acknowledged"
        f" {found.lost} lost."
    )
    return [f"- **An opinion sent**, {CONNECTIONS} at a time: {told}"]


def _waiting(page: Waited) -> str:
    return (
        f"- **{page.page}**, signed in, {page.opinions:,} opinions: median {page.middle * 1e3:.0f}"
        f" ms, one in twenty {page.slow * 1e3:.0f} ms (at most {desk.WITHIN * 1e3:.0f})."
    )


def _exporting(found: Exported | None) -> list[str]:
    if found is None:
        return []
    told = (
        f"{found.rate:,.0f} rows/s (at least {exporting.LEAST_RATE:,}), the server"
        f" {found.growth:.1f} MB above idle (at most {exporting.MOST_GROWTH:.0f})."
    )
    size = f"{found.rows:,} opinions as CSV ({found.megabytes:.0f} MB)"
    return [f"- **Handing out** {size}: {told}"]


def _grouping(found: Grouped | None) -> list[str]:
    if found is None:
        return []
    size = f"{found.opinions:,} opinions ({found.characters:,} characters)"
    cost = f"{found.seconds:.1f} s (at most {WITHIN:.0f}), {found.megabytes:.0f} MB"
    return [f"- **Grouping** {size} on one core: {cost}; {found.groups} groups."]


def _mailing(found: Mailed | None) -> list[str]:
    if found is None:
        return []
    grown = f"{found.growth:.1f} MB (at most {mailing.MOST_GROWTH:.0f})"
    return [f"- **{mailing.LETTERS:,} mails**: the worker grew by {grown} while it sent them."]


def _fresh(found: list[float]) -> list[str]:
    if not found:
        return []
    middle, slowest = statistics.median(found) * 1e3, max(found) * 1e3
    told = f"median {middle:.0f} ms, slowest of {len(found)} {slowest:.0f} ms (at most 1,000)"
    return [f"- **Fresh everywhere** after COMMIT: {told}."]


def _memory(found: Measured) -> list[str]:
    if not found.memory:
        return []
    used = ", ".join(
        f"{name} {resident:.0f} MB resident ({shared:.0f} MB its share)"
        for name, resident, shared in found.memory
    )
    return [
        f"- **Start** of the web processes to the first answer: {found.started_in:.2f} s.",
        f"- **Memory** after the load: {used}.",
    ]


def write_down(text: str) -> None:
    """Put the run in its place in the document."""
    document = DOCUMENT.read_text()
    before, _, rest = document.partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    DOCUMENT.write_text(f"{before}{BEGINS}\n\n{text}\n\n{ENDS}{after}")
