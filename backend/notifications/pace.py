"""How fast messages go out: never faster than the setting lets them, whatever waits."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from backend.kernel.sole import Sole
from backend.notifications.rules import turn_after


async def wait_for(stop: asyncio.Event, seconds: float) -> None:
    """Wait so long, or until told to stop."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


class Pace:
    """Lets one message after the other go, evenly apart; remembered from round to round."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[asyncio.Event, float], Awaitable[None]] = wait_for,
    ) -> None:
        self.clock = clock
        self.wait = wait
        self.last: float | None = None

    def begin(self) -> None:
        """Keep as far from what another process may just have sent as from one's own."""
        self.last = self.clock()

    async def turn(self, stop: asyncio.Event, *, per_minute: int) -> bool:
        """Wait until the next may go; return whether it may, which it may not once told to stop."""
        now = self.clock()
        due = turn_after(self.last, now, per_minute=per_minute)
        if due > now:
            await self.wait(stop, due - now)
        if stop.is_set():
            return False
        self.last = self.clock()
        return True


async def is_the_one(sole: Sole, pace: Pace) -> bool:
    """Whether no other worker delivers; who begins keeps his distance from who was before."""
    if not sole.is_held:
        if not await sole.take():
            return False
        pace.begin()
    return True
