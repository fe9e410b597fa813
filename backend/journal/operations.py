"""The one way into the journal, and the check that nothing in it was changed."""

import hashlib
import json
from typing import Any

from pydantic import BaseModel

from backend.journal.schemas import Actor, IntegrityCheck, Payload, Subject, plain
from backend.journal.tables import JournalCheck, JournalEntry
from backend.kernel.database import open_connection, rows, transaction

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
    open_connection()
    text = canonical(payload or {})
    entry = JournalEntry(
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        actor_name=actor.name,
        actor_unit=actor.unit,
        action=action,
        subject_kind=subject.kind,
        subject_id=subject.id,
        subject_title=subject.title,
        subject_path=subject.path,
        reason=reason,
        is_public=is_public,
        payload=text,
        payload_sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    written = await JournalEntry.insert(entry).returning(JournalEntry.id)
    return int(written[0]["id"])


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
