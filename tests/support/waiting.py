"""Waits for something to become so, never longer than it may take."""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable


async def until(is_so: Callable[[], bool | Awaitable[bool]], *, within: float = 10) -> float:
    """Ask until the answer is yes, and return how many seconds it took; raise TimeoutError."""
    started = time.monotonic()
    async with asyncio.timeout(within):
        while True:
            answer = is_so()
            if await answer if inspect.isawaitable(answer) else answer:
                return time.monotonic() - started
            await asyncio.sleep(0.01)
