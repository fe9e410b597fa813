"""Work for later: enqueued in the transaction that wants it done, run by `backend.worker`.

A rollback takes the job along; after a commit it is run at least once, also when the worker that
took it is killed. So every job is written to be run twice without harm.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from time import perf_counter
from typing import Any

from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.queries import Queries

from backend.kernel.database import open_connection, rows, transaction
from backend.kernel.health import Figure

KEPT_FOR = timedelta(days=30)  # how long the record of finished jobs stays

REST = 4.0  # times as long as the part took that was just done
LONGEST_REST = 1.0  # seconds: a part that had to wait for somebody else was not work

Payload = Mapping[str, Any]
JobFunction = Callable[[Payload], Awaitable[None]]


@asynccontextmanager
async def unhurried() -> AsyncIterator[None]:
    """Do one part of a long job, then rest four times as long, or a second: who waits goes first.

    Around the part's transaction, which is over when the rest begins.
    """
    began = perf_counter()
    yield
    await asyncio.sleep(min(REST * (perf_counter() - began), LONGEST_REST))


async def enqueue(
    name: str,
    payload: Payload | None = None,
    *,
    run_after: timedelta | None = None,
    dedupe_key: str | None = None,
) -> int | None:
    """Enqueue a job in the open transaction and return its number; None if one like it waits.

    The payload holds ids, never what people wrote: failed jobs stay in sight. Raises
    RuntimeError outside a transaction.
    """
    queue = Queries(AsyncpgDriver(open_connection()))
    numbers = await queue.enqueue(
        name,
        json.dumps(dict(payload or {})).encode(),
        execute_after=run_after,
        dedupe_key=dedupe_key,
        on_conflict="skip",
    )
    return numbers[0]


async def figures() -> list[Figure]:
    """Return how many jobs wait, run and have failed for good, and how long the oldest waits."""
    counts = await rows("SELECT status::text, count(*) AS jobs FROM pgqueuer GROUP BY status")
    by_status = {row["status"]: row["jobs"] for row in counts}
    late = await rows(
        "SELECT coalesce(extract(epoch FROM now() - min(execute_after)), 0)::float AS seconds"
        " FROM pgqueuer WHERE status = 'queued' AND execute_after <= now()"
    )
    meaning = "Background jobs: waiting, running, or given up after many attempts."
    states = {"waiting": "queued", "running": "picked", "failed": "failed"}
    found = [
        Figure("huiyin_jobs", meaning, by_status.get(status, 0), {"state": state})
        for state, status in states.items()
    ]
    waits = "How long the oldest job that is due has waited."
    return [*found, Figure("huiyin_jobs_oldest_seconds", waits, late[0]["seconds"])]


async def forget_finished(_: Payload) -> None:
    """Delete the record of jobs finished a month ago; failed ones still held stay."""
    async with transaction():
        for table in ("pgqueuer_log", "pgqueuer_statistics"):
            await open_connection().execute(
                f"DELETE FROM {table} WHERE created < now() - $1::interval",  # noqa: S608
                KEPT_FOR,
            )
