"""Recording the fair competition review."""

from datetime import datetime

from backend.decisions.enums import Gate
from backend.decisions.operations.records import (
    dossier_to_change,
    must_be_current,
    record,
    refuse,
    write_record,
)
from backend.decisions.rules.gates import fair_competition as rules
from backend.decisions.schemas.gates.fair_competition import FairCompetitionDraft
from backend.decisions.tables import FairCompetitionReview
from backend.kernel.database import transaction
from backend.organisation.schemas import StaffMember


async def record_fair_competition(
    code: str, draft: FairCompetitionDraft, *, staff: StaffMember, now: datetime
) -> None:
    """Record the review.

    Raises Invalid by field, also when somebody saved in between; Forbidden; Conflict.
    """
    async with transaction():
        dossier, measures = await dossier_to_change(
            code, Gate.FAIR_COMPETITION, staff=staff, now=now
        )
        before = dossier.fair_competition
        must_be_current(before.revision if before else None, draft.revision)
        refuse(rules.faults(draft, measures.today))
        values = {
            "reviewer": draft.reviewer,
            "concluded_on": draft.concluded_on,
            "conclusion": draft.conclusion.value if draft.conclusion else "",
            "note": draft.note,
        }
        await write_record(FairCompetitionReview, dossier, values, staff=staff, now=now)
        await record("decision.record_fair_competition", dossier, staff=staff, payload=draft)
