"""Stopping a decision, and taking it up again."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath

from backend.decisions.desk.answers import go
from backend.decisions.desk.decisions import DECISION
from backend.decisions.desk.gates import labels
from backend.decisions.desk.gates.frame import KEEPERS, SIGNED_IN, Labels, status_of
from backend.decisions.operations import suspension
from backend.decisions.queries.gates import get_suspensions
from backend.decisions.schemas.gates.procedure import SuspensionsForDesk
from backend.decisions.schemas.gates.suspension import ResumptionDraft, SuspensionDraft
from backend.kernel.clock import now
from backend.organisation.guards import StaffRequest
from backend.web.forms import Form, blank_form, parse_form
from backend.web.render import PageContext, page

PATH = f"{DECISION}/suspension"


class SuspensionPage(PageContext):
    """Every suspension, and the form to stop or to take up again."""

    template: ClassVar[str] = "decisions/desk/gates/suspension.html"
    found: SuspensionsForDesk
    form: Form[Any]
    labels: Labels = labels.SUSPENSION


@get(PATH, guards=SIGNED_IN, include_in_schema=False)
async def suspension_show(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Show the suspensions."""
    return await _show(request, code, blank_form())


@post(PATH, guards=KEEPERS, include_in_schema=False)
async def suspension_record(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Stop a decision."""
    form = await parse_form(request, SuspensionDraft)
    await form.submit(
        lambda draft: suspension.suspend_decision(code, draft, staff=request.user, now=now())
    )
    return await _show(request, code, form)


@post(f"{PATH}/end", guards=KEEPERS, include_in_schema=False)
async def suspension_end(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Take a decision up again."""
    form = await parse_form(request, ResumptionDraft)
    await form.submit(
        lambda draft: suspension.resume_decision(code, draft, staff=request.user, now=now())
    )
    return await _show(request, code, form)


async def _show(request: StaffRequest, code: str, form: Form[Any]) -> Response[Any]:
    """Go to the procedure when it was done; else show the page."""
    if form.draft is not None and not form.is_invalid:
        return go(request, f"/desk/decisions/{code}/procedure")
    found = await get_suspensions(code, staff=request.user)
    return page(request, SuspensionPage(found=found, form=form), status=status_of(form))


ROUTES = [suspension_show, suspension_record, suspension_end]
