"""Texts of a draft: begun as a copy of the published one, published, thrown away.

A published text never changes. While people comment, a corrected text stands beside it and their
opinions keep pointing at the same passages; after that day, the final text is written.
"""

from datetime import datetime

from backend.consultations.enums.consultation import Stage
from backend.consultations.operations import locking, sealing
from backend.consultations.operations.clauses import Text, Written, load_former, write_clauses
from backend.consultations.operations.locking import LockedConsultation, lock_consultation
from backend.consultations.operations.telling import TELL_CORRECTION
from backend.consultations.operations.version_locks import (
    LockedVersion,
    insert_version,
    lock_version,
    record,
    require_drafter,
)
from backend.consultations.rules import correcting, permissions, versions
from backend.consultations.schemas.versions import StoredClause, VersionDraft, VersionRef
from backend.consultations.tables import DraftVersion
from backend.journal import operations as journal
from backend.kernel.database import rows, transaction
from backend.kernel.errors import Conflict, Forbidden, Invalid
from backend.kernel.jobs import enqueue
from backend.kernel.language import say
from backend.organisation.schemas import StaffMember


async def begin_version(
    consultation: int, draft: VersionDraft, *, staff: StaffMember, now: datetime
) -> VersionRef:
    """Begin another text as a copy of the published one: corrected while open, final afterwards.

    Raises Forbidden, Invalid for a correction without a word on it, and Conflict when it is not
    the time or another text is unfinished.
    """
    if draft.stage is Stage.COMMENT and not draft.note:
        raise Invalid(fields={"note": say("请写明更正了什么，会和更正后的稿子一起公布。")})
    async with transaction():
        held = await lock_consultation(consultation)
        require_drafter(held, staff)
        number = await _next_number(held, draft.stage, now=now)
        ref, version = await insert_version(held, draft, number=number, staff=staff)
        text = Text(version, held.id, number, held.subject_id)
        former = await load_former(held.id, number)
        await write_clauses(text, [_kept(clause) for clause in former])
        await record("draft.begin", held, number=number, staff=staff)
    return ref


async def _next_number(held: LockedConsultation, stage: Stage, *, now: datetime) -> int:
    """Return the number a text begun now gets; raise Conflict when it is not the time."""
    lines = await rows(
        "SELECT number, is_sealed FROM draft_version WHERE consultation = {} ORDER BY number",
        held.id,
    )
    refusal = versions.refusal_of_beginning(
        stage,
        state=held.state,
        closes_at=held.closes_at,
        now=now,
        is_another_open=any(not line["is_sealed"] for line in lines),
    )
    if refusal:
        raise Conflict(refusal)
    return int(lines[-1]["number"]) + 1


async def publish_version(
    consultation: int,
    number: int,
    *,
    revision: int,
    staff: StaffMember,
    now: datetime,
    origin: str = "",
) -> VersionRef:
    """Publish a corrected text beside the one under comment; opinions keep their passages.

    Who spoke to a clause that was corrected is told. Raises Forbidden for who wrote it, Conflict
    when it changed since it was read, or is final.
    """
    if not permissions.may_publish(staff):
        raise Forbidden
    async with transaction():
        held = await lock_consultation(consultation)
        version = await lock_version(held, number)
        involved = {version.created_by, *held.authors}
        if refusal := permissions.refusal_of_second_person(staff, involved):
            raise Forbidden(refusal)
        _require_as_read(held, version, revision)
        sha256 = await sealing.seal_version(version.id, subject=held.subject_id, now=now)
        await locking.change(held)
        await journal.record(
            staff.actor,
            "draft.publish",
            held.subject,
            reason=version.note,
            payload={"number": number, "sha256": sha256},
            is_public=True,
        )
        await enqueue(TELL_CORRECTION, {"version": version.id, "origin": origin})
    return VersionRef(consultation=consultation, number=number, revision=version.revision)


def _require_as_read(held: LockedConsultation, version: LockedVersion, revision: int) -> None:
    refusal = versions.refusal_of_correction(
        version.stage, is_sealed=version.is_sealed, note=version.note, state=held.state
    )
    if refusal:
        raise Conflict(refusal)
    if version.revision != revision:
        raise Conflict


async def discard_version(consultation: int, number: int, *, staff: StaffMember) -> None:
    """Throw an unpublished later text away; raise Conflict for a sealed one, or the first."""
    async with transaction():
        held = await lock_consultation(consultation)
        require_drafter(held, staff)
        version = await lock_version(held, number)
        if version.is_sealed or number == 1:
            raise Conflict(say("公布过的文本不能删除。"))
        await DraftVersion.delete().where(DraftVersion.id == version.id)
        await record("draft.discard", held, number=number, staff=staff)


def _kept(clause: StoredClause) -> Written:
    formers = () if clause.passage is None else (clause.passage,)
    return Written(correcting.bare(clause), formers, clause.passage)
