"""What every page of a gate shares: what is missing, the record, its form, two editors at once."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from litestar import Response
from pydantic import BaseModel

from backend.decisions.desk.answers import go
from backend.decisions.desk.decisions import DECISION
from backend.decisions.enums import Gate
from backend.decisions.queries.gates import get_gate
from backend.decisions.schemas.gates.procedure import GateForDesk
from backend.kernel.clock import today
from backend.kernel.language import Text
from backend.organisation.enums import Role
from backend.organisation.guards import StaffRequest, requires_role, requires_sign_in
from backend.web.forms import Form, blank_form
from backend.web.render import PageContext, page

SIGNED_IN = [requires_sign_in]
RECORDERS = [requires_role(Role.DRAFTER, Role.CATALOGUE_EDITOR, Role.OFFICE)]
REVIEWERS = [requires_role(Role.REVIEWER)]
KEEPERS = [requires_role(Role.CATALOGUE_EDITOR, Role.OFFICE)]
CONFLICT = 409
REFUSED = 422

Options = list[dict[str, Any]]
Labels = Mapping[str, Text]


class GatePage(PageContext):
    """One gate: what it lacks, its record, and the form that writes it."""

    gate: ClassVar[Gate]
    found: GateForDesk
    form: Form[Any]
    labels: Labels

    @classmethod
    def contents(cls, found: GateForDesk) -> dict[str, Any]:
        """Return the forms and lists of the page as the record stands."""
        raise NotImplementedError


def gate_path(gate: Gate) -> str:
    """Return the route of a gate's page."""
    return f"{DECISION}/{gate.value}"


def filled_form(record: BaseModel | None) -> Form[Any]:
    """Return a form that holds what is recorded."""
    return blank_form(record.model_dump() if record else {"revision": 0})


def options(members: Iterable[Any]) -> Options:
    """Return the members of an enum as a list to choose from."""
    return [{"value": one.value, "text": one.label} for one in members]


def status_of(form: Form[Any]) -> int:
    """Return 409 when somebody saved in between, 422 for a form refused, else 200."""
    if form.error("revision"):
        return CONFLICT
    return REFUSED if form.is_invalid else 200


async def show_gate(
    request: StaffRequest, code: str, kind: type[GatePage], **typed: Form[Any]
) -> Response[Any]:
    """Answer with a gate's page: its forms as recorded, or as they were just typed."""
    found = await get_gate(code, kind.gate, staff=request.user, today=today())
    contents = {**kind.contents(found), **typed}
    status = max((status_of(form) for form in typed.values()), default=200)
    return page(request, kind(found=found, **contents), status=status)


async def after(
    request: StaffRequest, code: str, kind: type[GatePage], **typed: Form[Any]
) -> Response[Any]:
    """Answer with the form again when it was refused, else go back to the gate's page."""
    if any(form.is_invalid for form in typed.values()):
        return await show_gate(request, code, kind, **typed)
    return go(request, f"/desk/decisions/{code}/{kind.gate.value}")
