"""Sealing a text of the draft: its hash over canonical clauses, its passages, nothing after."""

import hashlib
from datetime import datetime
from typing import Any

from backend.consultations.queries.versions import load_stored
from backend.consultations.rules.passages import passage_label
from backend.consultations.schemas.clauses import ClauseDraft
from backend.consultations.schemas.versions import StoredClause
from backend.consultations.tables import DraftVersion
from backend.journal.operations import canonical
from backend.kernel.database import rows
from backend.opinions.operations import subjects
from backend.opinions.schemas.subjects import PassageDraft

READ = set(ClauseDraft.model_fields)
GIVE = """
UPDATE draft_clause k SET passage = n.passage
FROM unnest({}::int[], {}::int[]) AS n (clause, passage)
WHERE k.id = n.clause AND k.passage IS DISTINCT FROM n.passage
"""


async def seal_version(version: int, *, subject: int, now: datetime, is_open: bool = True) -> str:
    """Make a text final: give its clauses their passages, hash it, publish it; return the hash.

    With `is_open` its passages become those one can point at from now on.
    """
    clauses = await load_stored(version)
    if is_open:
        await _put_passages(clauses, subject=subject)
    sha256 = hash_of(clauses)
    changes: dict[Any, Any] = {"is_sealed": True, "sha256": sha256, "published_at": now}
    await DraftVersion.update(changes).where(DraftVersion.id == version)
    return sha256


def hash_of(clauses: tuple[StoredClause, ...]) -> str:
    """Return the SHA-256 over the clauses as anyone can read them, in order."""
    read = [clause.model_dump(mode="json", include=READ) for clause in clauses]
    return hashlib.sha256(canonical({"clauses": read}).encode()).hexdigest()


async def _put_passages(clauses: tuple[StoredClause, ...], *, subject: int) -> None:
    pointed = [clause for clause in clauses if clause.is_commentable]
    drafts = tuple(
        PassageDraft(id=clause.passage, label=passage_label(clause), position=clause.position)
        for clause in pointed
    )
    ids = await subjects.put_passages(subject, drafts)
    await rows(GIVE, [clause.id for clause in pointed], list(ids))
