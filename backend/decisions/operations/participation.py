"""Recording how the public took part, and which groups were heard."""

from datetime import datetime

from backend.decisions.enums import AffectedGroup, Gate
from backend.decisions.operations.records import (
    dossier_to_change,
    must_be_current,
    record,
    refuse,
    write_record,
)
from backend.decisions.rules.gates import participation as rules
from backend.decisions.schemas.gates.dossier import Dossier
from backend.decisions.schemas.gates.participation import GroupsDraft, ParticipationDraft
from backend.decisions.tables import GroupHeard, ParticipationFigures, ParticipationRecord
from backend.kernel.database import transaction
from backend.organisation.schemas import StaffMember

FIGURES = frozenset({"received", "valid", "adopted", "partly_adopted", "not_adopted"})


async def record_participation(
    code: str, draft: ParticipationDraft, *, staff: StaffMember, now: datetime
) -> None:
    """Record ways, period, poll and figures; a period too short needs its public reason (art. 15).

    Raises Invalid by field, also when somebody saved in between; Forbidden; Conflict.
    """
    async with transaction():
        dossier, measures = await dossier_to_change(code, Gate.PARTICIPATION, staff=staff, now=now)
        before = dossier.participation
        must_be_current(before.revision if before else None, draft.revision)
        refuse(rules.faults(draft, dossier.matter, measures))
        values = draft.model_dump(exclude={"revision", *FIGURES})
        values["methods"] = [method.value for method in draft.methods]
        await write_record(ParticipationRecord, dossier, values, staff=staff, now=now)
        await _write_figures(draft, dossier)
        await record("decision.record_participation", dossier, staff=staff, payload=draft)


async def record_groups(
    code: str, draft: GroupsDraft, *, staff: StaffMember, now: datetime
) -> None:
    """Record for each group whether it is affected and how it was heard; all are decided at once.

    Raises Invalid by field; Forbidden; Conflict.
    """
    async with transaction():
        dossier, _ = await dossier_to_change(code, Gate.PARTICIPATION, staff=staff, now=now)
        refuse(rules.faults_of_groups(draft))
        lines = [_line(group, draft, dossier) for group in AffectedGroup]
        await GroupHeard.delete().where(GroupHeard.decision == dossier.matter.id)
        await GroupHeard.insert(*lines)
        await record("decision.record_groups", dossier, staff=staff, payload=draft)


def _line(group: AffectedGroup, draft: GroupsDraft, dossier: Dossier) -> GroupHeard:
    return GroupHeard(
        decision=dossier.matter.id,
        affected_group=group.value,
        is_affected=group in draft.affected,
        evidence=draft.evidence_of(group),
    )


async def _write_figures(draft: ParticipationDraft, dossier: Dossier) -> None:
    if draft.received is None:
        return
    figures = draft.model_dump(include=set(FIGURES))
    await ParticipationFigures.insert(
        ParticipationFigures(decision=dossier.matter.id, **figures)
    ).on_conflict(ParticipationFigures.decision, "DO UPDATE", ParticipationFigures.all_columns())
