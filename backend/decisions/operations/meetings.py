"""Recording the sittings that discuss a decision: internal, all of it."""

from datetime import datetime

from backend.decisions.enums import Gate
from backend.decisions.operations.records import (
    dossier_to_change,
    must_be_current,
    note,
    refuse,
)
from backend.decisions.rules.gates import meeting as rules
from backend.decisions.rules.gates.lacks import refusal
from backend.decisions.rules.gates.overview import before_meeting
from backend.decisions.schemas.gates.meeting import MeetingDraft
from backend.decisions.tables import MeetingRecord
from backend.kernel.database import transaction
from backend.organisation.schemas import StaffMember


async def record_meeting(
    code: str, draft: MeetingDraft, *, staff: StaffMember, now: datetime
) -> None:
    """Record a sitting, its outcome, dissent and the report to the Party committee (art. 30-31).

    A sitting of a day already recorded is rewritten. Raises Invalid listing which gates are not
    passed yet, or by field, also when somebody saved in between; Forbidden; Conflict.
    """
    async with transaction():
        dossier, measures = await dossier_to_change(code, Gate.MEETING, staff=staff, now=now)
        same = next((one for one in dossier.meetings if one.held_on == draft.held_on), None)
        must_be_current(same.revision if same else None, draft.revision)
        lacks = before_meeting(dossier, measures)
        if lacks:
            raise refusal(lacks)
        refuse(rules.faults(draft, dossier, measures.today))
        row = MeetingRecord(
            **draft.model_dump(exclude={"revision", "outcome"}),
            outcome=draft.outcome.value,
            decision=dossier.matter.id,
            revision=draft.revision + 1,
            recorded_by=staff.id,
            recorded_at=now,
        )
        await MeetingRecord.delete().where(
            (MeetingRecord.decision == dossier.matter.id) & (MeetingRecord.held_on == draft.held_on)
        )
        await MeetingRecord.insert(row)
        payload = draft.model_dump(include={"held_on", "outcome"})  # dissent stays in its table
        await note("decision.record_meeting", dossier, staff=staff, payload=payload)
