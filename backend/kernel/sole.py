"""One process at a time: a lock of the database, held by a connection and lost together with it."""

from typing import Any

import asyncpg
import structlog

from backend.kernel.database import DB, SESSION, numbered
from backend.kernel.settings import get_settings

# A host that vanished without a word loses its lock within a minute.
SHORT_LIVED = {
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
TAKE = "SELECT pg_try_advisory_lock($1)"
TAKE_UNTIL_ITS_END = "SELECT pg_try_advisory_xact_lock($1)"

logger = structlog.get_logger("sole")


class Sole:
    """The right to do something alone, whatever the clocks say.

    Not through the pool: who has lost the connection has lost the lock, and can do nothing more
    over it. Inside an open transaction it is that one's, until its end.
    """

    def __init__(self, key: int, *, name: str) -> None:
        self.key = key
        self.name = name
        self.connection: asyncpg.Connection | None = None  # has the lock, or asks for it
        self.has_lock = False
        self.stands_by = False

    @property
    def is_held(self) -> bool:
        """Whether the lock is ours, as far as this process has heard."""
        return self.has_lock and (_is_inside() or self._is_connected())

    async def take(self) -> bool:
        """Return whether the lock is ours, still or from now on; raise what the database raises."""
        if self.is_held:
            return True
        self.has_lock = False
        if _is_inside():
            taken = await self._source().fetchval(TAKE_UNTIL_ITS_END, self.key)
        else:
            await self._connect()
            taken = await self._source().fetchval(TAKE, self.key)
        self._note(is_ours=taken)
        return self.has_lock

    async def rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """Return what `database.rows` would, over the very connection that holds the lock.

        Raises ConnectionError, or what the database raises, once the lock is lost.
        """
        if not self.is_held:
            raise ConnectionError(f"the lock of {self.name} is lost")
        return [dict(row) for row in await self._source().fetch(numbered(sql), *values)]

    def close(self) -> None:
        """Let the lock go at once, or no longer ask for it."""
        if self.connection is not None:
            self.connection.terminate()  # it waits for nobody, and the server lets go all the same
        self.connection = None
        self.has_lock = self.stands_by = False

    async def _connect(self) -> None:
        if self._is_connected():
            return
        self.connection = await asyncpg.connect(
            get_settings().database_url,
            timeout=10,
            command_timeout=20,
            server_settings={**SESSION, **SHORT_LIVED, "application_name": f"huiyin {self.name}"},
        )

    def _is_connected(self) -> bool:
        return self.connection is not None and not self.connection.is_closed()

    def _source(self) -> Any:
        current = DB.current_transaction.get()
        return self.connection if current is None else current.connection

    def _note(self, *, is_ours: bool) -> None:
        """Remember whose it is, and say so when it has changed."""
        if is_ours:
            logger.info("lock_taken", lock=self.name)
        elif not self.stands_by:
            logger.info("lock_awaited", lock=self.name)
        self.has_lock, self.stands_by = is_ours, not is_ours


def _is_inside() -> bool:
    return DB.current_transaction.get() is not None
