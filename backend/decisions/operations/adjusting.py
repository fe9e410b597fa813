"""Changing the published catalogue: proposed by one person, approved or returned by another."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import asyncpg

from backend.decisions.enums import AdjustmentKind, AdjustmentState
from backend.decisions.operations import rescheduling
from backend.decisions.operations.adjustment_entries import record_approval
from backend.decisions.operations.locking import (
    LockedCatalogue,
    LockedDecision,
    decision_subject,
    lock_decision,
)
from backend.decisions.operations.versions import write_versions
from backend.decisions.queries.content import load_contents
from backend.decisions.rules import adjusting, numbering, permissions, publishing
from backend.decisions.rules import rescheduling as moving
from backend.decisions.schemas.content import DecisionContent
from backend.decisions.schemas.drafts import AdjustmentDraft, AdjustmentRef, ReturnDraft
from backend.decisions.schemas.rescheduling import StepMove
from backend.decisions.tables import Adjustment, Decision
from backend.journal import operations as journal
from backend.kernel.clock import county_date
from backend.kernel.database import rows, transaction
from backend.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from backend.kernel.language import Text, say
from backend.kernel.settings import get_settings
from backend.organisation.schemas import StaffMember

PENDING = say("这个事项已有一项调整在等审批，请先办完那一项。")


async def propose_adjustment(
    code: str, draft: AdjustmentDraft, *, staff: StaffMember, now: datetime
) -> AdjustmentRef:
    """Propose to add, defer, remove or reschedule a matter; nothing public changes yet.

    Raises Forbidden, Conflict while another proposal waits, and Invalid for a change the matter
    does not admit now, a day in the future, or a candidate in which something is missing.
    """
    async with transaction():
        decision, catalogue = await lock_decision(code)
        if not permissions.may_draft_for(staff, decision.lead_unit):
            raise Forbidden
        if decision.is_proposed:
            raise Conflict(PENDING)
        moves = moving.moves(draft, await rescheduling.load_times(decision.id))
        faults = _faults(draft, decision, catalogue, moves=moves, today=county_date(now))
        if faults:
            raise Invalid(fields=faults)
        if draft.kind is AdjustmentKind.ADD:
            await _require_complete(decision)
        adjustment_id = await _insert(draft, decision, catalogue, staff=staff, now=now)
        await rescheduling.keep_moves(adjustment_id, moves)
        await journal.record(
            staff.actor,
            "adjustment.propose",
            decision.subject,
            reason=draft.reason,
            payload={"adjustment": adjustment_id, "kind": draft.kind.value},
        )
    return AdjustmentRef(id=adjustment_id, code=code)


async def approve_adjustment(
    adjustment_id: int, *, staff: StaffMember, now: datetime
) -> AdjustmentRef:
    """Carry the change out: it makes the next version and stands in the public journal.

    Where it moves internal steps alone, nothing that is published changes: no version, no public
    entry. Raises Forbidden for the proposer and the matter's authors, Conflict when it was decided
    already or the matter has moved on so that the change no longer fits.
    """
    if not permissions.may_approve(staff):
        raise Forbidden
    today = county_date(now)
    async with transaction():
        proposal, decision, catalogue = await _lock_proposal(adjustment_id)
        draft = await _draft_of(proposal)
        _require_second_person(staff, proposal, decision, draft.kind)
        moves = moving.moves(draft, await rescheduling.load_times(decision.id))
        _require_fitting(draft, decision, catalogue, moves=moves, today=today)
        before = await load_contents([decision.id])
        code = await _apply(draft, decision, catalogue)
        await rescheduling.move_steps(adjustment_id)
        await _decide(adjustment_id, AdjustmentState.APPROVED, staff=staff, now=now)
        number = await _publish(adjustment_id, decision, before, today=today)
        subject = decision_subject(code, decision.title, is_public=decision.is_public)
        await record_approval(draft, decision, subject, moves=moves, version=number, staff=staff)
    return AdjustmentRef(id=adjustment_id, code=code)


async def _publish(
    adjustment_id: int,
    decision: LockedDecision,
    before: Mapping[int, DecisionContent],
    *,
    today: date,
) -> int | None:
    """Write the next version and return its number; None where nothing published changed."""
    after = await load_contents([decision.id])
    if decision.is_published and after == before:
        return None
    number = (decision.current_version or 0) + 1
    await write_versions(after, number=number, published_on=today, adjustment=adjustment_id)
    return number


async def return_adjustment(
    adjustment_id: int, draft: ReturnDraft, *, staff: StaffMember, now: datetime
) -> AdjustmentRef:
    """Turn a proposal down with a reason; the matter may be proposed again."""
    if not permissions.may_approve(staff):
        raise Forbidden
    async with transaction():
        proposal, decision, _ = await _lock_proposal(adjustment_id)
        if refusal := permissions.refusal_of_second_person(staff, {proposal["proposed_by"]}):
            raise Forbidden(refusal)
        await _decide(
            adjustment_id,
            AdjustmentState.RETURNED,
            staff=staff,
            now=now,
            return_reason=draft.reason,
        )
        await journal.record(
            staff.actor, "adjustment.return", decision.subject, reason=draft.reason
        )
    return AdjustmentRef(id=adjustment_id, code=decision.code)


def _faults(
    draft: AdjustmentDraft,
    decision: LockedDecision,
    catalogue: LockedCatalogue,
    *,
    moves: Sequence[StepMove],
    today: date,
) -> dict[str, Text]:
    possible = adjusting.possible_kinds(
        catalogue.state, decision.state, is_published=decision.is_published
    )
    return adjusting.faults_of_adjustment(
        draft,
        possible,
        published_on=catalogue.published_on or today,
        planned_month=decision.planned_month,
        today=today,
        moves=moves,
    )


def _require_fitting(
    draft: AdjustmentDraft,
    decision: LockedDecision,
    catalogue: LockedCatalogue,
    *,
    moves: Sequence[StepMove],
    today: date,
) -> None:
    """Raise Conflict when the matter has moved on since the change was proposed."""
    if overtaken := moving.refusal_of_overtaken(moves):
        raise Conflict(overtaken)
    if _faults(draft, decision, catalogue, moves=moves, today=today):
        raise Conflict(say("事项的情况已经变化，这项调整不再适用，请退回。"))


async def _require_complete(decision: LockedDecision) -> None:
    content = (await load_contents([decision.id]))[decision.id]
    gaps = publishing.gaps_of_decision(content, is_public=decision.is_public)
    if gaps:
        raise Invalid(say("这个事项还有 {count} 处没有填好，请先补齐。", count=len(gaps)))


async def _insert(
    draft: AdjustmentDraft,
    decision: LockedDecision,
    catalogue: LockedCatalogue,
    *,
    staff: StaffMember,
    now: datetime,
) -> int:
    values = draft.model_dump(exclude={"kind", "planned_month", "steps"})
    is_moved = draft.kind is AdjustmentKind.RESCHEDULE
    try:
        written = await Adjustment.insert(
            Adjustment(
                **values,
                kind=draft.kind.value,
                planned_month=draft.planned_month if is_moved else None,
                catalogue=catalogue.id,
                decision=decision.id,
                proposed_by=staff.id,
                proposed_at=now,
            )
        ).returning(Adjustment.id)
    except asyncpg.UniqueViolationError as taken:
        raise Conflict(PENDING) from taken
    return int(written[0]["id"])


async def _lock_proposal(
    adjustment_id: int,
) -> tuple[Mapping[str, Any], LockedDecision, LockedCatalogue]:
    """Hold a proposal that waits, with its matter; raise NotFound, or Conflict when decided."""
    found = await rows(
        "SELECT d.code FROM adjustment a JOIN decision d ON d.id = a.decision WHERE a.id = {}",
        adjustment_id,
    )
    if not found:
        raise NotFound
    decision, catalogue = await lock_decision(found[0]["code"])
    held = await rows("SELECT * FROM adjustment WHERE id = {} FOR UPDATE", adjustment_id)
    if held[0]["state"] != AdjustmentState.PROPOSED.value:
        raise Conflict(say("这项调整已经有人办理过了。"))
    return held[0], decision, catalogue


async def _draft_of(proposal: Mapping[str, Any]) -> AdjustmentDraft:
    steps = await rescheduling.load_proposed(proposal["id"])
    stored = {**proposal, "steps": steps}
    return AdjustmentDraft(**{name: stored[name] for name in AdjustmentDraft.model_fields})


def _require_second_person(
    staff: StaffMember,
    proposal: Mapping[str, Any],
    decision: LockedDecision,
    kind: AdjustmentKind,
) -> None:
    involved = {proposal["proposed_by"]}
    if kind is AdjustmentKind.ADD:
        involved.update(decision.authors)
    if refusal := permissions.refusal_of_second_person(staff, involved):
        raise Forbidden(refusal)


async def _apply(
    draft: AdjustmentDraft, decision: LockedDecision, catalogue: LockedCatalogue
) -> str:
    """Write the change into the matter and return its code from now on."""
    changes: dict[Any, Any] = {"state": adjusting.TO[draft.kind].value}
    if draft.kind is AdjustmentKind.RESCHEDULE:
        changes["planned_month"] = draft.planned_month
    if draft.kind is AdjustmentKind.ADD:
        changes |= await _final_number(decision, catalogue)
    await Decision.update(changes).where(Decision.id == decision.id)
    return str(changes.get("code", decision.code))


async def _final_number(decision: LockedDecision, catalogue: LockedCatalogue) -> dict[str, Any]:
    """Return the place an added matter takes: after the last one published in its series."""
    taken = await rows(
        "SELECT seq FROM decision WHERE catalogue = {} AND is_public = {}",
        catalogue.id,
        decision.is_public,
    )
    seq = numbering.next_seq([row["seq"] for row in taken])
    if seq is None:
        raise Conflict(say("这一年的序号用完了。"))
    county = get_settings().county_code
    code = numbering.decision_code(county, catalogue.year, seq, is_public=decision.is_public)
    return {"seq": seq, "code": code, "former_code": decision.code}


async def _decide(
    adjustment_id: int,
    state: AdjustmentState,
    *,
    staff: StaffMember,
    now: datetime,
    return_reason: str = "",
) -> None:
    await Adjustment.update(
        {
            Adjustment.state: state.value,
            Adjustment.decided_by: staff.id,
            Adjustment.decided_at: now,
            Adjustment.return_reason: return_reason,
        }
    ).where(Adjustment.id == adjustment_id)
