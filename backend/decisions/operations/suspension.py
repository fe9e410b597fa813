"""Stopping a decision by order, and taking it up again (art. 37)."""

from datetime import datetime
from typing import Any

from backend.decisions.enums import DecisionState
from backend.decisions.operations.records import locked_dossier, record, refuse
from backend.decisions.rules.gates import permissions
from backend.decisions.rules.gates import suspension as rules
from backend.decisions.schemas.gates.dossier import Dossier
from backend.decisions.schemas.gates.suspension import ResumptionDraft, SuspensionDraft
from backend.decisions.tables import Decision, Suspension
from backend.kernel.clock import county_date
from backend.kernel.database import transaction
from backend.kernel.errors import Conflict, Forbidden
from backend.kernel.language import say
from backend.organisation.schemas import StaffMember


async def suspend_decision(
    code: str, draft: SuspensionDraft, *, staff: StaffMember, now: datetime
) -> None:
    """Stop a decision: who ordered it and why is public; nothing is recorded while it stands still.

    Raises Forbidden, Conflict when it is not under way, Invalid by field.
    """
    async with transaction():
        dossier = await _dossier_to_stop(code, staff=staff)
        if not rules.may_suspend(dossier):
            raise Conflict(say("这个事项没有在办理，不能中止。"))
        refuse(rules.faults_of_suspension(draft, county_date(now)))
        await Suspension.insert(
            Suspension(
                **draft.model_dump(),
                decision=dossier.matter.id,
                state_before=dossier.matter.state.value,
                recorded_by=staff.id,
                recorded_at=now,
            )
        )
        await _move(dossier, DecisionState.SUSPENDED)
        await record(
            "decision.suspend",
            dossier,
            staff=staff,
            reason=draft.reason,
            payload=draft,
            is_public=True,
        )


async def resume_decision(
    code: str, draft: ResumptionDraft, *, staff: StaffMember, now: datetime
) -> None:
    """Take a decision up again in the state it was stopped in, with a public reason.

    Raises Forbidden, Conflict when it is not stopped, Invalid by field.
    """
    async with transaction():
        dossier = await _dossier_to_stop(code, staff=staff)
        found = rules.open_suspension(dossier)
        if found is None or not rules.may_resume(dossier):
            raise Conflict(say("这个事项没有中止。"))
        refuse(rules.faults_of_resumption(draft, found, county_date(now)))
        changes: dict[Any, Any] = draft.model_dump()
        still_open = Suspension.resumed_on.is_null() & (Suspension.decision == dossier.matter.id)
        await Suspension.update(changes).where(still_open)
        await _move(dossier, found.state_before)
        await record(
            "decision.resume",
            dossier,
            staff=staff,
            reason=draft.resume_reason,
            payload=draft,
            is_public=True,
        )


async def _dossier_to_stop(code: str, *, staff: StaffMember) -> Dossier:
    dossier = await locked_dossier(code, staff=staff)
    if not permissions.may_stop(staff):
        raise Forbidden
    return dossier


async def _move(dossier: Dossier, state: DecisionState) -> None:
    await Decision.update(
        {Decision.state: state.value, Decision.revision: Decision.revision + 1}
    ).where(Decision.id == dossier.matter.id)
