"""Web processes are killed while opinions are sent: what was acknowledged is there, and once."""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import asyncpg
import httpx
import psutil
import pytest

from tests.support.sending import open_consultation, path_of, reviewed
from tests.support.served import Served, copied, serving
from tests.support.waiting import until

pytestmark = pytest.mark.anyio

SENT, SENDERS = 2_000, 16
KILLS = (SENT // 4, SENT * 3 // 4)  # after so many receipts a process dies
SAMPLE = 40  # receipts looked up at the site itself
LONGEST = 20  # seconds one person tries

KEPT = """
SELECT o.text, o.receipt_code AS code, count(r.id) AS clauses,
       (SELECT count(*) FROM journal_entry WHERE action = 'opinion.receive'
        AND subject_id = o.id::text) AS entries,
       (SELECT count(*) FROM outbound_message
        WHERE dedupe_key = 'opinions/receipt:' || o.id) AS mails
FROM opinion o LEFT JOIN opinion_reference r ON r.opinion = o.id
WHERE o.text LIKE '第%号的意见%' GROUP BY o.id
"""
TOLD = """
SELECT (SELECT sum(opinions) FROM opinion_tally) AS told, (SELECT count(*) FROM opinion) AS counted
"""


class Site(NamedTuple):
    """A served site, what its form sends, and what became of each sending."""

    served: Served
    slug: str
    fields: dict[str, str]
    receipts: dict[str, str]  # words → code
    repeated: Counter[str]  # words → how often they were sent again
    killed: list[int]


def words(number: int) -> str:
    return f"第{number}号的意见：末班车再晚半个小时。"


def workers_of(site: Served) -> list[psutil.Process]:
    """The web processes that answer, the busiest first."""
    children = psutil.Process(site.pid).children()
    held = {child: connections(child) for child in children}
    return sorted((child for child in children if held[child]), key=lambda child: -held[child])


def connections(process: psutil.Process) -> int:
    try:
        found = process.net_connections("tcp")
    except psutil.NoSuchProcess:
        return 0
    return sum(part.status == psutil.CONN_ESTABLISHED and bool(part.raddr) for part in found)


async def send_all(site: Site, numbers: Iterator[int]) -> None:
    """Send what is still to be sent, one after the other, over connections of one's own."""
    async with httpx.AsyncClient(base_url=site.served.address, timeout=LONGEST) as client:
        for number in numbers:
            await until(lambda number=number: is_sent(site, client, number), within=LONGEST)
            if len(site.receipts) in KILLS:
                kill_one(site)


async def is_sent(site: Site, client: httpx.AsyncClient, number: int) -> bool:
    """Press send, once more with the same key where the connection broke before an answer."""
    text = words(number)
    sent = {**site.fields, "text": text, "idempotency_key": f"sent-until-heard-{number:08d}"}
    sent["contact"] = f"citizen{number}@qingze.example"
    try:
        answer = await client.post(path_of(site.slug), data=sent)
    except httpx.TransportError:
        site.repeated[text] += 1
        return False
    assert answer.status_code == 303, answer.text
    assert text not in site.receipts
    site.receipts[text] = answer.headers["location"].split("/")[-1].partition("?")[0]
    return True


def kill_one(site: Site) -> None:
    """Kill the web process that holds the most connections, in the middle of what it does."""
    victim = next(one for one in workers_of(site.served) if one.pid not in site.killed)
    os.kill(victim.pid, signal.SIGKILL)
    site.killed.append(victim.pid)


async def assert_kept(site: Site) -> None:
    """Each receipt is that of one opinion, with its entry in the journal and its mail."""
    connection = await asyncpg.connect(site.served.database_url)
    try:
        kept = await connection.fetch(KEPT)
        told = await connection.fetchrow(TOLD)
    finally:
        await connection.close()
    assert len(kept) == len(site.receipts) == SENT
    assert {row["text"]: row["code"] for row in kept} == site.receipts
    assert all(row["clauses"] == row["entries"] == row["mails"] == 1 for row in kept)
    assert told["told"] == told["counted"]


async def assert_found(site: Site) -> None:
    """Holders of a code read their own words, those who had to send twice among them."""
    asked = [*list(site.repeated)[: SAMPLE // 2], *map(words, range(0, SENT, 2 * SENT // SAMPLE))]
    async with httpx.AsyncClient(base_url=site.served.address) as client:
        for text in asked:
            page = await client.get(f"/track/{site.receipts[text]}")
            assert page.status_code == 200
            assert text in page.text


async def test_what_was_acknowledged_is_found_and_nothing_is_twice(demo):
    async with copied(demo) as url:
        slug = await open_consultation(url)
        async with serving(url, workers=2) as served:
            async with httpx.AsyncClient(base_url=served.address) as client:
                some = {"contact": "someone@qingze.example", "key": "k" * 20}
                fields = dict(await reviewed(client, slug, text=words(0), **some))
            site = Site(served, slug, fields, {}, Counter(), [])
            numbers = iter(range(SENT))
            await asyncio.gather(*[send_all(site, numbers) for _ in range(SENDERS)])
            assert len(site.killed) == len(KILLS)
            assert site.repeated  # somebody was in the middle of it
            await assert_kept(site)
            await assert_found(site)
            keeper = psutil.Process(served.pid)
            assert keeper.is_running()  # and has put others in their place
            assert not {child.pid for child in keeper.children()} & set(site.killed)
