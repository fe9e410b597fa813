"""Subjects of opinions, kept by the room whose matter it is.

Everything here runs inside the caller's transaction and writes no entry of its own: the caller's
act is the entry in the journal.
"""

from datetime import date, datetime
from typing import Any

import asyncpg

from backend.kernel.database import open_connection, rows, transaction
from backend.kernel.errors import Conflict, Invalid
from backend.kernel.language import say
from backend.opinions.operations.locking import hold_subject
from backend.opinions.schemas.subjects import PassageDraft, SubjectAmendment, SubjectDraft
from backend.opinions.tables import Subject

OPENED = "SELECT opens_at <= clock_timestamp() AS has_opened FROM opinion_subject WHERE id = {}"
CLOSED = """
SELECT closes_at <= clock_timestamp() AS has_closed, closes_at, answer_due_on
FROM opinion_subject WHERE id = {}
"""
UNSETTLED = """
SELECT count(*) AS opinions FROM opinion WHERE subject = {} AND state = 'received'
"""
RETIRE = """
UPDATE opinion_passage SET is_current = FALSE
WHERE subject = $1 AND is_current AND NOT id = ANY($2::int[])
"""
RENAME = """
UPDATE opinion_passage p SET label = n.label, position = n.position, is_current = TRUE
FROM unnest($2::int[], $3::text[], $4::int[]) AS n (id, label, position)
WHERE p.id = n.id AND p.subject = $1 RETURNING p.id
"""
ADD = """
INSERT INTO opinion_passage (subject, label, position, is_current)
SELECT $1, label, position, TRUE
FROM unnest($2::text[], $3::int[]) WITH ORDINALITY AS n (label, position, place)
ORDER BY place RETURNING id
"""
RESERVE = ADD.replace("TRUE", "FALSE")


async def open_subject(draft: SubjectDraft) -> int:
    """Enter a subject and return its id; raise Conflict when its kind has one of this key."""
    columns = {**draft.model_dump(), "kind": draft.kind.value, "moderation": draft.moderation.value}
    try:
        async with transaction():
            written = await Subject.insert(Subject(**columns)).returning(Subject.id)
    except asyncpg.UniqueViolationError as taken:
        raise Conflict(say("这个地址已经有别的事项了。")) from taken
    except asyncpg.CheckViolationError as refused:
        raise _backwards() from refused
    return int(written[0]["id"])


async def amend_subject(subject_id: int, amendment: SubjectAmendment) -> None:
    """Change a subject; raise Conflict for a window that has opened already, and NotFound."""
    changes: dict[str, Any] = amendment.model_dump(exclude_none=True, mode="python")
    if amendment.moderation is not None:
        changes["moderation"] = amendment.moderation.value
    async with transaction():
        await hold_subject(subject_id)
        if changes.keys() & {"opens_at", "closes_at"}:
            await _refuse_if(OPENED, "has_opened", subject_id)
        await _change(subject_id, changes)


async def move_deadline(subject_id: int, closes_at: datetime) -> None:
    """Move the last instant to a later one; raise Conflict when it has passed, else Invalid."""
    async with transaction():
        await hold_subject(subject_id)
        now = (await rows(CLOSED, subject_id))[0]
        if now["has_closed"] in (None, True):
            raise Conflict(say("征求意见已经截止，不能再延长。"))
        if closes_at <= now["closes_at"]:
            raise Invalid(fields={"closes_on": say("新的截止日要比原来的晚。")})
        await _change(subject_id, {"closes_at": closes_at})


async def move_answer_day(subject_id: int, day: date) -> None:
    """Move the day the answer is due to a later one; raise Conflict once it was given."""
    async with transaction():
        subject = await hold_subject(subject_id)
        if subject.is_concluded:
            raise Conflict(say("答复已经公布，不用再延期。"))
        due = (await rows(CLOSED, subject_id))[0]["answer_due_on"]
        if due is not None and day <= due:
            raise Invalid(fields={"until_on": say("新的日期要比原来的晚。")})
        await _change(subject_id, {"answer_due_on": day})


async def conclude_subject(subject_id: int) -> datetime:
    """Close a subject for good and return when; raise Conflict while an opinion is pending.

    The subject is held alone until the caller's transaction ends: an opinion being entered is
    either in by now, and blocks, or is refused afterwards.
    """
    async with transaction():
        subject = await hold_subject(subject_id)
        if subject.is_concluded:
            raise Conflict(say("这件事的答复已经公布了。"))
        pending = (await rows(UNSETTLED, subject_id))[0]["opinions"]
        if pending:
            raise Conflict(say("还有 {count} 条意见没有审核，不能公布答复。", count=pending))
        sql = "UPDATE opinion_subject SET concluded_at = clock_timestamp() WHERE id = {}"
        return (await rows(sql + " RETURNING concluded_at", subject_id))[0]["concluded_at"]  # type: ignore[no-any-return]


async def put_passages(subject_id: int, passages: tuple[PassageDraft, ...]) -> tuple[int, ...]:
    """Make these the subject's passages and return their ids in the given order.

    Those without an id are new; those missing are no longer current, and opinions keep pointing
    at them. Raises Invalid for an id of another subject, or one named twice.
    """
    async with transaction():
        await hold_subject(subject_id)
        connection = open_connection()
        old = [part for part in passages if part.id is not None]
        new = [part for part in passages if part.id is None]
        await connection.execute(RETIRE, subject_id, [part.id for part in old])
        renamed = await connection.fetch(RENAME, subject_id, *_columns(old, with_id=True))
        if len({row["id"] for row in renamed}) < len(old):
            raise Invalid(fields={"passages": say("有的条款不属于这件事，请重新打开页面。")})
        added = await connection.fetch(ADD, subject_id, *_columns(new))
    fresh = iter([row["id"] for row in added])
    return tuple(part.id if part.id is not None else next(fresh) for part in passages)


async def reserve_passages(subject_id: int, labels: tuple[str, ...]) -> tuple[int, ...]:
    """Return the ids of new passages nobody can point at before `put_passages` names them."""
    async with transaction():
        await hold_subject(subject_id)
        places = list(range(1, len(labels) + 1))
        added = await open_connection().fetch(RESERVE, subject_id, list(labels), places)
    return tuple(row["id"] for row in added)


def _columns(parts: list[PassageDraft], *, with_id: bool = False) -> list[list[Any]]:
    columns: list[list[Any]] = [[part.label for part in parts], [part.position for part in parts]]
    return [[part.id for part in parts], *columns] if with_id else columns


async def _refuse_if(sql: str, name: str, subject_id: int) -> None:
    if (await rows(sql, subject_id))[0][name]:
        raise Conflict(say("征求意见已经开始，起止时间不能再改，只能延长。"))


async def _change(subject_id: int, changes: dict[Any, Any]) -> None:
    if not changes:
        return
    try:
        async with transaction():
            await Subject.update(changes).where(Subject.id == subject_id)
    except asyncpg.CheckViolationError as refused:
        raise _backwards() from refused


def _backwards() -> Invalid:
    return Invalid(fields={"closes_on": say("截止时间要在开始时间之后。")})
