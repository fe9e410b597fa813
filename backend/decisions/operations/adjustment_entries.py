"""The journal's entries of a change that was approved: what is internal stays internal."""

from collections.abc import Sequence
from typing import Any

from backend.decisions.operations.locking import LockedDecision
from backend.decisions.schemas.drafts import AdjustmentDraft
from backend.decisions.schemas.rescheduling import StepMove
from backend.journal import operations as journal
from backend.journal.schemas import Subject
from backend.organisation.schemas import StaffMember


async def record_approval(
    draft: AdjustmentDraft,
    decision: LockedDecision,
    subject: Subject,
    *,
    moves: Sequence[StepMove],
    version: int | None,
    staff: StaffMember,
) -> None:
    """Write the entry; what is internal of a public change stands in one of its own."""
    is_public = decision.is_public and version is not None
    hidden = [move for move in moves if is_public and move.is_internal]
    shown = [move for move in moves if move not in hidden]
    payload = draft.model_dump(mode="json", exclude={"steps"})
    payload |= {"version": version or decision.current_version, "was": decision.code}
    await journal.record(
        staff.actor,
        f"decision.{draft.kind.value}",
        subject,
        reason=draft.reason,
        payload={**payload, "steps": _told(shown)} if shown else payload,
        is_public=is_public,
    )
    if hidden:
        await journal.record(
            staff.actor,
            "decision.reschedule_internal",
            subject,
            reason=draft.reason,
            payload={"steps": _told(hidden)},
        )


def _told(moves: Sequence[StepMove]) -> list[dict[str, Any]]:
    return [move.model_dump(mode="json", exclude={"state", "is_internal"}) for move in moves]
