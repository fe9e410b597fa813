"""Experts' opinions: the list, a new one, one of them."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath

from backend.decisions.desk.answers import go
from backend.decisions.desk.gates import labels
from backend.decisions.desk.gates.frame import (
    RECORDERS,
    SIGNED_IN,
    GatePage,
    Labels,
    Options,
    after,
    filled_form,
    gate_path,
    options,
    show_gate,
    status_of,
)
from backend.decisions.enums import ExpertConclusion, Gate
from backend.decisions.operations import experts
from backend.decisions.queries.gates import get_expert
from backend.decisions.schemas.gates.experts import ExpertDraft, ReleaseDraft
from backend.decisions.schemas.gates.procedure import ExpertForDesk, GateForDesk
from backend.kernel.clock import now, today
from backend.organisation.guards import StaffRequest
from backend.web.forms import Form, blank_form, parse_form
from backend.web.render import PageContext, page

PATH = gate_path(Gate.EXPERTS)
ONE = f"{PATH}/{{number:int}}"


class ExpertsPage(GatePage):
    """All experts, and a form for another."""

    template: ClassVar[str] = "decisions/desk/gates/experts.html"
    gate: ClassVar[Gate] = Gate.EXPERTS
    conclusions: Options = options(ExpertConclusion)

    @classmethod
    def contents(cls, found: GateForDesk) -> dict[str, Any]:  # noqa: ARG003 - of every gate
        """Return an empty form."""
        return {"labels": labels.EXPERT, "form": filled_form(None)}


class ExpertPage(PageContext):
    """One expert."""

    template: ClassVar[str] = "decisions/desk/gates/expert.html"
    found: ExpertForDesk
    form: Form[Any]
    release_form: Form[Any]
    labels: Labels = labels.EXPERT
    conclusions: Options = options(ExpertConclusion)


@get(PATH, guards=SIGNED_IN, include_in_schema=False)
async def experts_show(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Show all experts."""
    return await show_gate(request, code, ExpertsPage)


@post(PATH, guards=RECORDERS, include_in_schema=False)
async def expert_add(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Add an expert."""
    form = await parse_form(request, ExpertDraft)
    await form.submit(lambda draft: experts.add_expert(code, draft, staff=request.user, now=now()))
    return await after(request, code, ExpertsPage, form=form)


@get(ONE, guards=SIGNED_IN, include_in_schema=False)
async def expert_show(
    request: StaffRequest, code: FromPath[str], number: FromPath[int]
) -> Response[Any]:
    """Show one expert."""
    return await _expert(request, code, number)


@post(ONE, guards=RECORDERS, include_in_schema=False)
async def expert_amend(
    request: StaffRequest, code: FromPath[str], number: FromPath[int]
) -> Response[Any]:
    """Rewrite one expert's record."""
    form = await parse_form(request, ExpertDraft)
    await form.submit(
        lambda draft: experts.amend_expert(code, number, draft, staff=request.user, now=now())
    )
    if form.is_invalid:
        return await _expert(request, code, number, form=form)
    return go(request, f"/desk/decisions/{code}/{Gate.EXPERTS.value}")


@post(f"{ONE}/release", guards=RECORDERS, include_in_schema=False)
async def expert_release(
    request: StaffRequest, code: FromPath[str], number: FromPath[int]
) -> Response[Any]:
    """Let an expert take no part any more."""
    form = await parse_form(request, ReleaseDraft)
    await form.submit(
        lambda draft: experts.release_expert(code, number, draft, staff=request.user, now=now())
    )
    if form.is_invalid:
        return await _expert(request, code, number, release_form=form)
    return go(request, f"/desk/decisions/{code}/{Gate.EXPERTS.value}")


async def _expert(
    request: StaffRequest, code: str, number: int, **typed: Form[Any]
) -> Response[Any]:
    found = await get_expert(code, number, staff=request.user, today=today())
    forms = {"form": filled_form(found.expert), "release_form": blank_form(), **typed}
    status = max((status_of(form) for form in typed.values()), default=200)
    return page(request, ExpertPage(found=found, **forms), status=status)


ROUTES = [experts_show, expert_add, expert_show, expert_amend, expert_release]
