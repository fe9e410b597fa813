"""`make bench`: how fast the public pages are beside a bare handler; writes docs/performance.md.

Exit status 1 when a floor is missed. Everything runs on this machine, the load included, so
only ratios are held against floors; the rates tell about the machine.
"""

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from tests.load import likeness, report
from tests.load.bare import as_bare
from tests.load.many import load_many
from tests.load.measuring import FRESH_WITHIN, Asked, freshness, in_turn, memory
from tests.load.report import Line, Measured
from tests.support import server
from tests.support.served import Served, copied, demo_database, serving

WARM_FLOOR = 0.5  # of the bare handler's rate
COLD_FLOOR = 0.03
SAME_FLOOR = 0.8  # of the small county's rate, with 2,000 more decisions
WORKERS = 2
COLD = {"HUIYIN_IS_CACHE_ON": "false"}

FIRST_CODE = """
SELECT d.code FROM decision d JOIN catalogue c ON c.id = d.catalogue
WHERE d.is_public AND d.current_version IS NOT NULL AND c.state = 'published'
ORDER BY c.year DESC, d.seq LIMIT 1
"""


async def measure() -> Measured:
    """Run the whole benchmark on a county of its own, then with ten more years."""
    async with demo_database() as name, copied(name) as small, copied(name) as big:
        await load_many(big)
        pages = await _pages(small)
        found = Measured(grouped=await asyncio.to_thread(likeness.measured_alone))
        async with serving(small, workers=WORKERS) as site:
            found.started_in = site.started_in
            await _against_bare(found, site, pages, how="warm", floor=WARM_FLOOR)
            found.memory = memory(site.pid)
            found.fresh = await freshness(site, "/decisions")
        async with serving(small, workers=WORKERS, env=COLD) as site:
            await _against_bare(found, site, pages, how="cold", floor=COLD_FLOOR)
            async with serving(big, workers=WORKERS, env=COLD) as crowded:
                await _against_small(found, site, crowded, pages)
    return found


async def _pages(url: str) -> dict[str, str]:
    """Return the pages measured: the catalogue, and its first decision."""
    connection = await asyncpg.connect(url)
    code = await connection.fetchval(FIRST_CODE)
    await connection.close()
    return {"catalogue": "/decisions", "decision": f"/decisions/{code}"}


async def _against_bare(
    found: Measured, site: Served, pages: dict[str, str], *, how: str, floor: float
) -> None:
    for page, path in pages.items():
        async with as_bare(site, path, workers=WORKERS) as bare:
            rates = await in_turn({"bare": Asked(bare, "/"), "ours": Asked(site, path)})
        found.lines.append(Line(f"{page}, {how}", rates["ours"], rates["bare"], floor))


async def _against_small(
    found: Measured, small: Served, big: Served, pages: dict[str, str]
) -> None:
    for page, path in pages.items():
        rates = await in_turn({"small": Asked(small, path), "big": Asked(big, path)})
        name = f"{page}, cold, 2,000 more decisions, beside the small county"
        found.lines.append(Line(name, rates["big"], rates["small"], SAME_FLOOR))


def missed(found: Measured) -> list[str]:
    """Return what fell short, in words."""
    short = [
        f"{line.name}: {line.ratio:.3f}, at least {line.floor} was promised"
        for line in found.lines
        if line.ratio < line.floor
    ]
    if max(found.fresh) > FRESH_WITHIN:
        short.append(f"a change showed after {max(found.fresh):.2f} s, {FRESH_WITHIN} s promised")
    if found.grouped and found.grouped.seconds > likeness.WITHIN:
        short.append(f"grouping took {found.grouped.seconds:.1f} s, {likeness.WITHIN} s promised")
    return short


@contextmanager
def own_database() -> Iterator[None]:
    """Run the block with a database server of its own, as the tests have."""
    started = server.start()
    os.environ.update(started.environment)
    try:
        yield
    finally:
        started.stop()


def main() -> int:
    """Measure, print, write down; return the exit status."""
    with own_database():
        found = asyncio.run(measure())
    text = report.text_of(found)
    report.write_down(text)
    sys.stdout.write(text + "\n")
    short = missed(found)
    sys.stderr.writelines(f"missed: {line}\n" for line in short)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
