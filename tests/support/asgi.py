"""Runs an ASGI app's lifespan around a block, in the same loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any


@asynccontextmanager
async def running(app: Any) -> AsyncIterator[None]:
    started: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
    stopping = asyncio.Event()

    async def receive() -> dict[str, Any]:
        if not started.done():
            return {"type": "lifespan.startup"}
        await stopping.wait()
        return {"type": "lifespan.shutdown"}

    async def send(message: dict[str, Any]) -> None:
        if not started.done():
            started.set_result(message)

    scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": {}}
    task = asyncio.create_task(app(scope, receive, send))
    message = await asyncio.wait_for(started, 20)
    if message["type"] != "lifespan.startup.complete":
        raise RuntimeError(message.get("message", "the app did not start"))
    try:
        yield
    finally:
        stopping.set()
        await task
