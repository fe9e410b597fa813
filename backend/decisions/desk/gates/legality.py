"""The legality review: the day the material came in, the days counted, the opinion."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath

from backend.decisions.desk.gates import labels
from backend.decisions.desk.gates.frame import (
    REVIEWERS,
    SIGNED_IN,
    GatePage,
    Options,
    after,
    filled_form,
    gate_path,
    options,
    show_gate,
)
from backend.decisions.enums import Gate, LegalityConclusion
from backend.decisions.operations import legality
from backend.decisions.schemas.gates.legality import LegalityOpinionDraft, LegalityReceiptDraft
from backend.decisions.schemas.gates.procedure import GateForDesk
from backend.kernel.clock import now
from backend.organisation.guards import StaffRequest
from backend.web.forms import Form, blank_form, parse_form

PATH = gate_path(Gate.LEGALITY)


class LegalityPage(GatePage):
    """The rounds, the day from which an opinion may be given, and the form of the present round."""

    template: ClassVar[str] = "decisions/desk/gates/legality.html"
    gate: ClassVar[Gate] = Gate.LEGALITY
    receipt_form: Form[Any]
    conclusions: Options = options(LegalityConclusion)

    @classmethod
    def contents(cls, found: GateForDesk) -> dict[str, Any]:
        """Return the forms: the opinion of the open round, and the receipt of a new one."""
        rounds = found.dossier.legality
        return {
            "labels": labels.LEGALITY,
            "form": filled_form(rounds[-1] if rounds else None),
            "receipt_form": blank_form(),
        }


@get(PATH, guards=SIGNED_IN, include_in_schema=False)
async def legality_show(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Show the legality review."""
    return await show_gate(request, code, LegalityPage)


@post(f"{PATH}/receipt", guards=REVIEWERS, include_in_schema=False)
async def legality_receive(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Record the day the material came in."""
    form = await parse_form(request, LegalityReceiptDraft)
    await form.submit(
        lambda draft: legality.receive_for_legality(code, draft, staff=request.user, now=now())
    )
    return await after(request, code, LegalityPage, receipt_form=form)


@post(f"{PATH}/conclusion", guards=REVIEWERS, include_in_schema=False)
async def legality_conclude(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Record the opinion."""
    form = await parse_form(request, LegalityOpinionDraft)
    await form.submit(
        lambda draft: legality.conclude_legality(code, draft, staff=request.user, now=now())
    )
    return await after(request, code, LegalityPage, form=form)


ROUTES = [legality_show, legality_receive, legality_conclude]
