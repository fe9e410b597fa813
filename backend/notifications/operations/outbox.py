"""Writes to the outbox: by rooms that have something to say, and by whoever delivers it."""

import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any

from backend.kernel.database import open_connection, rows
from backend.kernel.errors import NotFound
from backend.kernel.sealing import keyed_hash, seal
from backend.kernel.text.mail_address import same_mailbox
from backend.notifications.enums import Channel, MessageState
from backend.notifications.rules import MOST_ATTEMPTS, try_again
from backend.notifications.schemas import Message, MessageHeld, ToDeliver

RECIPIENT = "notifications.recipient"  # purposes of sealing
CONTEXT = "notifications.context"
MESSAGE_ID = "notifications.message_id"
LONGEST_FAILURE = 400  # characters
READABLE_FOR = timedelta(days=30)
Ask = Callable[..., Awaitable[list[dict[str, Any]]]]  # as `rows`

COLUMNS = 10
INTO = """
INSERT INTO outbound_message
    (dedupe_key, channel, template, language, origin, context, recipient, recipient_key,
     unsubscribe_path, message_id, state, attempts, due_at, failure, created_at)
"""
# One statement for a hundred costs the database half of what a hundred statements do.
ENQUEUE = f"""{INTO} SELECT key, channel, template, language, origin, context, recipient,
    recipient_key, unsubscribe_path, message_id, 'queued', 0, now(), '', now()
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
    $8::text[], $9::text[], $10::text[])
AS m (key, channel, template, language, origin, context, recipient, recipient_key,
    unsubscribe_path, message_id)
ON CONFLICT (dedupe_key) DO NOTHING
"""  # noqa: S608 - constants of ours
# An array is made once; `IN (SELECT …)` may be asked for each row, and then takes past its LIMIT.
# What goes to an address that takes no mail is put aside by the very statement that would take it.
CLAIM = """
WITH due AS MATERIALIZED (
    SELECT m.id, s.id IS NOT NULL AS is_suppressed FROM outbound_message m
    LEFT JOIN suppressed_address s ON s.address_key = m.recipient_key
    WHERE m.id = ANY(ARRAY(SELECT id FROM outbound_message WHERE state = 'queued'
        AND due_at <= now() AND channel = {} AND attempts < {}
        ORDER BY due_at, id LIMIT {} FOR UPDATE SKIP LOCKED))
)
UPDATE outbound_message m SET attempts = attempts + CASE WHEN is_suppressed THEN 0 ELSE 1 END,
    state = CASE WHEN is_suppressed THEN 'suppressed' ELSE 'queued' END,
    due_at = now() + {}::interval, failure = CASE WHEN is_suppressed THEN '' ELSE failure END
FROM due WHERE m.id = due.id
RETURNING m.id, channel, template, language, origin, context, recipient, unsubscribe_path,
    message_id, attempts, created_at, is_suppressed
"""
GIVE_UP = """
UPDATE outbound_message SET state = 'failed',
    failure = CASE failure WHEN '' THEN 'its delivery was cut short each time' ELSE failure END
WHERE state = 'queued' AND due_at <= now() AND channel = {} AND attempts >= {} RETURNING id
"""
SENT = """
UPDATE outbound_message SET state = 'sent', sent_at = now(), failure = ''
WHERE id = ANY({}::bigint[]) AND state IN ('queued', 'failed', 'suppressed')
"""
PUT_OFF = """
UPDATE outbound_message SET due_at = now() + {}::interval, failure = {}
WHERE id = {} AND state = 'queued' AND attempts = {}
"""
FAIL = """
UPDATE outbound_message SET state = 'failed', failure = {}
WHERE id = {} AND state = 'queued' AND attempts = {}
"""
RELEASE = """
UPDATE outbound_message m SET due_at = now(), attempts = m.attempts - 1,
    failure = CASE {} WHEN '' THEN failure ELSE {} END
FROM unnest({}::bigint[], {}::int[]) AS held (id, attempts)
WHERE m.id = held.id AND m.state = 'queued' AND m.attempts = held.attempts
"""
KEEP = """
UPDATE outbound_message SET state = 'kept', failure = ''
WHERE state = 'queued' AND due_at <= now() AND channel = {} RETURNING id
"""
LOCK = "SELECT state, context FROM outbound_message WHERE id = {} FOR UPDATE"
QUEUE_AGAIN = """
UPDATE outbound_message SET state = 'queued', attempts = 0, due_at = now(), failure = ''
WHERE id = {} RETURNING id, template
"""
EMPTY = "UPDATE outbound_message SET context = '', recipient = '', recipient_key = '' WHERE "
OLD = "state <> 'queued' AND context <> '' AND coalesce(sent_at, created_at) < now() - {}::interval"
OF_RECIPIENT = "state <> 'queued' AND recipient_key <> '' AND recipient_key = {}"


async def enqueue(message: Message) -> None:
    """Put a message into the outbox, in the caller's transaction; one of its key stays one.

    One statement, and no NOTIFY: commits that notify wait for each other, which would let no more
    than a quarter of the submissions through. The worker looks every second instead. Raises
    RuntimeError outside a transaction: an act and its message stand or fall together.
    """
    await enqueue_all((message,))


async def enqueue_all(messages: Iterable[Message]) -> None:
    """Put many messages into the outbox with one statement, as `enqueue` does one."""
    columns = list(zip(*map(to_enqueue, messages), strict=True))
    if columns:
        await open_connection().execute(ENQUEUE, *columns)


def enqueueing(source: str, *, first: int) -> str:
    """Return the writing of a message for each row of `source`, as a part of one larger statement.

    For an act so frequent that a round trip more counts; the values are numbered from `first`.
    """
    values = ", ".join(f"${number}" for number in range(first, first + COLUMNS))
    return f"""{INTO} SELECT {values}, 'queued', 0, now(), '', now() FROM {source}
    ON CONFLICT (dedupe_key) DO NOTHING"""  # noqa: S608 - constants of ours


def to_enqueue(message: Message) -> tuple[str, ...]:
    """Return a message's values, for a statement that has `enqueueing` in it."""
    return (
        message.dedupe_key,
        message.channel.value,
        message.template,
        message.language,
        message.origin,
        seal(json.dumps(dict(message.context), ensure_ascii=False), purpose=CONTEXT),
        seal(message.to, purpose=RECIPIENT),
        recipient_key(message.to),
        message.unsubscribe_path,
        keyed_hash(message.dedupe_key, purpose=MESSAGE_ID)[:32],
    )


def recipient_key(address: str) -> str:
    """Return what an address is known by where it may not stand itself."""
    return keyed_hash(same_mailbox(address), purpose=RECIPIENT)


async def claim(
    count: int, *, lease: timedelta, channel: Channel = Channel.MAIL, ask: Ask = rows
) -> tuple[ToDeliver, ...]:
    """Take messages that are due, the oldest first; nobody else gets them while the lease runs.

    Asked over the connection that holds the carrier's lock, where there is one: a carrier that
    lost it claims nothing more.

    A worker that dies leaves them to others once the lease is over. What was cut short at every
    attempt is given up: it may be what kills the worker. What goes to a suppressed address is
    marked as that and not returned.
    """
    claimed: list[ToDeliver] = []
    while not claimed:
        found = await ask(CLAIM, channel.value, MOST_ATTEMPTS, count, lease)
        if not found:
            await ask(GIVE_UP, channel.value, MOST_ATTEMPTS)
            break
        claimed = [ToDeliver(**row) for row in found if not row["is_suppressed"]]
    return tuple(sorted(claimed, key=lambda message: message.id))


async def record_sent(ids: Sequence[int]) -> None:
    """Note what the server took, whoever holds the lease by now."""
    if ids:
        await rows(SENT, list(ids))


async def put_off(message: ToDeliver, pause: timedelta, *, failure: str) -> None:
    """Leave a message for later, unless another worker has claimed it meanwhile."""
    await rows(PUT_OFF, pause, failure[:LONGEST_FAILURE], message.id, message.attempts)


async def fail(message: ToDeliver, *, failure: str) -> None:
    """Give a message up for a person to look at, unless another worker has claimed it meanwhile."""
    await rows(FAIL, failure[:LONGEST_FAILURE], message.id, message.attempts)


async def release(messages: Sequence[ToDeliver], *, failure: str = "") -> None:
    """Give claimed messages back untried, unless another worker has claimed them meanwhile.

    This attempt does not count.
    """
    if messages:
        said = failure[:LONGEST_FAILURE]
        ids, attempts = zip(*((one.id, one.attempts) for one in messages), strict=True)
        await rows(RELEASE, said, said, ids, attempts)


async def keep_due(channel: Channel = Channel.MAIL) -> int:
    """Keep what is due to be read at the desk, for want of a way out; return how many."""
    return len(await rows(KEEP, channel.value))


async def queue_again(message_id: int) -> MessageHeld:
    """Send a failed or kept message anew, in the caller's transaction.

    Raises NotFound, and Conflict when it is on its way, was delivered or has lost its words.
    """
    open_connection()
    found = await rows(LOCK, message_id)
    if not found:
        raise NotFound
    try_again(MessageState(found[0]["state"]), is_emptied=not found[0]["context"])
    return MessageHeld(**(await rows(QUEUE_AGAIN, message_id))[0])


async def forget_recipient(address: str) -> None:
    """Empty what was sent to an address of its words and the address; the queued ones still go."""
    await rows(EMPTY + OF_RECIPIENT, recipient_key(address))


async def forget_old() -> int:
    """Empty what is a month old of words and address; return how many."""
    return len(await rows(EMPTY + OLD + " RETURNING id", READABLE_FOR))
