"""Recording the risk assessment."""

from datetime import datetime

from backend.decisions.enums import Gate
from backend.decisions.operations.records import (
    dossier_to_change,
    must_be_current,
    record,
    refuse,
    write_record,
)
from backend.decisions.rules.gates import risk as rules
from backend.decisions.schemas.gates.risk import RiskDraft
from backend.decisions.tables import RiskAssessment
from backend.kernel.database import transaction
from backend.organisation.schemas import StaffMember


async def record_risk(code: str, draft: RiskDraft, *, staff: StaffMember, now: datetime) -> None:
    """Record the assessment; "not controllable" stops everything after it (art. 24).

    Raises Invalid by field, also when somebody saved in between; Forbidden; Conflict.
    """
    async with transaction():
        dossier, measures = await dossier_to_change(code, Gate.RISK, staff=staff, now=now)
        must_be_current(dossier.risk.revision if dossier.risk else None, draft.revision)
        refuse(rules.faults(draft, measures.today))
        values = draft.model_dump(mode="json", exclude={"revision"}) | {
            "started_on": draft.started_on,
            "concluded_on": draft.concluded_on,
            "level": draft.level.value if draft.level else "",
            "result": draft.result.value if draft.result else "",
        }
        await write_record(RiskAssessment, dossier, values, staff=staff, now=now)
        await record("decision.record_risk", dossier, staff=staff, payload=draft)
