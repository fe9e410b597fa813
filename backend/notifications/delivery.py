"""The way out: what is due goes to the mail server, over one connection while there is work.

At least once at the wire: when the server's last word is lost, or the worker dies before it wrote
down that word, a message goes out again, under the same Message-ID. Nothing else sends one twice:
what could not be written down at once is written down before anything more is claimed.
"""

import asyncio
import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta

import structlog
from aiosmtplib import (
    SMTP,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from backend.kernel import log
from backend.kernel.errors import Unavailable
from backend.kernel.mail_server import is_configured, mail_server
from backend.kernel.sealing import unseal
from backend.notifications.mail import composed, envelope_sender
from backend.notifications.operations import outbox
from backend.notifications.operations.outbox import RECIPIENT
from backend.notifications.rendering import worded
from backend.notifications.rules import absence_after, is_spent, pause_after
from backend.notifications.schemas import ToDeliver

AT_ONCE = 50  # messages claimed with one statement
PATIENCE = 20.0  # seconds, for each word of the server
SEND_WITHIN = 60.0  # seconds, for one whole message
LEASE = timedelta(minutes=5)
LOOK_EVERY = timedelta(seconds=1)
PERMANENT = range(500, 600)
TOO_LARGE = 552  # told already when the sender is named

logger = structlog.get_logger("notifications")


class Unreachable(Exception):
    """The mail server cannot be talked to: no message's fault."""


class Postman:
    """Delivers what is due, and remembers between rounds what went wrong with the server."""

    def __init__(
        self,
        *,
        chance: Callable[[], float] = random.random,
        lease: timedelta = LEASE,
        patience: float = PATIENCE,
    ) -> None:
        self.chance = chance
        self.lease = lease
        self.patience = patience
        self.server: SMTP | None = None
        self.absences = 0  # times in a row the server could not be reached
        self.unrecorded: list[int] = []  # the server took them, the database does not know yet

    async def go_round(self, stop: asyncio.Event) -> timedelta:
        """Deliver everything that is due; return how long to wait until the next round.

        Raises what the database raises when it goes away; the next round goes on from there.
        """
        await self._note_sent()
        if not is_configured():
            await outbox.keep_due()
            return LOOK_EVERY
        try:
            while not stop.is_set():
                batch = await outbox.claim(AT_ONCE, lease=self.lease)
                if not batch:
                    break
                await self._deliver(batch, stop)
        except Unreachable as error:
            self.absences += 1
            logger.warning("mail_server_unreachable", error=str(error), times=self.absences)
            return absence_after(self.absences, self.chance)
        finally:
            await self._hang_up()
        return LOOK_EVERY

    async def _deliver(self, batch: Sequence[ToDeliver], stop: asyncio.Event) -> None:
        """Deliver a batch within its lease; what is not reached goes back untried."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self.lease.total_seconds() - SEND_WITHIN
        for place, message in enumerate(batch):
            if place and (stop.is_set() or loop.time() > until):
                await outbox.release(batch[place:])
                return
            try:
                await self._send(message)
            except Unreachable as error:
                await outbox.release(batch[place:], failure=str(error))
                raise

    async def _send(self, message: ToDeliver) -> None:
        """Send one message and note how it went; raise Unreachable when nobody answers."""
        try:
            recipient = unseal(message.recipient, purpose=RECIPIENT)
            content = composed(worded(message), message, recipient=recipient)
        except (Unavailable, ValueError) as error:
            said = log.told(error.__cause__ or error)
            logger.error("message_unwordable", message=message.id, error=said)  # noqa: TRY400 - told
            await outbox.fail(message, failure=said)
            return
        server = await self._connected()
        try:
            async with asyncio.timeout(SEND_WITHIN):
                await server.sendmail(envelope_sender(), [recipient], content)
        except (SMTPException, OSError, ValueError) as error:
            await self._note_failure(message, error)
        else:
            self.absences = 0
            self.unrecorded.append(message.id)
            await self._note_sent()

    async def _connected(self) -> SMTP:
        """Return the open connection, or a new one; raise Unreachable."""
        if self.server is None or not self.server.is_connected:
            server = mail_server(patience=self.patience)
            try:
                await server.connect()
            except (SMTPException, OSError, ValueError) as error:
                raise Unreachable(told(error)) from error
            self.server = server
        return self.server

    async def _note_sent(self) -> None:
        """Write down what the server took; what fails here is tried again before all else."""
        await outbox.record_sent(self.unrecorded)
        self.unrecorded.clear()

    async def _note_failure(self, message: ToDeliver, error: Exception) -> None:
        """Put the message off, or give it up when trying again would not help.

        Raises Unreachable when it is us whom the server refuses, before it heard of the message.
        """
        said = told(error)
        if isinstance(error, SMTPSenderRefused) and error.code != TOO_LARGE:
            raise Unreachable(said) from error
        self.absences = 0
        logger.warning("message_not_sent", message=message.id, attempt=message.attempts, error=said)
        if not isinstance(error, SMTPResponseException | SMTPRecipientsRefused):
            self._drop()  # nobody knows where the conversation stands
        if code_of(error) in PERMANENT or is_spent(message.attempts):
            await outbox.fail(message, failure=said)
        else:
            pause = pause_after(message.attempts, self.chance)
            await outbox.put_off(message, pause, failure=said)

    async def _hang_up(self) -> None:
        """Say goodbye, not for long."""
        if self.server is not None and self.server.is_connected:
            with suppress(SMTPException, OSError):
                await self.server.quit(timeout=2)
        self._drop()

    def _drop(self) -> None:
        if self.server is not None:
            self.server.close()
        self.server = None


def code_of(error: Exception) -> int:
    """Return the server's reply code, or 0 where it did not reply."""
    if isinstance(error, SMTPRecipientsRefused):
        return int(error.recipients[0].code)
    return int(error.code) if isinstance(error, SMTPResponseException) else 0


def told(error: Exception) -> str:
    """Return the server's words without addresses and long numbers, or what kind of mishap it was.

    In the words a mail administrator looks for; they are never translated.
    """
    if isinstance(error, SMTPRecipientsRefused):
        return told(error.recipients[0])
    if isinstance(error, SMTPResponseException):
        return log.blotted(f"{error.code} {' '.join(str(error.message).split())}")
    return log.told(error)
