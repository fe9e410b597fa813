"""How fast opinions are taken through the real form, beside a handler that commits one row.

Both answer in turn under the same server, on one database server that writes to the disk before it
says so. Afterwards every answer must stand in the ledger, the journal and the outbox.
"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import asyncpg
import httpx

from backend.kernel.clock import now
from backend.kernel.trust import QUICKEST
from tests.load.bare_insert import TABLE
from tests.load.filled_in import KEY, MAIL, WORDS
from tests.load.measuring import Asked, Rates, in_turn
from tests.support.forms import would_send
from tests.support.served import Served, serving
from tests.support.waiting import until

# A form asks for no work and believes the address it is told: the load comes from one machine.
AS_MEASURED = {"HUIYIN_TRUSTED_PROXY_HOPS": "1", "HUIYIN_PROOF_OF_WORK_BITS": "0"}
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
OPEN_UP = """
UPDATE opinion_subject SET opens_at = now() - interval '5 days', closes_at = now() + '30 days',
    moderation = 'after' WHERE key = $1
"""
COUNTED = """
SELECT (SELECT count(*) FROM opinion) AS opinions,
       (SELECT count(*) FROM opinion_reference) AS references,
       (SELECT count(*) FROM journal_entry WHERE action = 'opinion.receive') AS entries,
       (SELECT count(*) FROM outbound_message WHERE template = 'opinions/receipt') AS mails
"""


class Submitted(NamedTuple):
    """How both did, and whether all that was acknowledged is there."""

    ours: Rates
    bare: Rates
    lost: int


async def measure_submitting(database_url: str, slug: str, *, workers: int) -> Submitted:
    """Send forms to one consultation and to the bare handler in turn."""
    connection = await asyncpg.connect(database_url)
    try:
        await _require_durable(connection)
        await connection.execute(OPEN_UP, slug)
        await connection.execute(TABLE)
        before = dict(await connection.fetchrow(COUNTED))
        async with _both(database_url, slug, workers=workers) as contenders:
            rates = await in_turn(contenders)
        after = dict(await connection.fetchrow(COUNTED))
    finally:
        await connection.close()
    least = min(after[name] - before[name] for name in before)
    return Submitted(rates["ours"], rates["bare"], max(0, rates["ours"].total - least))


@asynccontextmanager
async def _both(database_url: str, slug: str, *, workers: int) -> AsyncIterator[dict[str, Asked]]:
    bare_command = ("-m", "tests.load.bare_insert")
    async with (
        serving(database_url, workers=workers, env=AS_MEASURED) as site,
        serving(database_url, workers=workers, command=bare_command, ready="/") as bare,
    ):
        form = await filled_in(site, slug)
        path = f"/consultations/{slug}/opinions"
        yield {"bare": Asked(bare, "/", form), "ours": Asked(site, path, form)}


async def filled_in(site: Served, slug: str) -> Path:
    """Go through the form's steps as a person would; return a file of what the last one sends.

    The words, the contact and the key in it stand for what differs each time.
    """
    file, filled_at = site.log.with_suffix(".form.json"), now()
    path = f"/consultations/{slug}/opinions"
    async with httpx.AsyncClient(base_url=site.address) as client:
        page = await client.get(f"{path}/new")
        first = dict(would_send(page.text))
        passage = page.text.split('<option value="')[2].split('"')[0]
        words = {"text": WORDS, "passages": passage, "idempotency_key": KEY}
        second = await _next(client, path, {**first, **words})
        who = {"contact": MAIL, "name": "朱小明", "may_publish": "true"}
        third = await _next(client, path, {**dict(second), **who})
    file.write_text(json.dumps(third), encoding="utf-8")
    await until(lambda: now() - QUICKEST >= filled_at, within=2 * QUICKEST.total_seconds())
    return file


async def _next(
    client: httpx.AsyncClient, path: str, sent: dict[str, str]
) -> list[tuple[str, str]]:
    answer = await client.post(path, data=sent, headers={"x-forwarded-for": "10.0.0.1"})
    answer.raise_for_status()
    return would_send(answer.text)


async def _require_durable(connection: asyncpg.Connection) -> None:
    """Raise RuntimeError when the server may lose what it has committed: rates would be a lie."""
    for name, wanted in DURABLE.items():
        found = await connection.fetchval("SELECT current_setting($1)", name)
        if found != wanted:
            raise RuntimeError(f"the database has {name} = {found}, {wanted} is needed")
