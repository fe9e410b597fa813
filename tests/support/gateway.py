"""A real gateway for text messages on loopback, kind or faulty as a test wants it."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from typing import Any, NamedTuple

import pytest

from backend.kernel.settings import get_settings
from backend.notifications.texting import Courier
from tests.support.mail import ORIGIN, nobody_carries
from tests.support.waiting import until

SECRET = "the gateway's own secret"
Answer = str | Callable[[asyncio.StreamWriter], Awaitable[str]]


class Posted(NamedTuple):
    """One request as it came."""

    headers: dict[str, str]
    body: bytes

    @property
    def sent(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def is_signed(self) -> bool:
        """Whether who holds the secret signed this body, told as a gateway would tell."""
        content = self.headers["x-huiyin-timestamp"].encode() + b"." + self.body
        signed = hmac.new(SECRET.encode(), content, hashlib.sha256).hexdigest()
        return hmac.compare_digest(signed, self.headers.get("x-huiyin-signature", ""))


class Gateway:
    """Takes every message; `answers` holds what to say instead, once each."""

    def __init__(self) -> None:
        self.port = 0
        self.posted: list[Posted] = []
        self.paths: list[str] = []
        self.answers: list[Answer] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/send"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request after the other until the sender hangs up."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                await self._hear(head.decode(), reader)
                answer = self.answers.pop(0) if self.answers else "200 OK"
                said = answer if isinstance(answer, str) else await answer(writer)
                writer.write(f"HTTP/1.1 {said}\r\nContent-Length: 0\r\n\r\n".encode())
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _hear(self, head: str, reader: asyncio.StreamReader) -> None:
        first, *lines = head.strip().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        self.paths.append(first.split(" ")[1])
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        self.posted.append(Posted(headers, body))


async def hang(_: asyncio.StreamWriter) -> str:
    """Say nothing until the sender has lost its patience."""
    await asyncio.sleep(3600)
    return "200 OK"


async def dribble(writer: asyncio.StreamWriter) -> str:
    """Begin to answer, and never come to an end."""
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-Slow: yes\r\n")
        await writer.drain()  # raises once the sender has hung up
        await asyncio.sleep(0.1)


async def vanish(writer: asyncio.StreamWriter) -> str:
    """Break the connection after the message was taken."""
    writer.transport.abort()
    raise ConnectionResetError


def redirected(to: str) -> str:
    return f"302 Found\r\nLocation: {to}"


@asynccontextmanager
async def listening() -> AsyncIterator[Gateway]:
    """A gateway in this loop; what still hangs is broken off at the end."""
    gateway = Gateway()
    talks: set[asyncio.Task[None]] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        talks.add(task)
        try:
            await gateway.serve(reader, writer)
        except asyncio.CancelledError:
            writer.transport.abort()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    gateway.port = server.sockets[0].getsockname()[1]
    try:
        yield gateway
    finally:
        server.close()
        for task in talks:
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)


@asynccontextmanager
async def texting(monkeypatch: pytest.MonkeyPatch, **settings: str) -> AsyncIterator[Gateway]:
    """A gateway of our own, with the product's settings pointing to it."""
    async with listening() as gateway:
        monkeypatch.setenv("HUIYIN_SMS_URL", gateway.url)
        monkeypatch.setenv("HUIYIN_SMS_SECRET", SECRET)
        monkeypatch.setenv("HUIYIN_ORIGIN", ORIGIN)
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        get_settings.cache_clear()
        try:
            yield gateway
        finally:
            monkeypatch.undo()
            get_settings.cache_clear()


async def deliver(patience: float = 5) -> None:
    """Let the courier go one round, as the worker would."""
    with closing(Courier(chance=lambda: 1.0, patience=patience)) as courier:
        await courier.go_round(asyncio.Event())
    await until(nobody_carries)
