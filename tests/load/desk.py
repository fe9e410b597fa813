"""How long staff wait for the pages they work on, signed in, with 10,000 opinions before them."""

import time
from statistics import median, quantiles
from typing import NamedTuple

import asyncpg
import httpx

from backend.demo import PASSWORD
from tests.support.served import Served

TIMES = 40
WITHIN = 0.2  # seconds
WARM_UP = 5  # answers before anybody measures: templates are compiled with the first
QUEUE = "/desk/moderation"
COUNTED = """
SELECT s.id, (SELECT count(*) FROM opinion o WHERE o.subject = s.id) FROM opinion_subject s
WHERE s.key = $1
"""
PENDING = "SELECT count(*) FROM opinion WHERE state = 'received'"


class Waited(NamedTuple):
    """The seconds a page took, again and again."""

    page: str
    opinions: int
    seconds: list[float]

    @property
    def middle(self) -> float:
        """Return the median."""
        return median(self.seconds)

    @property
    def slow(self) -> float:
        """Return what one in twenty takes longer than."""
        return quantiles(self.seconds, n=20)[-1]


async def wait_for_workbench(site: Served, slug: str) -> Waited:
    """Ask for a consultation's workbench as the office does."""
    subject, opinions = await _asked(site, COUNTED, slug)
    path = f"/desk/subjects/{subject}"
    return Waited("Workbench", opinions, await _seconds(site, "office", path))


async def wait_for_queue(site: Served) -> Waited:
    """Ask for the queue of what is to be moderated, as a moderator does."""
    (pending,) = await _asked(site, PENDING)
    return Waited("Moderation queue", pending, await _seconds(site, "moderator", QUEUE))


async def _asked(site: Served, sql: str, *values: object) -> tuple[int, ...]:
    connection = await asyncpg.connect(site.database_url)
    found = await connection.fetchrow(sql, *values)
    await connection.close()
    return tuple(found)


async def _seconds(site: Served, username: str, path: str) -> list[float]:
    async with httpx.AsyncClient(base_url=site.address) as client:
        form = {"username": username, "password": PASSWORD}
        answer = await client.post("/desk/sign-in", data=form)
        if not answer.is_redirect:
            raise RuntimeError(f"{username} was not let in")
        seconds = []
        for _ in range(TIMES + WARM_UP):
            began = time.perf_counter()
            answer = await client.get(path)
            seconds.append(time.perf_counter() - began)
            if answer.status_code != httpx.codes.OK:
                raise RuntimeError(f"{path}: {answer.status_code}")
    return seconds[WARM_UP:]
