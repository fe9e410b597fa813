"""Hears, over one connection of its own, that something changed: `NOTIFY` reaches every process."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from backend.kernel.settings import get_settings

CHANNEL = "huiyin_changed"
RETRY_AFTER = 1.0  # seconds
PROBE_EVERY = 5.0  # seconds: finds a connection that died without a word

logger = logging.getLogger(__name__)


class Changes:
    """Counts changes and tells those who asked; deaf until connected."""

    def __init__(self) -> None:
        self.count = 0
        self.is_listening = False
        self._listeners: list[Callable[[], object]] = []

    def on_change(self, listener: Callable[[], object]) -> None:
        """Call this whenever something changed, or may have changed unheard."""
        self._listeners.append(listener)

    def _changed(self, *_: Any) -> None:
        self.count += 1
        for listener in self._listeners:
            listener()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Listen for as long as the block runs, reconnecting whenever the database goes away."""
        task = asyncio.create_task(self._listen_for_ever())
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _listen_for_ever(self) -> None:
        while True:
            try:
                await self._listen_once()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
                logger.warning("changes_unheard")
            finally:
                self.is_listening = False
                self._changed()
            await asyncio.sleep(RETRY_AFTER)

    async def _listen_once(self) -> None:
        """Listen until the connection is lost."""
        connection = await asyncpg.connect(
            get_settings().database_url,
            timeout=5,
            server_settings={"application_name": "huiyin changes"},
        )
        lost = asyncio.Event()
        connection.add_termination_listener(lambda _: self._went_deaf(lost))
        try:
            await connection.add_listener(CHANNEL, self._changed)
            self._changed()  # whatever happened before we could hear
            self.is_listening = True
            while not connection.is_closed():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(lost.wait(), PROBE_EVERY)
                await connection.execute("SELECT 1", timeout=2)
        finally:
            self.is_listening = False
            connection.terminate()

    def _went_deaf(self, lost: asyncio.Event) -> None:
        """Keep nothing from this moment on, not only from the next probe."""
        self.is_listening = False
        self._changed()
        lost.set()
