"""Recording how a decision was made public, and its evaluation afterwards."""

from datetime import datetime
from typing import Any

from backend.decisions.enums import Gate
from backend.decisions.operations.records import (
    dossier_to_change,
    must_be_current,
    record,
    refuse,
    write_record,
)
from backend.decisions.rules.gates import evaluation as evaluation_rules
from backend.decisions.rules.gates import meeting
from backend.decisions.rules.gates import result as rules
from backend.decisions.rules.gates.lacks import refusal
from backend.decisions.schemas.gates.dossier import Dossier
from backend.decisions.schemas.gates.result import EvaluationDraft, ResultDraft
from backend.decisions.tables import Decision, EvaluationRecord, ResultRecord
from backend.kernel.database import transaction
from backend.organisation.schemas import StaffMember


async def record_result(
    code: str, draft: ResultDraft, *, staff: StaffMember, now: datetime
) -> None:
    """Record a publication; with it, sitting and day become public (art. 32).

    Raises Invalid listing what must come first, or by field, also when somebody saved in between;
    Forbidden; Conflict.
    """
    async with transaction():
        dossier, measures = await dossier_to_change(code, Gate.RESULT, staff=staff, now=now)
        must_be_current(dossier.result.revision if dossier.result else None, draft.revision)
        lacks = rules.lacks_before(dossier)
        if lacks:
            raise refusal(lacks)
        refuse(rules.faults(draft, dossier, measures.today))
        values = draft.model_dump(exclude={"revision"}) | {"channels": draft.channel_names}
        await write_record(ResultRecord, dossier, values, staff=staff, now=now)
        await _show(_result(draft, dossier), dossier)
        payload = draft.model_dump(include={"doc_no", "published_on"})
        await record(
            "decision.publish_result", dossier, staff=staff, payload=payload, is_public=True
        )


async def record_evaluation(
    code: str, draft: EvaluationDraft, *, staff: StaffMember, now: datetime
) -> None:
    """Record an evaluation; not by an expert or the risk assessor of the matter (art. 36).

    Raises Invalid by field, also when somebody saved in between; Forbidden; Conflict.
    """
    async with transaction():
        dossier, measures = await dossier_to_change(code, Gate.EVALUATION, staff=staff, now=now)
        before = dossier.evaluation
        must_be_current(before.revision if before else None, draft.revision)
        refuse(evaluation_rules.faults(draft, dossier, measures.today))
        values = draft.model_dump(exclude={"revision"})
        await write_record(EvaluationRecord, dossier, values, staff=staff, now=now)
        if draft.concluded_on:
            await _show({Decision.evaluation: draft.summary}, dossier)
        await record(
            "decision.record_evaluation",
            dossier,
            staff=staff,
            payload=draft.model_dump(include={"started_on", "concluded_on"}),
            is_public=draft.concluded_on is not None,
        )


def _result(draft: ResultDraft, dossier: Dossier) -> dict[Any, Any]:
    sitting = meeting.latest(dossier)
    changes: dict[Any, Any] = {
        Decision.doc_no: draft.doc_no,
        Decision.result_published_on: draft.published_on,
    }
    if sitting:
        changes |= {Decision.meeting: sitting.name, Decision.decided_on: sitting.held_on}
    return changes


async def _show(changes: dict[Any, Any], dossier: Dossier) -> None:
    """Write what the public reads of the decision itself."""
    await Decision.update({**changes, Decision.revision: Decision.revision + 1}).where(
        Decision.id == dossier.matter.id
    )
