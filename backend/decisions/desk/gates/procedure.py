"""All gates at a glance, and one step to be recorded."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath

from backend.decisions.desk.answers import go
from backend.decisions.desk.decisions import DECISION
from backend.decisions.desk.gates import labels
from backend.decisions.desk.gates.frame import (
    RECORDERS,
    SIGNED_IN,
    Labels,
    filled_form,
    status_of,
)
from backend.decisions.operations import steps
from backend.decisions.queries.gates import get_procedure, get_step
from backend.decisions.schemas.gates.procedure import ProcedureForDesk, StepForDesk
from backend.decisions.schemas.gates.steps import StepProgress
from backend.kernel.clock import now, today
from backend.organisation.guards import StaffRequest
from backend.web.forms import Form, parse_form
from backend.web.render import PageContext, page

STEP = f"{DECISION}/steps/{{seq:int}}"


class ProcedurePage(PageContext):
    """The procedure as a task list."""

    template: ClassVar[str] = "decisions/desk/gates/procedure.html"
    procedure: ProcedureForDesk


class StepPage(PageContext):
    """One step: how far it is, what it lacks."""

    template: ClassVar[str] = "decisions/desk/gates/step.html"
    found: StepForDesk
    form: Form[Any]
    labels: Labels = labels.STEP


@get(f"{DECISION}/procedure", guards=SIGNED_IN, include_in_schema=False)
async def procedure_show(request: StaffRequest, code: FromPath[str]) -> Response[str]:
    """Show all gates and steps."""
    procedure = await get_procedure(code, staff=request.user, today=today())
    return page(request, ProcedurePage(procedure=procedure))


@get(STEP, guards=SIGNED_IN, include_in_schema=False)
async def step_show(
    request: StaffRequest, code: FromPath[str], seq: FromPath[int]
) -> Response[str]:
    """Show a step to be recorded."""
    found = await get_step(code, seq, staff=request.user, today=today())
    return page(request, StepPage(found=found, form=filled_form(found.step)))


@post(STEP, guards=RECORDERS, include_in_schema=False)
async def step_record(
    request: StaffRequest, code: FromPath[str], seq: FromPath[int]
) -> Response[Any]:
    """Record how far a step is."""
    form = await parse_form(request, StepProgress)
    await form.submit(
        lambda draft: steps.record_step(code, seq, draft, staff=request.user, now=now())
    )
    if not form.is_invalid:
        return go(request, f"/desk/decisions/{code}/procedure#steps")
    found = await get_step(code, seq, staff=request.user, today=today())
    return page(request, StepPage(found=found, form=form), status=status_of(form))


ROUTES = [procedure_show, step_show, step_record]
