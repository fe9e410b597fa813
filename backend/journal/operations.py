"""The one way into the journal."""

import hashlib
import json

from pydantic import BaseModel

from backend.journal.schemas import Actor, Payload, Subject, plain
from backend.journal.tables import JournalEntry
from backend.kernel.database import open_connection


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
