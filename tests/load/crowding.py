"""What filling the outbox costs who submits meanwhile.

Rounds in quiet and rounds beside digests being written take turns: the writer halts and goes on.
"""

import asyncio
from typing import NamedTuple

from backend.kernel.jobs import LONGEST_REST
from tests.load.measuring import Asked, Rates, round_of
from tests.load.processes import go_on, halt, running
from tests.load.submitting import AS_MEASURED, filled_in
from tests.support.sending import open_consultation, path_of
from tests.support.served import serving

DIGESTS = 100_000
ROUNDS = 10
WRITER = ("tests.load.letters", str(DIGESTS), "digest")


class Crowded(NamedTuple):
    """An opinion at a time: in quiet, and while digests are put into the outbox."""

    digests: Rates
    quiet: Rates


async def measure_crowding(database_url: str, *, workers: int) -> Crowded:
    """Submit, one form after the other, in quiet and while many digests are enqueued."""
    slug = await open_consultation(database_url)
    crowded = Crowded(Rates(), Rates())
    async with serving(database_url, workers=workers, env=AS_MEASURED) as site:
        asked = Asked(site, path_of(slug), await filled_in(site, slug))
        await round_of(asked, Rates(), connections=1)
        async with running(*WRITER, env={"DATABASE_URL": database_url}) as writer:
            for _ in range(ROUNDS):
                go_on(writer)
                await asyncio.sleep(LONGEST_REST)  # it may take its halt for a part that took long
                await round_of(asked, crowded.digests, connections=1)
                halt(writer)
                await round_of(asked, crowded.quiet, connections=1)
            if writer.returncode is not None:
                raise RuntimeError("the digests were written before they could crowd anybody")
    return crowded
