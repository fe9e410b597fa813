"""What the mail server took and the database does not know yet: never more than a handful."""

import asyncio
from contextlib import suppress

from backend.notifications.operations import outbox

# So many letters at most are sent again when the worker is killed outright: the ones the server
# took, or was just taking, whose rows do not say so yet.
WINDOW = 20
ENOUGH = WINDOW // 2  # to be written down with one statement, while as many more may go out
LINGER = 0.05  # seconds, in which so many may come


class Recorder:
    """Writes down what was taken while the next goes out, several with one statement."""

    def __init__(self) -> None:
        self.taken: list[int] = []
        self.is_enough = asyncio.Event()
        self.writing: asyncio.Task[None] | None = None

    async def add(self, message_id: int) -> None:
        """Note that the server took a message; wait where one more would be too many.

        Raises what the database raises; what is not written down by then stays noted.
        """
        self.taken.append(message_id)
        if self.writing is None:
            self.writing = asyncio.create_task(self._write())
        if len(self.taken) >= ENOUGH:
            self.is_enough.set()
        if len(self.taken) >= WINDOW or self.writing.done():
            await self.settle()

    async def settle(self) -> None:
        """Return once everything is written down; raise what the database raises."""
        while self.taken or self.writing:
            self.is_enough.set()
            if self.writing is None:
                self.writing = asyncio.create_task(self._write())
            try:
                await self.writing
            finally:
                self.writing = None

    async def _write(self) -> None:
        while self.taken:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.is_enough.wait(), LINGER)
            self.is_enough.clear()
            ids = tuple(self.taken)
            await outbox.record_sent(ids)
            del self.taken[: len(ids)]
        self.writing = None
