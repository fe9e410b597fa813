"""The risk assessment and the fair competition review."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath

from backend.decisions.desk.gates import labels
from backend.decisions.desk.gates.frame import (
    RECORDERS,
    SIGNED_IN,
    GatePage,
    Options,
    after,
    filled_form,
    gate_path,
    options,
    show_gate,
)
from backend.decisions.enums import FairConclusion, Gate, RiskLevel, RiskResult
from backend.decisions.operations import fair_competition, risks
from backend.decisions.schemas.gates.fair_competition import FairCompetitionDraft
from backend.decisions.schemas.gates.procedure import GateForDesk
from backend.decisions.schemas.gates.risk import RiskDraft
from backend.kernel.clock import now
from backend.organisation.guards import StaffRequest
from backend.web.forms import parse_form

RISK = gate_path(Gate.RISK)
FAIR_COMPETITION = gate_path(Gate.FAIR_COMPETITION)


class RiskPage(GatePage):
    """The risk assessment."""

    template: ClassVar[str] = "decisions/desk/gates/risk.html"
    gate: ClassVar[Gate] = Gate.RISK
    levels: Options = options(RiskLevel)
    results: Options = options(RiskResult)

    @classmethod
    def contents(cls, found: GateForDesk) -> dict[str, Any]:
        """Return the form as the record stands."""
        return {"labels": labels.RISK, "form": filled_form(found.dossier.risk)}


class FairCompetitionPage(GatePage):
    """The fair competition review."""

    template: ClassVar[str] = "decisions/desk/gates/fair_competition.html"
    gate: ClassVar[Gate] = Gate.FAIR_COMPETITION
    conclusions: Options = options(FairConclusion)

    @classmethod
    def contents(cls, found: GateForDesk) -> dict[str, Any]:
        """Return the form as the record stands."""
        form = filled_form(found.dossier.fair_competition)
        return {"labels": labels.FAIR_COMPETITION, "form": form}


@get(RISK, guards=SIGNED_IN, include_in_schema=False)
async def risk_show(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Show the risk assessment."""
    return await show_gate(request, code, RiskPage)


@post(RISK, guards=RECORDERS, include_in_schema=False)
async def risk_record(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Write the risk assessment."""
    form = await parse_form(request, RiskDraft)
    await form.submit(lambda draft: risks.record_risk(code, draft, staff=request.user, now=now()))
    return await after(request, code, RiskPage, form=form)


@get(FAIR_COMPETITION, guards=SIGNED_IN, include_in_schema=False)
async def fair_competition_show(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Show the fair competition review."""
    return await show_gate(request, code, FairCompetitionPage)


@post(FAIR_COMPETITION, guards=RECORDERS, include_in_schema=False)
async def fair_competition_record(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Write the fair competition review."""
    form = await parse_form(request, FairCompetitionDraft)
    await form.submit(
        lambda draft: fair_competition.record_fair_competition(
            code, draft, staff=request.user, now=now()
        )
    )
    return await after(request, code, FairCompetitionPage, form=form)


ROUTES = [risk_show, risk_record, fair_competition_show, fair_competition_record]
