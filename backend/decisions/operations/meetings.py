"""Recording the sittings that discuss a decision: internal, all of it."""

from datetime import datetime

from backend.decisions.enums import Gate
from backend.decisions.operations.records import (
    dossier_to_change,
    must_be_current,
    record,
    refuse,
)
from backend.decisions.rules.gates import meeting as rules
from backend.decisions.rules.gates.lacks import refusal
from backend.decisions.rules.gates.overview import before_meeting
from backend.decisions.schemas.gates.dossier import Dossier
from backend.decisions.schemas.gates.meeting import MeetingDraft, MeetingRound
from backend.decisions.tables import MeetingRecord
from backend.kernel.database import transaction
from backend.kernel.errors import Invalid
from backend.kernel.language import say
from backend.organisation.schemas import StaffMember


async def record_meeting(
    code: str, draft: MeetingDraft, *, staff: StaffMember, now: datetime
) -> None:
    """Record a sitting, its outcome, dissent and the report to the Party committee (art. 30-31).

    A sitting recorded before, also under another day, is rewritten. Raises Invalid listing which
    gates are not passed yet, or by field, also when somebody saved in between; Forbidden; Conflict.
    """
    async with transaction():
        dossier, measures = await dossier_to_change(code, Gate.MEETING, staff=staff, now=now)
        before = _recorded_before(draft, dossier)
        must_be_current(before.revision if before else None, draft.revision)
        lacks = before_meeting(dossier, measures)
        if lacks:
            raise refusal(lacks)
        refuse(rules.faults(draft, dossier, measures.today))
        row = MeetingRecord(
            **draft.model_dump(exclude={"revision", "outcome", "replaces"}),
            outcome=draft.outcome.value,
            decision=dossier.matter.id,
            revision=draft.revision + 1,
            recorded_by=staff.id,
            recorded_at=now,
        )
        if before:
            this = MeetingRecord.held_on == before.held_on
            of_matter = MeetingRecord.decision == dossier.matter.id
            await MeetingRecord.delete().where(of_matter & this)
        await MeetingRecord.insert(row)
        payload = draft.model_dump(include={"held_on", "outcome"})  # dissent stays in its table
        await record("decision.record_meeting", dossier, staff=staff, payload=payload)


def _recorded_before(draft: MeetingDraft, dossier: Dossier) -> MeetingRound | None:
    """Return the sitting a draft rewrites; raise Invalid when another one has its day."""
    sittings = {one.held_on: one for one in dossier.meetings}
    before = sittings.get(draft.replaces) if draft.replaces else None
    same = sittings.get(draft.held_on)
    if before and same and before is not same:
        raise Invalid(fields={"held_on": say("这一天已经登记了另一次会议。")})
    return before or same
