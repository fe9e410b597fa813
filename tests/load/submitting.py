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
from tests.support.sending import open_consultation, path_of, reviewed
from tests.support.served import Served, serving
from tests.support.waiting import until

# A form asks for no work and believes the address it is told: the load comes from one machine.
AS_MEASURED = {"HUIYIN_TRUSTED_PROXY_HOPS": "1", "HUIYIN_PROOF_OF_WORK_BITS": "0"}
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
SLOWEST_WITHIN = 0.25  # seconds
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

    @property
    def middle(self) -> float:
        """Return the seconds half of the answers took at most, in the worst round."""
        return max(self.ours.middles)

    @property
    def slowest(self) -> float:
        """Return the seconds one answer in a hundred took longer than, in the worst round."""
        return max(self.ours.slowest)


async def measure_submitting(database_url: str, *, workers: int) -> Submitted:
    """Send forms to one consultation and to the bare handler in turn."""
    slug = await open_consultation(database_url)
    connection = await asyncpg.connect(database_url)
    try:
        await _require_durable(connection)
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
        yield {"bare": Asked(bare, "/", form), "ours": Asked(site, path_of(slug), form)}


async def filled_in(site: Served, slug: str) -> Path:
    """Return a file of what the form's last page sends, once nobody takes it for a machine's.

    The words, the contact and the key in it stand for what differs each time.
    """
    file, filled_at = site.log.with_suffix(".form.json"), now()
    async with httpx.AsyncClient(base_url=site.address) as client:
        fields = await reviewed(client, slug, text=WORDS, contact=MAIL, key=KEY)
    file.write_text(json.dumps(fields), encoding="utf-8")
    await until(lambda: now() - QUICKEST >= filled_at, within=2 * QUICKEST.total_seconds())
    return file


async def _require_durable(connection: asyncpg.Connection) -> None:
    """Raise RuntimeError when the server may lose what it has committed: rates would be a lie."""
    for name, wanted in DURABLE.items():
        found = await connection.fetchval("SELECT current_setting($1)", name)
        if found != wanted:
            raise RuntimeError(f"the database has {name} = {found}, {wanted} is needed")
