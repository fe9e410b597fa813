"""Recording experts' opinions, and releasing an expert who may not take part."""

from datetime import datetime
from typing import Any

from backend.decisions.enums import Gate
from backend.decisions.operations.records import (
    dossier_to_change,
    must_be_current,
    record,
    refuse,
)
from backend.decisions.rules.gates import experts as rules
from backend.decisions.schemas.gates.dossier import Dossier
from backend.decisions.schemas.gates.experts import ExpertDraft, ExpertRecord, ReleaseDraft
from backend.decisions.tables import ExpertOpinion
from backend.kernel.database import transaction
from backend.kernel.errors import Conflict, Invalid, NotFound
from backend.kernel.language import say
from backend.organisation.schemas import StaffMember


async def add_expert(code: str, draft: ExpertDraft, *, staff: StaffMember, now: datetime) -> None:
    """Add an expert of a decision; raise Invalid by field, also for one who is there already."""
    async with transaction():
        dossier, measures = await dossier_to_change(code, Gate.EXPERTS, staff=staff, now=now)
        refuse(rules.faults(draft, measures.today))
        _must_be_new(draft, dossier, but=None)
        row = ExpertOpinion(**_values(draft, staff=staff, now=now), decision=dossier.matter.id)
        await ExpertOpinion.insert(row)
        await record("decision.add_expert", dossier, staff=staff, payload=_traces(draft))


async def amend_expert(
    code: str, expert_id: int, draft: ExpertDraft, *, staff: StaffMember, now: datetime
) -> None:
    """Rewrite an expert's record; raise NotFound, Invalid also when somebody saved in between."""
    async with transaction():
        dossier, measures = await dossier_to_change(code, Gate.EXPERTS, staff=staff, now=now)
        found = _taking_part(dossier, expert_id)
        must_be_current(found.revision, draft.revision)
        refuse(rules.faults(draft, measures.today))
        _must_be_new(draft, dossier, but=expert_id)
        values: dict[Any, Any] = _values(draft, staff=staff, now=now)
        values["revision"] = found.revision + 1
        await ExpertOpinion.update(values).where(ExpertOpinion.id == expert_id)
        await record("decision.amend_expert", dossier, staff=staff, payload=_traces(draft))


async def release_expert(
    code: str, expert_id: int, draft: ReleaseDraft, *, staff: StaffMember, now: datetime
) -> None:
    """Let an expert take no part any more; the record and its reason stay."""
    async with transaction():
        dossier, _ = await dossier_to_change(code, Gate.EXPERTS, staff=staff, now=now)
        found = _taking_part(dossier, expert_id)
        changes: dict[Any, Any] = {
            ExpertOpinion.release_reason: draft.release_reason,
            ExpertOpinion.revision: found.revision + 1,
        }
        await ExpertOpinion.update(changes).where(ExpertOpinion.id == expert_id)
        await record("decision.release_expert", dossier, staff=staff, reason=draft.release_reason)


def _taking_part(dossier: Dossier, expert_id: int) -> ExpertRecord:
    found = next((one for one in dossier.experts if one.id == expert_id), None)
    if found is None:
        raise NotFound
    if found.release_reason:
        raise Conflict(say("这位专家已经不再参加论证。"))
    return found


def _must_be_new(draft: ExpertDraft, dossier: Dossier, *, but: int | None) -> None:
    for one in dossier.experts:
        is_same = (one.name, one.organisation) == (draft.name, draft.organisation)
        if is_same and one.id != but:
            raise Invalid(fields={"name": say("这位专家已经登记过了。")})


def _values(draft: ExpertDraft, *, staff: StaffMember, now: datetime) -> dict[str, Any]:
    values = draft.model_dump(exclude={"revision"})
    conclusion = draft.conclusion.value if draft.conclusion else ""
    return {**values, "conclusion": conclusion, "recorded_by": staff.id, "recorded_at": now}


def _traces(draft: ExpertDraft) -> dict[str, Any]:
    """Return what the journal keeps: no name, since the journal never forgets."""
    return draft.model_dump(
        include={"declared_on", "has_conflict", "conclusion", "is_dissent", "signed_on"}
    )
