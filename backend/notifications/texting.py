"""The way out for text messages: each is one signed POST to the county's gateway.

At least once at the wire, as with mail: when the gateway's answer is lost the same message is
posted again, under the same Idempotency-Key, by which the gateway can tell.
"""

import asyncio
import hashlib
import hmac
import json
import random
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import httpx
import structlog

from backend.kernel import clock, log
from backend.kernel.errors import Unavailable
from backend.kernel.sealing import unseal
from backend.kernel.settings import get_settings
from backend.kernel.sms_gateway import is_configured
from backend.kernel.sole import Sole
from backend.kernel.text.phone import mobile_number
from backend.notifications.enums import Channel
from backend.notifications.operations import outbox
from backend.notifications.operations.outbox import RECIPIENT
from backend.notifications.pace import Pace, is_the_one
from backend.notifications.rendering import texted
from backend.notifications.rules import absence_after, is_spent, most_within, pause_after
from backend.notifications.schemas import ToDeliver

LOCK = 7_240_092  # whoever holds it carries the text messages
AT_ONCE = 20  # messages claimed with one statement
PATIENCE = 10.0  # seconds, for one whole answer
LEASE = timedelta(minutes=5)
LOOK_EVERY = timedelta(seconds=1)
LATER = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
BLANK = re.compile(r"\{(phone|text|id)\}")
MOST_READ = 200  # characters of an answer that says no
NOBODY_THERE = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)

logger = structlog.get_logger("notifications")


class Unreachable(Exception):
    """The gateway cannot be talked to, or does not know us: no message's fault."""


class Courier:
    """Delivers the text messages that are due, and remembers what went wrong with the gateway."""

    def __init__(
        self,
        *,
        chance: Callable[[], float] = random.random,
        lease: timedelta = LEASE,
        patience: float = PATIENCE,
        pace: Pace | None = None,
    ) -> None:
        self.chance = chance
        self.lease = lease
        self.patience = patience
        self.pace = pace or Pace()
        self.sole = Sole(LOCK, name="sms")
        self.absences = 0  # times in a row the gateway could not be reached
        self.unrecorded: list[int] = []  # the gateway took them, the database does not know yet

    def close(self) -> None:
        """Let another worker carry the text messages."""
        self.sole.close()

    async def go_round(self, stop: asyncio.Event) -> timedelta:
        """Deliver everything that is due; return how long to wait until the next round.

        Stands by while another worker delivers. Raises what the database raises when it goes away;
        the next round goes on from there.
        """
        await self._note_sent()
        if not is_configured():
            await outbox.keep_due(Channel.SMS)
            return LOOK_EVERY
        if not await is_the_one(self.sole, self.pace):
            return LOOK_EVERY
        try:
            await self._deliver_due(stop)
        except Unreachable as error:
            self.close()  # another worker may reach it
            self.absences += 1
            logger.warning("sms_gateway_unreachable", error=str(error), times=self.absences)
            return absence_after(self.absences, self.chance)
        return LOOK_EVERY

    async def _deliver_due(self, stop: asyncio.Event) -> None:
        patience = httpx.Timeout(self.patience, connect=self.patience / 2)
        async with httpx.AsyncClient(timeout=patience, trust_env=False) as client:
            while not stop.is_set() and (batch := await self._claim()):
                await self._deliver(client, batch, stop)

    async def _claim(self) -> Sequence[ToDeliver]:
        """Take on what is due, no more than the pace lets out in time."""
        count = most_within(self.lease, per_minute=get_settings().sms_per_minute, most=AT_ONCE)
        return await outbox.claim(count, lease=self.lease, channel=Channel.SMS, ask=self.sole.rows)

    async def _deliver(
        self, client: httpx.AsyncClient, batch: Sequence[ToDeliver], stop: asyncio.Event
    ) -> None:
        """Deliver a batch within its lease; what is not reached goes back untried."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self.lease.total_seconds() - self.patience * 2
        for place, message in enumerate(batch):
            if (place and loop.time() > until) or not await self._turn(stop):
                await outbox.release(batch[place:])
                return
            try:
                await self._send(client, message)
            except Unreachable as error:
                await outbox.release(batch[place:], failure=str(error))
                raise

    async def _turn(self, stop: asyncio.Event) -> bool:
        """Wait for the next message's turn; return False when told to stop or relieved."""
        may_go = await self.pace.turn(stop, per_minute=get_settings().sms_per_minute)
        return may_go and self.sole.is_held

    async def _send(self, client: httpx.AsyncClient, message: ToDeliver) -> None:
        """Post one message and note how it went; raise Unreachable when nobody answers."""
        try:
            phone, text = _number(message), texted(message)
        except (Unavailable, ValueError) as error:
            said = log.told(error.__cause__ or error)
            logger.error("message_unwordable", message=message.id, error=said)  # noqa: TRY400 - told
            await outbox.fail(message, failure=said)
            return
        try:
            async with asyncio.timeout(self.patience):
                answer = await _posted(client, message, phone=phone, text=text)
        except NOBODY_THERE as error:
            raise Unreachable(log.told(error)) from error
        except (httpx.HTTPError, TimeoutError) as error:
            await self._put_off(message, log.told(error))
        else:
            await self._note(message, answer)

    async def _note(self, message: ToDeliver, answer: httpx.Response) -> None:
        """Write down what the gateway said; raise Unreachable when it is us whom it refuses."""
        if answer.is_success:
            self.absences = 0
            self.unrecorded.append(message.id)
            await self._note_sent()
            return
        said = told(answer)
        if answer.status_code == HTTPStatus.UNAUTHORIZED:
            raise Unreachable(said)
        if answer.is_client_error and answer.status_code not in LATER:
            self.absences = 0
            logger.warning("text_refused", message=message.id, error=said)
            await outbox.fail(message, failure=said)
            return
        await self._put_off(message, said)

    async def _put_off(self, message: ToDeliver, said: str) -> None:
        """Leave a message for later, or give it up once it was tried often enough."""
        self.absences = 0
        logger.warning("text_not_sent", message=message.id, attempt=message.attempts, error=said)
        if is_spent(message.attempts):
            await outbox.fail(message, failure=said)
        else:
            pause = pause_after(message.attempts, self.chance)
            await outbox.put_off(message, pause, failure=said)

    async def _note_sent(self) -> None:
        """Write down what the gateway took; what fails here is tried again before all else."""
        await outbox.record_sent(self.unrecorded)
        self.unrecorded.clear()


def _number(message: ToDeliver) -> str:
    number = mobile_number(unseal(message.recipient, purpose=RECIPIENT))
    if number is None:
        raise ValueError("no text message can go to this number")
    return number


async def _posted(
    client: httpx.AsyncClient, message: ToDeliver, *, phone: str, text: str
) -> httpx.Response:
    """Post a message; a redirect is an answer like any other, and never followed."""
    settings = get_settings()
    body = body_of(settings.sms_body, {"phone": phone, "text": text, "id": message.message_id})
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": message.message_id,
        **signature(body, secret=settings.sms_secret.get_secret_value(), at=clock.now()),
    }
    url = settings.sms_url.get_secret_value()
    return await client.post(url, content=body, headers=headers, follow_redirects=False)


def body_of(template: str, values: Mapping[str, str]) -> bytes:
    """Return the JSON a gateway is sent: the template with its blanks filled inside its texts.

    The template is read before anything is filled in, so no words can end a text and begin another.
    """

    def filled(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: filled(value) for name, value in part.items()}
        if isinstance(part, list):
            return [filled(value) for value in part]
        return _with_blanks(part, values) if isinstance(part, str) else part

    return json.dumps(filled(json.loads(template)), ensure_ascii=False).encode()


def _with_blanks(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its blanks filled in one go: words that look like a blank stay words."""
    parts = BLANK.split(text)
    return "".join(values[part] if place % 2 else part for place, part in enumerate(parts))


def signature(body: bytes, *, secret: str, at: datetime) -> dict[str, str]:
    """Return the headers by which the gateway knows us, and an old message from a new one."""
    timestamp = str(int(at.timestamp()))
    if not secret:
        return {"X-Huiyin-Timestamp": timestamp}
    signed = hmac.digest(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256)
    return {"X-Huiyin-Timestamp": timestamp, "X-Huiyin-Signature": signed.hex()}


def told(answer: httpx.Response) -> str:
    """Return the gateway's words without addresses and long numbers, as its keeper looks for."""
    words = " ".join(answer.text[:MOST_READ].split())
    return log.blotted(f"{answer.status_code} {words}".strip())
