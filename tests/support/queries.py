"""Counts the SQL statements a block really sends, by listening to the connection itself."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from backend.kernel.database import open_connection

# A transaction's own words are not reads of a page.
QUIET = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@asynccontextmanager
async def counting_queries() -> AsyncIterator[list[str]]:
    """Collect the statements sent within the `db` fixture's transaction while the block runs."""
    connection = open_connection()
    found: list[str] = []

    def heard(record: Any) -> None:
        if not record.query.strip().upper().startswith(QUIET):
            found.append(record.query)

    connection.add_query_logger(heard)
    try:
        yield found
        await asyncio.sleep(0)  # asyncpg tells its listeners one turn of the loop later
    finally:
        connection.remove_query_logger(heard)
