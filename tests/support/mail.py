"""A real mail server on loopback, kind or faulty as a test wants it, and what it received.

@pytest.fixture
async def mailbox(anyio_backend, monkeypatch):
    async with receiving(monkeypatch) as found:
        yield found
"""

import asyncio
import ssl
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, NamedTuple

import pytest
from aiosmtpd.smtp import SMTP, Envelope

from backend.kernel.database import rows
from backend.kernel.settings import get_settings
from backend.notifications import delivery, texting
from backend.notifications.delivery import Postman
from tests.support.waiting import until

ORIGIN = "https://hy.qingze.example"
SENDER = "huiyin@qingze.example"
CARRIERS = """
SELECT pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database
WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.pid <> pg_backend_pid()
    AND l.objid::bigint = ANY({}::bigint[])
"""
Answer = str | Callable[[SMTP], Awaitable[str]]


class Received(NamedTuple):
    """One letter as the server took it."""

    sender: str
    recipients: list[str]
    mail: EmailMessage
    raw: bytes

    @property
    def subject(self) -> str:
        return str(self.mail["Subject"])

    def part(self, kind: str) -> str:
        """Return the `plain` or the `html` part."""
        found = self.mail.get_body((kind,))
        assert found is not None
        return str(found.get_content()).replace("\r\n", "\n")


class Mailbox:
    """Takes every letter; `answers` holds what to say instead, once each, at RCPT, MAIL or DATA."""

    def __init__(self) -> None:
        self.port = 0
        self.letters: list[Received] = []
        self.answers: dict[str, list[Answer]] = defaultdict(list)
        self.connections = 0
        self.encrypted = 0  # letters that came so

    def receptionist(self, tls: ssl.SSLContext | None) -> SMTP:
        """Return who talks to the next client."""
        self.connections += 1
        return SMTP(self, enable_SMTPUTF8=False, tls_context=tls)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def has(self, count: int) -> Callable[[], bool]:
        """Return what tells whether so many letters have come."""
        return lambda: len(self.letters) >= count

    def copies(self) -> Counter[str]:
        """Return how often each letter came."""
        return Counter(str(letter.mail["Message-ID"]) for letter in self.letters)

    def to(self, address: str) -> list[Received]:
        """Return what one address received."""
        return [letter for letter in self.letters if address in letter.recipients]

    async def _answer(self, stage: str, server: SMTP, usual: str) -> str:
        if not self.answers[stage]:
            return usual
        answer = self.answers[stage].pop(0)
        return answer if isinstance(answer, str) else await answer(server)

    async def handle_MAIL(self, server: SMTP, *given: Any) -> str:  # noqa: N802 - aiosmtpd's name
        answer = await self._answer("MAIL", server, "250 OK")
        if answer.startswith("2"):
            _, envelope, envelope.mail_from, _ = given
        return answer

    async def handle_RCPT(self, server: SMTP, *given: Any) -> str:  # noqa: N802
        answer = await self._answer("RCPT", server, "250 OK")
        if answer.startswith("2"):
            _, envelope, address, _ = given
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, *given: Any) -> str:  # noqa: N802
        answer = await self._answer("DATA", server, "250 taken")
        if answer.startswith("2"):
            self.encrypted += server.transport.get_extra_info("ssl_object") is not None
            self.take(given[1])
        return answer

    def take(self, envelope: Envelope) -> None:
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        letter = Received(str(envelope.mail_from), list(envelope.rcpt_tos), mail, envelope.content)
        self.letters.append(letter)


class Pause:
    """The server's hand held still between taking a letter and saying so."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.over = asyncio.Event()

    async def __call__(self, _: SMTP) -> str:
        self.reached.set()
        await self.over.wait()
        return "250 taken"


async def take_and_vanish(server: SMTP) -> str:
    """Take the letter, and break the connection before the sender learns of it."""
    server.event_handler.take(server.envelope)
    server.transport.abort()
    return "451 nobody hears this"


async def vanish(server: SMTP) -> str:
    """Break the connection without a word."""
    server.transport.abort()
    return "451 nobody hears this"


@asynccontextmanager
async def listening(port: int = 0, *, tls: ssl.SSLContext | None = None) -> AsyncIterator[Mailbox]:
    """A mail server in this loop, at a port of its own unless one is named."""
    mailbox = Mailbox()
    server = await asyncio.get_running_loop().create_server(
        lambda: mailbox.receptionist(tls), "127.0.0.1", port
    )
    async with server:
        mailbox.port = server.sockets[0].getsockname()[1]
        yield mailbox


def configure(
    monkeypatch: pytest.MonkeyPatch, url: str, *, sender: str = SENDER, origin: str = ORIGIN
) -> None:
    """Set the mail settings as the environment would; undone by `restored`."""
    monkeypatch.setenv("HUIYIN_SMTP_URL", url)
    monkeypatch.setenv("HUIYIN_MAIL_FROM", sender)
    monkeypatch.setenv("HUIYIN_ORIGIN", origin)
    get_settings.cache_clear()


@asynccontextmanager
async def receiving(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Mailbox]:
    """A mail server of our own, with the product's settings pointing to it."""
    async with listening() as mailbox:
        configure(monkeypatch, mailbox.url)
        try:
            yield mailbox
        finally:
            monkeypatch.undo()
            get_settings.cache_clear()


async def deliver() -> None:
    """Let the postman go one round, as the worker would."""
    with closing(Postman(chance=lambda: 1.0, patience=2)) as postman:
        await postman.go_round(asyncio.Event())
    await until(nobody_carries)


async def nobody_carries() -> bool:
    """Whether the database has heard that every carrier let go."""
    return not await rows(CARRIERS, [delivery.LOCK, texting.LOCK])
