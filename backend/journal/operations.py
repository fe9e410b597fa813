"""The one way into the journal, and the check that nothing in it was changed."""

import hashlib
import json
from typing import Any

from pydantic import BaseModel

from backend.journal.schemas import Actor, IntegrityCheck, Payload, Subject, plain
from backend.journal.tables import JournalCheck
from backend.kernel.database import open_connection, rows, transaction

INTO = """
INSERT INTO journal_entry
    (actor_kind, actor_id, actor_name, actor_unit, action, subject_kind, subject_id, subject_title,
     subject_path, reason, is_public, payload, payload_sha256)
"""
# By hand: it stands in the path of every opinion, and building a row object costs more than this.
WRITE = f"{INTO} VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id"
CHECKED_AT_ONCE = 20_000  # entries in one statement, so that none takes long
MOST_NAMED = 20  # mismatches told by number


def canonical(payload: Payload) -> str:
    """Return the payload as one text, the same for the same content: sorted keys, no spaces."""
    content = payload.model_dump(mode="json") if isinstance(payload, BaseModel) else dict(payload)
    return json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=plain
    )


async def record(
    actor: Actor,
    action: str,
    subject: Subject,
    *,
    reason: str = "",
    payload: Payload | None = None,
    is_public: bool = False,
) -> int:
    """Record an act in the caller's transaction, and return the entry's number.

    `action` is a dotted name such as `decision.publish`; `journal/actions.py` words it.
    Raises RuntimeError outside a transaction: an act and its entry stand or fall together.
    """
    text = canonical(payload or {})
    values = to_record(actor, action, subject, reason=reason, is_public=is_public)
    number: int = await open_connection().fetchval(
        WRITE, *values, text, hashlib.sha256(text.encode()).hexdigest()
    )
    return number


def to_record(
    actor: Actor, action: str, subject: Subject, *, reason: str = "", is_public: bool = False
) -> tuple[str | int | None, ...]:
    """Return an entry's values but for its payload, for a statement that has `recording` in it."""
    return (
        *(actor.kind.value, actor.id, actor.name, actor.unit, action),
        *(subject.kind, subject.id, subject.title, subject.path, reason, is_public),
    )


def recording(source: str, *, payload: str, first: int) -> str:
    """Return the writing of an entry for each row of `source`, as a part of one larger statement.

    For an act so frequent that a round trip more counts. `payload` is SQL that gives a text as
    `canonical` does; the values `to_record` returns are numbered from `first`.
    """
    kind, number, *texts, is_public = range(first, first + 11)
    values = [f"${kind}", f"${number}::int", *[f"${text}" for text in texts]]
    return f"""{INTO}
    SELECT {", ".join(values)}, ${is_public}::boolean, told.payload,
           encode(sha256(convert_to(told.payload, 'UTF8')), 'hex')
    FROM {source}, LATERAL (SELECT {payload} AS payload) told"""  # noqa: S608 - constants of ours


async def check_entries(*, at_once: int = CHECKED_AT_ONCE) -> IntegrityCheck:
    """Recompute the hash of every entry and note how many do not match any more."""
    entries, last, wrong = 0, 0, []
    while part := await _checked_after(last, at_once):
        entries += len(part)
        last = part[-1]["id"]
        wrong += [row["id"] for row in part if not row["matches"]]
    async with transaction():
        await JournalCheck.insert(JournalCheck(entries=entries, mismatches=len(wrong)))
    return IntegrityCheck(
        entries=entries, mismatches=len(wrong), mismatched_ids=tuple(wrong[:MOST_NAMED])
    )


async def _checked_after(last: int, at_once: int) -> list[dict[str, Any]]:
    return await rows(
        "SELECT id, payload_sha256 = encode(sha256(convert_to(payload, 'UTF8')), 'hex') AS matches"
        " FROM journal_entry WHERE id > {} ORDER BY id LIMIT {}",
        last,
        at_once,
    )
