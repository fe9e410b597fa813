"""Recording the legality review: the day the material came in, and the bureau's opinion."""

from datetime import datetime
from typing import Any

from backend.decisions.enums import Gate
from backend.decisions.operations.records import (
    dossier_to_change,
    must_be_current,
    record,
    refuse,
)
from backend.decisions.rules.gates import legality as rules
from backend.decisions.rules.gates import risk
from backend.decisions.rules.gates.lacks import refusal
from backend.decisions.schemas.gates.legality import LegalityOpinionDraft, LegalityReceiptDraft
from backend.decisions.tables import LegalityReview
from backend.kernel.database import transaction
from backend.kernel.errors import Conflict
from backend.kernel.language import say
from backend.organisation.schemas import StaffMember


async def receive_for_legality(
    code: str, draft: LegalityReceiptDraft, *, staff: StaffMember, now: datetime
) -> None:
    """Record the day the complete material came in; from it the working days are counted.

    For reviewers who did not draft the matter: raises Forbidden otherwise, Invalid by field or
    after an uncontrollable risk, Conflict.
    """
    async with transaction():
        dossier, measures = await dossier_to_change(code, Gate.LEGALITY, staff=staff, now=now)
        stopped = risk.stop(dossier)
        if stopped:
            raise refusal(stopped)
        refuse(rules.faults_of_receipt(draft, dossier, measures.today))
        number = len(dossier.legality) + 1
        await LegalityReview.insert(
            LegalityReview(
                decision=dossier.matter.id,
                round=number,
                received_on=draft.received_on,
                received_by=staff.id,
                recorded_at=now,
            )
        )
        payload = {"round": number, "received_on": draft.received_on}
        await record("decision.receive_for_legality", dossier, staff=staff, payload=payload)


async def conclude_legality(
    code: str, draft: LegalityOpinionDraft, *, staff: StaffMember, now: datetime
) -> None:
    """Record the opinion of the round that is open; not before the law's working days (art. 26).

    For reviewers who did not draft the matter: raises Forbidden otherwise, Invalid by field or
    when somebody saved before, Conflict when no round is open.
    """
    async with transaction():
        dossier, measures = await dossier_to_change(code, Gate.LEGALITY, staff=staff, now=now)
        found = rules.latest(dossier)
        if found is None or found.concluded_on:
            raise Conflict(say("没有正在审查的送审件。"))
        must_be_current(found.revision, draft.revision)
        refuse(rules.faults_of_opinion(draft, found, dossier.matter, measures))
        changes: dict[Any, Any] = {
            **draft.model_dump(),
            "conclusion": draft.conclusion.value,
            "reviewed_by": staff.id,
            "revision": found.revision + 1,
        }
        this = (LegalityReview.decision == dossier.matter.id) & (
            LegalityReview.round == found.round
        )
        await LegalityReview.update(changes).where(this)
        payload = draft.model_dump(include={"concluded_on", "conclusion", "opinion_no"})
        await record("decision.conclude_legality", dossier, staff=staff, payload=payload)
