"""What every desk page of one consultation has in common."""

from backend.consultations.queries.desk import get_consultation_for_desk
from backend.consultations.schemas.desk import ConsultationForDesk
from backend.kernel.clock import now
from backend.organisation.enums import Role
from backend.organisation.guards import StaffRequest, requires_role, requires_sign_in
from backend.web.render import PageContext

CONSULTATIONS = "/desk/consultations"
CONSULTATION = f"{CONSULTATIONS}/{{number:int}}"
SIGNED_IN = [requires_sign_in]
DRAFTERS = [requires_role(Role.DRAFTER, Role.OFFICE)]
OFFICE = [requires_role(Role.OFFICE)]


class ConsultationDeskPage(PageContext):
    """A page of a consultation at the desk."""

    consultation: ConsultationForDesk


async def load(request: StaffRequest, number: int) -> ConsultationForDesk:
    """Return a consultation as it stands now; raise NotFound for what is not theirs to know."""
    return await get_consultation_for_desk(number, request.user, now=now())
