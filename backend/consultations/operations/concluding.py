"""Ending a consultation: what changed because of whom, and the result, all at once."""

from datetime import datetime
from typing import Any

from backend.consultations.enums.consultation import ConsultationState, Stage
from backend.consultations.operations import locking
from backend.consultations.operations.locking import LockedConsultation, lock_consultation
from backend.consultations.operations.sealing import seal_version
from backend.consultations.operations.telling import TELL_RESULT
from backend.consultations.operations.version_locks import (
    LockedVersion,
    lock_editable,
    lock_version,
    record,
    require_drafter,
    touched,
)
from backend.consultations.queries.versions import get_version
from backend.consultations.rules import concluding, permissions
from backend.consultations.schemas.drafting import ConsultationRef, RevisionSeen
from backend.consultations.schemas.versions import CausesDraft, VersionRef
from backend.consultations.tables import ClauseCause
from backend.journal import operations as journal
from backend.kernel.database import rows, transaction
from backend.kernel.errors import Conflict, Forbidden, Invalid
from backend.kernel.language import say
from backend.opinions.operations.reports import publish_report
from backend.organisation.schemas import StaffMember

FINAL = """
SELECT number FROM draft_version WHERE consultation = {} AND stage = 'final' AND NOT is_sealed
"""


async def name_causes(
    consultation: int, number: int, draft: CausesDraft, *, staff: StaffMember
) -> VersionRef:
    """Say which opinion points changed which clauses of the final text.

    Raises Forbidden, NotFound, and Invalid for a text that is not final or was saved by somebody
    else, for a clause that did not change, or for a point of another subject.
    """
    async with transaction():
        held = await lock_consultation(consultation)
        require_drafter(held, staff)
        version = await lock_editable(held, number, revision=draft.revision)
        if version.stage is not Stage.FINAL:
            raise Invalid(say("只有修改后的文本才写因为哪些意见而改。"))
        seen = await get_version(consultation, number)
        if fault := concluding.fault_of_causes(
            draft,
            changed={cause.passage for cause in seen.causes},
            points={point.id for point in seen.points},
        ):
            raise Invalid(fault)
        await _write(version, draft)
        await record("draft.name_causes", held, number=number, staff=staff)
        return await touched(held, version, staff=staff)


async def publish_result(
    consultation: int,
    *,
    staff: StaffMember,
    now: datetime,
    seen: RevisionSeen | None = None,
    origin: str = "",
) -> ConsultationRef:
    """Publish the final text and the adoption report, and end the consultation, all or nothing.

    Raises Forbidden for whoever wrote any of it, Conflict before the last day is over, without a
    final text, when something changed since it was read, or while the report is not cleared.
    """
    if not permissions.may_publish(staff):
        raise Forbidden
    async with transaction():
        held = await lock_consultation(consultation)
        if refusal := concluding.refusal_of_result(held.state, closes_at=held.closes_at, now=now):
            raise Conflict(refusal)
        if seen is not None and seen.revision != held.revision:
            raise Conflict
        final = await _final(held)
        involved = {final.created_by, *held.authors}
        if refusal := permissions.refusal_of_second_person(staff, involved):
            raise Forbidden(refusal)
        sha256 = await seal_version(final.id, subject=held.subject_id, now=now, is_open=False)
        report = await publish_report(
            held.subject_id, staff=staff, now=now, origin=origin, announced_by=TELL_RESULT
        )
        await locking.change(held, state=ConsultationState.CONCLUDED.value, concluded_at=now)
        await journal.record(
            staff.actor,
            "consultation.conclude",
            held.subject,
            payload={"version": final.number, "sha256": sha256, "opinions": report.opinions},
            is_public=True,
        )
    return held.ref


async def _final(held: LockedConsultation) -> LockedVersion:
    found = await rows(FINAL, held.id)
    if not found:
        raise Conflict(say("还没有修改后的文本。没有改动，也请先写一份再公布。"))
    return await lock_version(held, found[0]["number"])


async def _write(version: LockedVersion, draft: CausesDraft) -> None:
    await ClauseCause.delete().where(ClauseCause.version == version.id)
    found: list[Any] = [
        ClauseCause(version=version.id, passage=row.passage, point=point)
        for row in draft.clauses
        for point in dict.fromkeys(row.points)
    ]
    if found:
        await ClauseCause.insert(*found)
