"""Entering what was done before the platform was in use; marked as such, for ever."""

from typing import Any

from backend.decisions.operations.locking import decision_subject
from backend.decisions.rules import backfill as rules
from backend.decisions.schemas.backfill import PastProgress
from backend.decisions.tables import Catalogue, Decision, ParticipationFigures, PlanStep
from backend.journal import operations as journal
from backend.kernel.clock import county_date
from backend.kernel.database import transaction
from backend.kernel.errors import Forbidden, Invalid, NotFound
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember


async def enter_past_progress(past: PastProgress, *, staff: StaffMember) -> None:
    """Record steps and result of before; for the catalogue editor and the office.

    Raises NotFound for an unknown decision, Invalid for steps that are unknown, later than the
    day the catalogue was first kept here, or without the dates their state needs.
    """
    if not staff.has(Role.CATALOGUE_EDITOR, Role.OFFICE):
        raise Forbidden
    async with transaction():
        decision = await _locked(past.code)
        steps = await PlanStep.select(PlanStep.seq).where(PlanStep.decision == decision["id"])
        faults = rules.faults(
            past,
            known=frozenset(step["seq"] for step in steps),
            kept_since=county_date(decision["kept_since"]),
        )
        if faults:
            raise Invalid(fields=faults)
        await _write(past, decision["id"])
        await journal.record(
            staff.actor,
            "decision.enter_past",
            decision_subject(past.code, decision["title"], is_public=decision["is_public"]),
            reason=past.source,
            payload=past,
            is_public=decision["is_public"],
        )


async def _locked(code: str) -> dict[str, Any]:
    found = await (
        Decision.select(Decision.id, Decision.title, Decision.is_public, Decision.catalogue)
        .where(Decision.code == code)
        .first()
        .lock_rows("UPDATE")
    )
    if found is None:
        raise NotFound
    year = await (
        Catalogue.select(Catalogue.created_at).where(Catalogue.id == found["catalogue"]).first()
    )
    return {**found, "kept_since": year["created_at"] if year else None}


async def _write(past: PastProgress, decision_id: int) -> None:
    for step in past.steps:
        await PlanStep.update(
            {
                PlanStep.state: step.state.value,
                PlanStep.actual_start: step.actual_start,
                PlanStep.actual_end: step.actual_end,
                PlanStep.output: step.output,
                PlanStep.is_backfilled: True,
                PlanStep.revision: PlanStep.revision + 1,
            }
        ).where((PlanStep.decision == decision_id) & (PlanStep.seq == step.seq))
    await Decision.update(_result(past)).where(Decision.id == decision_id)
    if past.figures is not None:
        await ParticipationFigures.insert(
            ParticipationFigures(decision=decision_id, **past.figures.model_dump())
        ).on_conflict(
            ParticipationFigures.decision, "DO UPDATE", ParticipationFigures.all_columns()
        )


def _result(past: PastProgress) -> dict[Any, Any]:
    """Return the columns of the result that are stated; what is not stated stays."""
    stated = {
        Decision.state: past.state.value if past.state else None,
        Decision.meeting: past.meeting,
        Decision.decided_on: past.decided_on,
        Decision.doc_no: past.doc_no,
        Decision.result_published_on: past.result_published_on,
        Decision.evaluation: past.evaluation,
    }
    changes: dict[Any, Any] = {column: value for column, value in stated.items() if value}
    return {**changes, Decision.revision: Decision.revision + 1}
