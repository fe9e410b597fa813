"""Adjustments as the desk shows them, with whether this person may decide them."""

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from backend.decisions.enums import AdjustmentKind, AdjustmentState
from backend.decisions.queries.desk.catalogues import KNOWN, knowing
from backend.decisions.rules import permissions
from backend.decisions.schemas.desk import AdjustmentForDesk
from backend.decisions.schemas.rescheduling import StepMove
from backend.kernel.database import rows
from backend.kernel.errors import NotFound
from backend.organisation.schemas import StaffMember

MOVES = TypeAdapter(tuple[StepMove, ...])
ADJUSTMENTS = f"""
SELECT a.id, d.code, d.title, d.is_public, d.authors, a.kind, a.state, a.reason, a.approval,
       a.adjusted_on, a.planned_month, a.proposed_by, a.proposed_at, a.decided_at, a.return_reason,
       CASE WHEN a.kind = 'reschedule' AND a.state = 'proposed' THEN d.planned_month END
           AS old_month,
       (SELECT coalesce(json_agg(m ORDER BY m.seq), '[]') FROM (
           SELECT m.seq, s.name, s.state, s.is_internal, m.old_start, m.old_end,
                  m.planned_start, m.planned_end
           FROM adjustment_step m JOIN plan_step s ON s.decision = a.decision AND s.seq = m.seq
           WHERE m.adjustment = a.id) m)::text AS moves,
       coalesce(p.name, '') AS proposed_by_name, coalesce(b.name, '') AS decided_by_name
FROM adjustment a JOIN decision d ON d.id = a.decision JOIN unit l ON l.id = d.lead_unit
LEFT JOIN staff p ON p.id = a.proposed_by LEFT JOIN staff b ON b.id = a.decided_by
WHERE {KNOWN}
"""  # noqa: S608 - a constant of ours


async def list_waiting_adjustments(staff: StaffMember) -> tuple[AdjustmentForDesk, ...]:
    """Return the proposals nobody has decided yet, oldest first."""
    found = await rows(
        ADJUSTMENTS + "AND a.state = 'proposed' ORDER BY a.proposed_at, a.id", *knowing(staff)
    )
    return _seen(found, staff)


async def list_adjustments_of(
    decision_id: int, staff: StaffMember
) -> tuple[AdjustmentForDesk, ...]:
    """Return a decision's adjustments, newest first."""
    found = await rows(
        ADJUSTMENTS + "AND d.id = {} ORDER BY a.id DESC", *knowing(staff), decision_id
    )
    return _seen(found, staff)


async def get_adjustment(adjustment_id: int, staff: StaffMember) -> AdjustmentForDesk:
    """Return one adjustment; raise NotFound."""
    found = await rows(ADJUSTMENTS + "AND a.id = {}", *knowing(staff), adjustment_id)
    if not found:
        raise NotFound
    return _seen(found, staff)[0]


def _seen(found: Sequence[dict[str, Any]], staff: StaffMember) -> tuple[AdjustmentForDesk, ...]:
    return tuple(_line(row, staff) for row in found)


def _line(row: dict[str, Any], staff: StaffMember) -> AdjustmentForDesk:
    involved = {row["proposed_by"]}
    if row["kind"] == AdjustmentKind.ADD.value:
        involved.update(row["authors"])
    is_mine = permissions.may_approve(staff) and row["state"] == AdjustmentState.PROPOSED.value
    refusal = permissions.refusal_of_second_person(staff, involved) if is_mine else None
    hidden = ("authors", "proposed_by", "moves")
    return AdjustmentForDesk(
        **{name: value for name, value in row.items() if name not in hidden},
        moves=MOVES.validate_json(row["moves"]),
        may_decide=is_mine and refusal is None,
        refusal=refusal,
    )
