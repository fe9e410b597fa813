"""Adjustments: proposed on the decision's page, decided by the office."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath

from backend.decisions.desk.answers import go
from backend.decisions.desk.decisions import DECISION, DRAFTERS, show_decision
from backend.decisions.operations import adjusting
from backend.decisions.queries.desk import get_adjustment, get_decision_for_desk
from backend.decisions.schemas.desk import DecisionForDesk
from backend.decisions.schemas.drafts import AdjustmentDraft, ReturnDraft
from backend.kernel.clock import now
from backend.organisation.enums import Role
from backend.organisation.guards import StaffRequest, requires_role
from backend.web.forms import Form, blank_form, parse_form
from backend.web.render import PageContext, page
from backend.web.row_forms import parse_row_form

OFFICE = [requires_role(Role.OFFICE)]


class AdjustmentNewPage(PageContext):
    """A change to be proposed."""

    template: ClassVar[str] = "decisions/desk/adjustment_new.html"
    decision: DecisionForDesk
    form: Form[Any]


@get(f"{DECISION}/adjustments/new", guards=DRAFTERS, include_in_schema=False)
async def adjustment_new(request: StaffRequest, code: FromPath[str]) -> Response[str]:
    """Ask for a change of the published catalogue."""
    decision = await get_decision_for_desk(code, request.user)
    form = blank_form(_as_it_stands(decision))
    return page(request, AdjustmentNewPage(decision=decision, form=form))


@post(f"{DECISION}/adjustments", guards=DRAFTERS, include_in_schema=False)
async def adjustment_create(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Propose a change."""
    form = await parse_row_form(request, AdjustmentDraft)
    sent = await form.submit(
        lambda draft: adjusting.propose_adjustment(code, draft, staff=request.user, now=now())
    )
    if sent is None:
        decision = await get_decision_for_desk(code, request.user)
        return page(request, AdjustmentNewPage(decision=decision, form=form), status=422)
    return go(request, f"/desk/decisions/{code}#adjustments")


@post("/desk/adjustments/{number:int}/approval", guards=OFFICE, include_in_schema=False)
async def adjustment_approve(request: StaffRequest, number: FromPath[int]) -> Response[Any]:
    """Approve a change: it takes effect at once."""
    done = await adjusting.approve_adjustment(number, staff=request.user, now=now())
    return go(request, f"/desk/decisions/{done.code}#adjustments")


@post("/desk/adjustments/{number:int}/refusal", guards=OFFICE, include_in_schema=False)
async def adjustment_return(request: StaffRequest, number: FromPath[int]) -> Response[Any]:
    """Turn a change down, with the reason."""
    form = await parse_form(request, ReturnDraft)
    done = await form.submit(
        lambda draft: adjusting.return_adjustment(number, draft, staff=request.user, now=now())
    )
    if done is None:
        waiting = await get_adjustment(number, request.user)
        return await show_decision(request, waiting.code, form)
    return go(request, f"/desk/decisions/{done.code}#adjustments")


def _as_it_stands(decision: DecisionForDesk) -> dict[str, Any]:
    """Return the form's words before anything is typed: the plan's dates, and the only kind."""
    kinds, month = decision.actions.adjustments, decision.content.planned_month
    values: dict[str, Any] = {"planned_month": f"{month:%Y-%m}" if month else ""}
    if len(kinds) == 1:
        values["kind"] = kinds[0].value
    for step in decision.steps:
        values[f"steps-{step.seq}-planned_start"] = step.planned_start
        values[f"steps-{step.seq}-planned_end"] = step.planned_end
    return values


ROUTES = [adjustment_new, adjustment_create, adjustment_approve, adjustment_return]
