"""Removes files no row knows: what a process killed between file and row leaves behind.

A row that owns a file names it in a column called `storage_key`; so every room's files are found
here without this module knowing the rooms.
"""

from datetime import timedelta

import structlog

from backend.kernel import clock
from backend.kernel.database import rows
from backend.kernel.documents.storage import FileStore, file_store
from backend.kernel.jobs import Payload

SPARED = timedelta(days=2)  # a file this young may belong to a row still being written
OWNERS = (
    "SELECT table_name AS name FROM information_schema.columns"
    " WHERE column_name = 'storage_key' AND table_schema = current_schema() ORDER BY 1"
)

logger = structlog.get_logger("files")


async def remove_orphans(_: Payload) -> None:
    """Remove every file older than two days that no row names."""
    await sweep(file_store())


async def sweep(store: FileStore) -> int:
    """Remove a store's orphans and return how many there were."""
    removed = 0
    async for keys in store.keys_before(clock.now() - SPARED):
        known = await _known(keys)
        for key in keys:
            if key not in known:
                await store.delete(key)
                removed += 1
    if removed:
        logger.warning("orphans_removed", files=removed)
    return removed


async def _known(keys: list[str]) -> set[str]:
    """Return those of the keys that a row names."""
    known: set[str] = set()
    for owner in await rows(OWNERS):
        sql = f'SELECT storage_key FROM "{owner["name"]}" WHERE storage_key = ANY({{}})'  # noqa: S608
        known |= {row["storage_key"] for row in await rows(sql, keys)}
    return known
