"""What every desk page of one text has in common."""

from typing import Any

from backend.consultations.desk.frame import CONSULTATION, ConsultationDeskPage, load
from backend.consultations.queries.versions import get_version
from backend.consultations.rules import permissions, versions
from backend.consultations.schemas.versions import VersionForDesk
from backend.organisation.guards import StaffRequest
from backend.web.forms import Form

VERSIONS = f"{CONSULTATION}/versions"
VERSION = f"{VERSIONS}/{{version:int}}"


class VersionDeskPage(ConsultationDeskPage):
    """A page of one text of a draft."""

    version: VersionForDesk
    form: Form[Any]
    is_editable: bool

    @property
    def status(self) -> int:
        """Return how the answer is marked: overtaken, refused, or only shown."""
        return 409 if "revision" in self.form.errors else 422 if self.form.is_invalid else 200


async def text_of(
    request: StaffRequest, number: int, version: int, form: Form[Any]
) -> dict[str, Any]:
    """Return what such a page shows; a form that was overtaken may be sent once more."""
    consultation = await load(request, number)
    found = await get_version(number, version)
    if "revision" in form.errors:
        form.values["revision"] = found.revision
    refusal = versions.refusal_of_editing(
        version, state=consultation.state, is_sealed=found.is_sealed
    )
    is_theirs = permissions.may_draft_for(request.user, consultation.lead_unit)
    return {
        "consultation": consultation,
        "version": found,
        "form": form,
        "is_editable": is_theirs and refusal is None,
    }
