"""Handing the pack over for discussion (art. 29): refused while anything of it is missing."""

import hashlib
from datetime import datetime

from backend.decisions.enums import Gate
from backend.decisions.operations.records import dossier_to_change, record, refuse
from backend.decisions.rules.gates import submission as rules
from backend.decisions.rules.gates.lacks import refusal
from backend.decisions.rules.gates.manifest import manifest
from backend.decisions.schemas.gates.meeting import SubmissionDraft
from backend.decisions.tables import Submission
from backend.journal.operations import canonical
from backend.kernel.database import transaction
from backend.organisation.schemas import StaffMember


async def submit_pack(
    code: str, draft: SubmissionDraft, *, staff: StaffMember, now: datetime
) -> None:
    """Record that the pack was handed over, with the hash of every file in it.

    Raises Invalid listing what is missing, or by field; Forbidden; Conflict.
    """
    async with transaction():
        dossier, measures = await dossier_to_change(code, Gate.SUBMISSION, staff=staff, now=now)
        lacks = rules.lacks_before(dossier, measures)
        if lacks:
            raise refusal(lacks)
        refuse(rules.faults(draft, dossier, measures.today))
        content = canonical(manifest(dossier.matter, rules.pack(dossier, measures)))
        digest = hashlib.sha256(content.encode()).hexdigest()
        await Submission.insert(
            Submission(
                **draft.model_dump(),
                decision=dossier.matter.id,
                round=len(dossier.submissions) + 1,
                manifest=content,
                manifest_sha256=digest,
                submitted_by=staff.id,
                recorded_at=now,
            )
        )
        await record("decision.submit_pack", dossier, staff=staff, payload={"manifest": digest})
