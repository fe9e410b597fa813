"""`make bench`: how fast the product is beside what could at best be; writes docs/performance.md.

Exit status 1 when a floor is missed. Everything runs on this machine, the load included, so
mostly ratios are held against floors; the rates tell about the machine. `python -m tests.load.bench
submitting lists` measures these parts alone and writes nothing down.
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import asyncpg

from tests.load import likeness, report
from tests.load.bare import as_bare
from tests.load.crowding import DIGESTS, measure_crowding
from tests.load.desk import wait_for_queue, wait_for_workbench
from tests.load.exporting import measure_export
from tests.load.floors import (
    COLD_FLOOR,
    CROWDED_FLOOR,
    LIST_FLOOR,
    MAIL_FLOOR,
    SAME_FLOOR,
    SUBMIT_FLOOR,
    WARM_FLOOR,
    missed,
)
from tests.load.lists import FEW, MANY, list_pages
from tests.load.mailing import LETTERS, measure_mailing
from tests.load.many import load_many
from tests.load.many_opinions import group_opinions, load_opinions
from tests.load.measuring import Asked, Line, freshness, in_turn, memory
from tests.load.report import Measured
from tests.load.submitting import measure_submitting
from tests.support import server
from tests.support.sending import open_consultation
from tests.support.served import Served, copied, demo_database, serving

WORKERS = 2
COLD = {"HUIYIN_IS_CACHE_ON": "false"}
AT_THE_DESK = 10_000  # opinions, and as many that wait for a moderator

FIRST_CODE = """
SELECT d.code FROM decision d JOIN catalogue c ON c.id = d.catalogue
WHERE d.is_public AND d.current_version IS NOT NULL AND c.state = 'published'
ORDER BY c.year DESC, d.seq LIMIT 1
"""


async def measure(parts: list[str]) -> Measured:
    """Run parts of the benchmark, each on a county of its own."""
    found = Measured()
    async with demo_database() as name:
        for part in parts:
            await PARTS[part](found, name)
    return found


async def _decisions(found: Measured, name: str) -> None:
    """Measure the pages of the catalogue, then the same with ten more years."""
    async with copied(name) as small, copied(name) as big:
        await load_many(big)
        pages = await _pages(small)
        async with serving(small, workers=WORKERS) as site:
            found.started_in = site.started_in
            await _against_bare(found, site, pages, how="warm", floor=WARM_FLOOR)
            found.memory = memory(site.pid)
            found.fresh = await freshness(site, "/decisions")
        async with serving(small, workers=WORKERS, env=COLD) as site:
            await _against_bare(found, site, pages, how="cold", floor=COLD_FLOOR)
            async with serving(big, workers=WORKERS, env=COLD) as crowded:
                await _against_small(found, site, crowded, pages)


async def _submitting(found: Measured, name: str) -> None:
    async with copied(name) as url:
        found.submitted = sent = await measure_submitting(url, workers=WORKERS)
        name_of = "an opinion through the form, beside one row"
        found.lines.append(Line(name_of, sent.ours, sent.bare, SUBMIT_FLOOR))


async def _lists(found: Measured, name: str) -> None:
    """Measure the lists of many opinions beside those of few, then hand the many out."""
    async with copied(name) as small, copied(name) as big:
        counties = {small: FEW, big: MANY}
        for url, count in counties.items():
            slug = await open_consultation(url)
            await load_opinions(url, slug, count)
        few, many = await list_pages(small, slug), await list_pages(big, slug)
        async with (
            serving(small, workers=WORKERS, env=COLD) as site,
            serving(big, workers=WORKERS, env=COLD) as crowded,
        ):
            for page, path in few.items():
                asked = {"few": Asked(site, path), "many": Asked(crowded, many[page])}
                rates = await in_turn(asked)
                name_of = f"{page}, cold, {MANY:,} opinions beside {FEW}"
                found.lines.append(Line(name_of, rates["many"], rates["few"], LIST_FLOOR))
        async with serving(big) as site:
            found.exported = await measure_export(site, slug)


async def _desk(found: Measured, name: str) -> None:
    async with copied(name) as answering, copied(name) as moderating:
        slug = await open_consultation(answering)
        await load_opinions(answering, slug, AT_THE_DESK)
        await group_opinions(answering, slug)
        await open_consultation(moderating)
        await load_opinions(moderating, slug, AT_THE_DESK, state="received")
        async with serving(answering, workers=WORKERS) as site:
            found.waited.append(await wait_for_workbench(site, slug))
        async with serving(moderating, workers=WORKERS) as site:
            found.waited.append(await wait_for_queue(site))


async def _grouping(found: Measured, _: str) -> None:
    found.grouped = await asyncio.to_thread(likeness.measured_alone)


async def _mail(found: Measured, name: str) -> None:
    """Measure how a full queue goes out, then what filling one costs who submits."""
    async with copied(name) as url:
        found.mailed = mailed = await measure_mailing(url)
        name_of = f"{LETTERS:,} mails, beside a bare loop"
        found.lines.append(Line(name_of, mailed.ours, mailed.bare, MAIL_FLOOR))
    async with copied(name) as url:
        crowded = await measure_crowding(url, workers=WORKERS)
        name_of = f"an opinion at a time, while {DIGESTS:,} digests are enqueued, beside quiet"
        found.lines.append(Line(name_of, crowded.digests, crowded.quiet, CROWDED_FLOOR))


PARTS: dict[str, Callable[[Measured, str], Awaitable[None]]] = {
    "decisions": _decisions,
    "submitting": _submitting,
    "lists": _lists,
    "desk": _desk,
    "grouping": _grouping,
    "mail": _mail,
}


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


@contextmanager
def own_database() -> Iterator[None]:
    """Run the block with a database server of its own, as durable as anybody's."""
    started = server.start(is_hasty=False)
    os.environ.update(started.environment)
    try:
        yield
    finally:
        started.stop()


def main(asked: list[str]) -> int:
    """Measure, print, write down what was measured whole; return the exit status."""
    with own_database():
        found = asyncio.run(measure(asked or list(PARTS)))
    text = report.text_of(found)
    if not asked:
        report.write_down(text)
    sys.stdout.write(text + "\n")
    short = missed(found)
    sys.stderr.writelines(f"missed: {line}\n" for line in short)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
