"""Loading a consultation that an operation is about to change, locked.

The consultation first, then its subject, then its versions: every operation takes the locks in
this order, so none waits for another in a circle.
"""

from datetime import date, datetime
from typing import Any

from backend.consultations.enums.consultation import ConsultationState
from backend.consultations.schemas import Frozen
from backend.consultations.schemas.drafting import ConsultationRef
from backend.consultations.tables import Consultation
from backend.journal.schemas import Subject
from backend.kernel.clock import county_date
from backend.kernel.database import rows
from backend.kernel.errors import NotFound
from backend.organisation.schemas import StaffMember

CONSULTATION = """
SELECT c.id, c.slug, c.subject AS subject_id, c.title, c.state, u.code AS lead_unit, c.decision,
       c.opens_on, c.closes_on, c.feedback_due_on, c.authors, c.submitted_by, c.published_by,
       c.revision, c.created_at, s.opens_at, s.closes_at
FROM consultation c JOIN unit u ON u.id = c.lead_unit JOIN opinion_subject s ON s.id = c.subject
WHERE c.id = {} FOR UPDATE OF c
"""


class LockedConsultation(Frozen):
    """A consultation, held until the transaction ends."""

    id: int
    slug: str
    subject_id: int
    title: str
    state: ConsultationState
    lead_unit: str
    decision: int | None
    opens_on: date | None
    closes_on: date | None
    feedback_due_on: date | None
    authors: tuple[int, ...]
    submitted_by: int | None
    published_by: int | None
    revision: int
    created_at: datetime
    opens_at: datetime | None
    closes_at: datetime | None

    @property
    def created_on(self) -> date:
        """Return the county's day it was begun on; its address may carry the year."""
        return county_date(self.created_at)

    @property
    def is_public(self) -> bool:
        """Whether anyone may read it."""
        return self.state in {ConsultationState.PUBLISHED, ConsultationState.CONCLUDED}

    @property
    def subject(self) -> Subject:
        """Return the consultation as the journal names it; a draft has no address."""
        return journal_subject(self.slug, self.title, is_public=self.is_public)

    @property
    def ref(self) -> ConsultationRef:
        """Return where it is once this change is written."""
        return ConsultationRef(
            id=self.id, slug=self.slug, subject_id=self.subject_id, revision=self.revision + 1
        )


def journal_subject(slug: str, title: str, *, is_public: bool) -> Subject:
    """Return a consultation as the journal names it."""
    path = f"/consultations/{slug}" if is_public else ""
    return Subject(kind="consultation", id=slug, title=title, path=path)


async def lock_consultation(number: int) -> LockedConsultation:
    """Hold a consultation; raise NotFound when there is none."""
    found = await rows(CONSULTATION, number)
    if not found:
        raise NotFound
    return LockedConsultation(**found[0])


async def change(
    consultation: LockedConsultation, *, author: StaffMember | None = None, **columns: Any
) -> None:
    """Write columns of a held consultation; whoever writes its content becomes an author."""
    changes: dict[Any, Any] = {**columns, "revision": consultation.revision + 1}
    if author is not None:
        changes["authors"] = sorted({*consultation.authors, author.id})
    await Consultation.update(changes).where(Consultation.id == consultation.id)
