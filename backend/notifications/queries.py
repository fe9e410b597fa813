"""Reads of the outbox: the desk's list, one message to read, and figures."""

from typing import Any

from backend.kernel.database import rows
from backend.kernel.errors import NotFound, Unavailable
from backend.kernel.health import Figure
from backend.kernel.paging import Page, read_cursor, write_cursor
from backend.kernel.sealing import unseal
from backend.kernel.text.mail_address import masked_address
from backend.notifications.enums import MessageState
from backend.notifications.operations.outbox import RECIPIENT
from backend.notifications.schemas import MessageLine, ToDeliver

PAGE_SIZE = 50  # messages
LINE = """
SELECT id, template, state, recipient, attempts, due_at, sent_at, created_at, failure,
    context = '' AS is_emptied FROM outbound_message
"""
LIST = LINE + "WHERE id < {} AND ({} = '' OR state = {}) ORDER BY id DESC LIMIT {}"
ONE = LINE + "WHERE id = {}"
WORDS = """
SELECT id, channel, template, language, origin, context, recipient, unsubscribe_path, message_id,
    attempts, created_at
FROM outbound_message WHERE id = {}
"""
FIGURES = """
SELECT (SELECT count(*) FROM outbound_message WHERE state = 'queued') AS queued,
    (SELECT count(*) FROM outbound_message WHERE state = 'failed') AS failed,
    (SELECT count(*) FROM outbound_message WHERE state = 'kept') AS kept,
    (SELECT coalesce(extract(epoch FROM now() - min(due_at)), 0)::float FROM outbound_message
        WHERE state = 'queued' AND due_at <= now()) AS seconds
"""


async def list_messages(
    state: MessageState | None, cursor: str = "", *, size: int = PAGE_SIZE
) -> Page[MessageLine]:
    """Return messages, newest first; raise Invalid for a cursor that is not ours."""
    before = read_cursor(cursor, int)[0] if cursor else 2**53
    wanted = state.value if state else ""
    found = await rows(LIST, before, wanted, wanted, size + 1)
    lines = tuple(_line(row) for row in found[:size])
    return Page(items=lines, next=write_cursor(lines[-1].id) if len(found) > size else None)


async def get_line(message_id: int) -> MessageLine:
    """Return one message as the list shows it; raise NotFound."""
    found = await rows(ONE, message_id)
    if not found:
        raise NotFound
    return _line(found[0])


async def get_undelivered(message_id: int) -> ToDeliver:
    """Return a message nobody has received, to be worded; raise NotFound for any other."""
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
    """Return the masked address; blank when it was cleared, or sealed with another key."""
    try:
        return masked_address(unseal(sealed, purpose=RECIPIENT)) if sealed else ""
    except Unavailable:
        return ""
