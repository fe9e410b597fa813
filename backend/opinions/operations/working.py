"""Holding a subject whose opinions are being worked on: grouped, assigned, answered.

Those who work on one subject go in line; who sends in an opinion does not wait for them. What a
report needs in order to go on is asked while the subject is held alone (see `locking`).
"""

from backend.journal import operations as journal
from backend.journal.schemas import Payload, Subject
from backend.kernel.database import rows
from backend.kernel.errors import Conflict, Forbidden, NotFound
from backend.kernel.settings import get_settings
from backend.opinions.enums import ReportState
from backend.opinions.rules.handling import closed_to_change, may_handle
from backend.opinions.schemas import Frozen
from backend.opinions.schemas.answers import Thresholds
from backend.organisation.schemas import StaffMember

IN_LINE = """
SELECT id, kind, key, title, path, lead_unit FROM opinion_subject WHERE id = {}
FOR NO KEY UPDATE
"""
ALONE = IN_LINE.replace("FOR NO KEY UPDATE", "FOR UPDATE")
REPORT = "SELECT state FROM adoption_report WHERE subject = {}"


class Work(Frozen):
    """A subject held until the transaction ends, with how far its report has come."""

    id: int
    kind: str
    key: str
    title: str
    path: str
    lead_unit: int
    report_state: ReportState

    @property
    def subject(self) -> Subject:
        """Return the subject as the journal names it."""
        return named(self.kind, self.key, title=self.title, path=self.path)


def named(kind: str, key: str, *, title: str, path: str) -> Subject:
    """Return a subject as the journal names it."""
    return Subject(kind="opinion_subject", id=f"{kind}/{key}", title=title, path=path)


async def hold_work(subject_id: int, staff: StaffMember) -> Work:
    """Hold a subject this person handles; raise NotFound, Forbidden, or Conflict once submitted."""
    work = await hold_changeable(subject_id)
    if not may_handle(staff, work.lead_unit):
        raise Forbidden
    return work


async def hold_changeable(subject_id: int) -> Work:
    """Hold a subject whoever asks; raise NotFound, or Conflict once its report was submitted."""
    work = await _held(IN_LINE, subject_id)
    closed = closed_to_change(work.report_state)
    if closed:
        raise Conflict(closed)
    return work


async def hold_alone(subject_id: int) -> Work:
    """Hold a subject so that nothing of it changes, not even by a new opinion; raise NotFound."""
    return await _held(ALONE, subject_id)


async def record(
    work: Work, action: str, *, staff: StaffMember, reason: str = "", payload: Payload
) -> None:
    """Record an act of the desk on a subject: numbers of opinions, never their words."""
    await journal.record(staff.actor, action, work.subject, reason=reason, payload=payload)


async def record_publicly(work: Work, action: str, *, staff: StaffMember, payload: Payload) -> None:
    """Record an act that everybody may read of."""
    await journal.record(staff.actor, action, work.subject, payload=payload, is_public=True)


def thresholds() -> Thresholds:
    """Return the county's numbers for opinions that many people share."""
    return Thresholds(
        concentrated_opinions=get_settings().concentrated_opinions,
        concentrated_reason=get_settings().concentrated_reason,
    )


async def _held(sql: str, subject_id: int) -> Work:
    found = await rows(sql, subject_id)
    if not found:
        raise NotFound
    reports = await rows(REPORT, subject_id)  # after the lock: as it is now, not as it was
    state = reports[0]["state"] if reports else ReportState.DRAFT
    return Work(**found[0], report_state=state)
