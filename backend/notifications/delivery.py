"""The way out: what is due goes to the mail server, over one connection while there is work.

At least once at the wire: when the server's last word is lost, or the worker dies before it wrote
down that word, a message goes out again, under the same Message-ID. Nothing else sends one twice:
what could not be written down at once is written down before anything more is claimed, and one
worker claims at a time, by a lock and not by the clock.
"""

import asyncio
import random
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple

import structlog
from aiosmtplib import SMTP, SMTPException

from backend.kernel import log
from backend.kernel.errors import Unavailable
from backend.kernel.mail_server import is_configured, mail_server
from backend.kernel.sealing import unseal
from backend.kernel.settings import get_settings
from backend.kernel.sole import Sole
from backend.notifications import replies
from backend.notifications.enums import Cause
from backend.notifications.mail import composed, envelope_sender
from backend.notifications.operations import outbox, suppressing
from backend.notifications.operations.outbox import RECIPIENT
from backend.notifications.pace import Pace, is_the_one
from backend.notifications.recorder import Recorder
from backend.notifications.rendering import worded
from backend.notifications.rules import absence_after, is_spent, most_within, pause_after
from backend.notifications.schemas import ToDeliver

LOCK = 7_240_091  # whoever holds it carries the mail
AT_ONCE = 100  # messages claimed with one statement
# Composed in one go: a letter takes a third of the time when the one before it was composed just
# now as when the processor turned to a conversation in between. Nobody waits longer than 10 ms.
IN_ONE_GO = 20
PATIENCE = 20.0  # seconds, for each word of the server
SEND_WITHIN = 60.0  # seconds, for one whole message
LEASE = timedelta(minutes=5)
LOOK_EVERY = timedelta(seconds=1)

logger = structlog.get_logger("notifications")


class Unreachable(Exception):
    """The mail server cannot be talked to: no message's fault."""


class Composed(NamedTuple):
    """A message as it goes over the wire."""

    message: ToDeliver
    recipient: str
    content: bytes


class Postman:
    """Delivers what is due, and remembers between rounds what went wrong with the server."""

    def __init__(
        self,
        *,
        chance: Callable[[], float] = random.random,
        lease: timedelta = LEASE,
        patience: float = PATIENCE,
        send_within: float = SEND_WITHIN,
        pace: Pace | None = None,
    ) -> None:
        self.chance = chance
        self.lease = lease
        self.patience = patience
        self.send_within = send_within
        self.pace = pace or Pace()
        self.sole = Sole(LOCK, name="mail")
        self.server: SMTP | None = None
        self.absences = 0  # times in a row the server could not be reached
        self.held: deque[ToDeliver] = deque()  # claimed, and not yet in words
        self.composed: deque[Composed] = deque()  # claimed too, and not yet tried
        self.gone: set[str] = set()  # addresses found to be nobody's while letters to them are held
        self.recorder = Recorder()

    def close(self) -> None:
        """Let another worker carry the mail."""
        self.sole.close()

    async def go_round(self, stop: asyncio.Event) -> timedelta:
        """Deliver everything that is due; return how long to wait until the next round.

        Stands by while another worker delivers. Raises what the database raises when it goes away;
        the next round goes on from there.
        """
        await self._tidy_up()
        if not is_configured():
            await outbox.keep_due()
            return LOOK_EVERY
        if not await is_the_one(self.sole, self.pace):
            return LOOK_EVERY
        try:
            while not stop.is_set() and await self._claim():
                await self._deliver(stop)
        except Unreachable as error:
            self.close()  # another worker may reach it
            self.absences += 1
            logger.warning("mail_server_unreachable", error=str(error), times=self.absences)
            return absence_after(self.absences, self.chance)
        finally:
            await self._hang_up()
        return LOOK_EVERY

    async def _claim(self) -> bool:
        """Take on what is due, no more than the pace lets out in time; return whether any is."""
        per_minute = get_settings().mail_per_minute
        count = most_within(self.lease, per_minute=per_minute, most=AT_ONCE)
        self.held.extend(await outbox.claim(count, lease=self.lease, ask=self.sole.rows))
        self.gone.clear()
        return bool(self.held)

    async def _deliver(self, stop: asyncio.Event) -> None:
        """Deliver what is held within its lease; what is not reached goes back untried."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self.lease.total_seconds() - self.send_within
        failure = ""
        try:
            while await self._compose() and await self._turn(stop):
                await self._send(self.composed.popleft())
                if loop.time() > until:
                    break
        except Unreachable as error:
            failure = str(error)
            raise
        finally:
            await self._tidy_up(failure)

    async def _turn(self, stop: asyncio.Event) -> bool:
        """Wait for the next message's turn; return False when told to stop or relieved."""
        may_go = await self.pace.turn(stop, per_minute=get_settings().mail_per_minute)
        return may_go and self.sole.is_held

    async def _tidy_up(self, failure: str = "") -> None:
        """Write down what the server took, and give back what was not tried."""
        await self.recorder.settle()
        await outbox.release(self._untried(), failure=failure)
        self.composed.clear()
        self.held.clear()

    def _untried(self) -> tuple[ToDeliver, ...]:
        return (*(letter.message for letter in self.composed), *self.held)

    async def _compose(self) -> bool:
        """Put the next few into words where nothing is left to send; return whether anything is."""
        while self.held and not self.composed:
            for _ in range(min(IN_ONE_GO, len(self.held))):
                message = self.held.popleft()
                try:
                    recipient = unseal(message.recipient, purpose=RECIPIENT)
                    content = composed(worded(message), message, recipient=recipient)
                except (Unavailable, ValueError) as error:
                    await self._note_unwordable(message, error)
                else:
                    self.composed.append(Composed(message, recipient, content))
        return bool(self.composed)

    async def _send(self, letter: Composed) -> None:
        """Send one message and note how it went; raise Unreachable when nobody answers."""
        if letter.recipient in self.gone:
            return
        try:
            server = await self._connected()
            async with asyncio.timeout(self.send_within):
                await server.sendmail(envelope_sender(), [letter.recipient], letter.content)
        except Unreachable:
            self.composed.appendleft(letter)
            raise
        except (SMTPException, OSError, ValueError) as error:
            await self._note_failure(letter, error)
        else:
            self.absences = 0
            await self.recorder.add(letter.message.id)

    async def _connected(self) -> SMTP:
        """Return the open connection, or a new one; raise Unreachable."""
        if self.server is None or not self.server.is_connected:
            server = mail_server(patience=self.patience)
            try:
                await server.connect()
            except (SMTPException, OSError, ValueError) as error:
                raise Unreachable(replies.told(error)) from error
            self.server = server
        return self.server

    async def _note_unwordable(self, message: ToDeliver, error: Exception) -> None:
        """Give up a message that cannot be put into words, or has no address."""
        said = log.told(error.__cause__ or error)
        logger.error("message_unwordable", message=message.id, error=said)
        await self.recorder.settle()
        await outbox.fail(message, failure=said)

    async def _note_failure(self, letter: Composed, error: Exception) -> None:
        """Put the message off, or give it up when trying again would not help.

        Raises Unreachable when it is us whom the server refuses, before it heard of the message.
        """
        said, message = replies.told(error), letter.message
        if replies.is_about_us(error):
            self.composed.appendleft(letter)
            raise Unreachable(said) from error
        self.absences = 0
        logger.warning("message_not_sent", message=message.id, attempt=message.attempts, error=said)
        if replies.leaves_open(error):
            self._drop()
        await self.recorder.settle()
        if replies.is_lasting(error) or is_spent(message.attempts):
            await outbox.fail(message, failure=said)
        else:
            pause = pause_after(message.attempts, self.chance)
            await outbox.put_off(message, pause, failure=said)
        if replies.is_of_no_mailbox(error):
            self.gone.add(letter.recipient)
            await suppressing.suppress(letter.recipient, cause=Cause.BOUNCE, reason=said)

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
