"""Reads of the outbox: the desk's list, one message to read, and figures."""

from typing import Any

from backend.kernel.database import rows
from backend.kernel.errors import NotFound, Unavailable
from backend.kernel.health import Figure
from backend.kernel.paging import Page, read_cursor, write_cursor
from backend.kernel.sealing import unseal
from backend.notifications.contacts import masked
from backend.notifications.enums import Channel, MessageState
from backend.notifications.operations.outbox import RECIPIENT
from backend.notifications.schemas import MessageCount, MessageLine, SuppressedLine, ToDeliver

PAGE_SIZE = 50  # messages
LINE = """
SELECT id, channel, template, state, recipient, attempts, due_at, sent_at, created_at, failure,
    context = '' AS is_emptied FROM outbound_message
"""
LIST = f"""{LINE} WHERE id < {{}} AND ({{}} = '' OR state = {{}}) AND ({{}} = '' OR channel = {{}})
ORDER BY id DESC LIMIT {{}}
"""
COUNTED = 10_000  # messages of a state looked at, however many there are
# Each state by name, so that the indexes of some states alone can be used.
COUNTS = " UNION ALL ".join(
    f"""
SELECT '{state}' AS state, count(*) FILTER (WHERE {{}} = '' OR channel = {{}}) AS count,
    count(*) AS looked_at
FROM (SELECT channel FROM outbound_message WHERE state = '{state}' LIMIT {{}}) AS latest
"""  # noqa: S608 - states of ours
    for state in MessageState
)
SUPPRESSED = """
SELECT id, masked, cause, reason, created_at FROM suppressed_address
WHERE id < {} ORDER BY id DESC LIMIT {}
"""
ONE = LINE + "WHERE id = {}"
WORDS = """
SELECT id, channel, template, language, origin, context, recipient, unsubscribe_path, message_id,
    attempts, created_at
FROM outbound_message WHERE id = {}
"""
# What has lost its words, or goes where nothing more is sent, is nobody's to look after.
FAILED = """
SELECT count(*) AS count FROM (
    SELECT FROM outbound_message m WHERE state = 'failed' AND context <> '' AND NOT EXISTS
        (SELECT FROM suppressed_address s WHERE s.address_key = m.recipient_key) LIMIT {}
) AS failed
"""
FIGURES = """
SELECT (SELECT count(*) FROM outbound_message WHERE state = 'queued') AS queued,
    (SELECT count(*) FROM outbound_message WHERE state = 'failed') AS failed,
    (SELECT count(*) FROM outbound_message WHERE state = 'kept') AS kept,
    (SELECT coalesce(extract(epoch FROM now() - min(due_at)), 0)::float FROM outbound_message
        WHERE state = 'queued' AND due_at <= now()) AS seconds
"""


async def list_messages(
    state: MessageState | None,
    cursor: str = "",
    *,
    channel: Channel | None = None,
    size: int = PAGE_SIZE,
) -> Page[MessageLine]:
    """Return messages, newest first; raise Invalid for a cursor that is not ours."""
    before = read_cursor(cursor, int)[0] if cursor else 2**53
    wanted, way = state.value if state else "", channel.value if channel else ""
    found = await rows(LIST, before, wanted, wanted, way, way, size + 1)
    lines = tuple(_line(row) for row in found[:size])
    return Page(items=lines, next=write_cursor(lines[-1].id) if len(found) > size else None)


async def count_messages(channel: Channel | None = None) -> tuple[MessageCount, ...]:
    """Return how many messages are in each state, looking at so many of the latest at most."""
    way = channel.value if channel else ""
    found = await rows(COUNTS, *(way, way, COUNTED) * len(MessageState))
    return tuple(
        MessageCount(MessageState(row["state"]), row["count"], row["looked_at"] == COUNTED)
        for row in found
    )


async def count_failed() -> int:
    """Return how many messages wait for somebody to send them anew or to leave it at that."""
    return int((await rows(FAILED, COUNTED))[0]["count"])


async def list_suppressed(cursor: str = "", *, size: int = PAGE_SIZE) -> Page[SuppressedLine]:
    """Return addresses that take no more, newest first; raise Invalid for a cursor not ours."""
    before = read_cursor(cursor, int)[0] if cursor else 2**31 - 1
    found = await rows(SUPPRESSED, before, size + 1)
    lines = tuple(SuppressedLine(**row) for row in found[:size])
    return Page(items=lines, next=write_cursor(lines[-1].id) if len(found) > size else None)


async def get_line(message_id: int) -> MessageLine:
    """Return one message as the list shows it; raise NotFound."""
    found = await rows(ONE, message_id)
    if not found:
        raise NotFound
    return _line(found[0])


async def get_readable(message_id: int) -> ToDeliver:
    """Return a kept message, to be worded; raise NotFound for any other, whoever asks.

    What waits or failed may hold a code somebody could use before its receiver does.
    """
    if not (await get_line(message_id)).is_readable:
        raise NotFound
    return ToDeliver(**(await rows(WORDS, message_id))[0])


async def figures() -> list[Figure]:
    """Return how many messages wait, are kept and have failed, and how late the latest is."""
    found = (await rows(FIGURES))[0]
    meaning = "Messages in the outbox: waiting, kept for want of a mail server, or given up."
    states = {"waiting": "queued", "kept": "kept", "failed": "failed"}
    counts = [
        Figure("huiyin_messages", meaning, found[column], {"state": state})
        for state, column in states.items()
    ]
    waits = "How long the oldest message that is due has waited."
    return [*counts, Figure("huiyin_messages_oldest_seconds", waits, found["seconds"])]


def _line(row: dict[str, Any]) -> MessageLine:
    return MessageLine(**{**row, "recipient": _masked(row["recipient"])})


def _masked(sealed: str) -> str:
    """Return the masked contact; blank when it was cleared, or sealed with another key."""
    try:
        return masked(unseal(sealed, purpose=RECIPIENT)) if sealed else ""
    except Unavailable:
        return ""
