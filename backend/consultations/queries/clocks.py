"""Consultations that wait for staff: to be finished, to be published, or to be made known."""

from datetime import datetime

from backend.consultations.enums.consultation import ConsultationState
from backend.consultations.rules import permissions
from backend.consultations.schemas.clocks import ConsultationOnClock
from backend.kernel.database import rows
from backend.organisation.schemas import StaffMember

MOST = 200  # of the whole county
WAITING = """
SELECT c.id, c.title, u.code AS lead_unit, u.name AS unit_name, c.state, c.opens_on, c.closes_on,
       s.opens_at AS opened_at, c.submitted_by
FROM consultation c JOIN unit u ON u.id = c.lead_unit JOIN opinion_subject s ON s.id = c.subject
WHERE ({} OR u.code = {}) AND (
    c.state IN ('draft', 'submitted')
    OR (c.state = 'published' AND s.opens_at <= {} AND s.closes_at > {}
        AND NOT EXISTS (SELECT FROM opinion o WHERE o.subject = c.subject))
)
ORDER BY c.id LIMIT {}
"""


async def consultations_on_clock(
    staff: StaffMember, *, now: datetime, silent_since: datetime
) -> tuple[ConsultationOnClock, ...]:
    """Return what is being prepared, and what opened by then and has no opinion yet."""
    sees_all = permissions.may_see(staff, "", ConsultationState.DRAFT)
    found = await rows(WAITING, sees_all, staff.unit_code, silent_since, now, MOST)
    return tuple(ConsultationOnClock(**row) for row in found)
