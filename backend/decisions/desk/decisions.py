"""One decision: drafted, shown whole, rewritten, taken out."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backend.decisions.desk.answers import go
from backend.decisions.desk.decision_form import (
    edit_page,
    form_of,
    new_form,
    new_page,
)
from backend.decisions.enums import AttachmentKind
from backend.decisions.operations import drafting
from backend.decisions.queries.desk import get_decision_for_desk
from backend.decisions.queries.drafts import load_draft
from backend.decisions.schemas.desk import DecisionForDesk
from backend.decisions.schemas.drafts import DecisionDraft, DecisionRef
from backend.journal.queries import list_entries_of
from backend.journal.schemas import JournalForStaff
from backend.organisation.enums import Role
from backend.organisation.guards import StaffRequest, requires_role, requires_sign_in
from backend.web.forms import Form, blank_form
from backend.web.render import PageContext, page
from backend.web.row_forms import parse_row_form

DECISION = "/desk/decisions/{code:str}"
MOST_ENTRIES = 100  # of one decision; the auditor's journal has them all
SIGNED_IN = [requires_sign_in]
DRAFTERS = [requires_role(Role.DRAFTER, Role.CATALOGUE_EDITOR, Role.OFFICE)]


class DecisionPage(PageContext):
    """Everything about one decision."""

    template: ClassVar[str] = "decisions/desk/show.html"
    decision: DecisionForDesk
    entries: tuple[JournalForStaff, ...]
    form: Form[Any]
    attachment_kinds: tuple[AttachmentKind, ...] = tuple(AttachmentKind)


@get("/desk/decisions/new", guards=DRAFTERS, include_in_schema=False)
async def decision_new(request: StaffRequest, year: FromQuery[int | None] = None) -> Response[Any]:
    """Ask for a new matter of a year; without one, let the person choose the catalogue."""
    if year is None:
        return go(request, "/desk/decisions")
    return page(request, await new_page(new_form(request.user, year)))


@post("/desk/decisions", guards=DRAFTERS, include_in_schema=False)
async def decision_create(request: StaffRequest) -> Response[Any]:
    """Enter a matter."""
    form = await parse_row_form(request, DecisionDraft)
    made = await form.submit(lambda draft: drafting.draft_decision(draft, staff=request.user))
    if made is None:
        return page(request, await new_page(form), status=422 if form.is_invalid else 200)
    return go(request, f"/desk/decisions/{made.code}")


@get(DECISION, guards=SIGNED_IN, include_in_schema=False)
async def decision_show(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Show a decision whole."""
    return await show_decision(request, code, blank_form())


@get(f"{DECISION}/edit", guards=DRAFTERS, include_in_schema=False)
async def decision_edit(request: StaffRequest, code: FromPath[str]) -> Response[str]:
    """Show a matter to be rewritten."""
    decision = await get_decision_for_desk(code, request.user)
    return page(request, await edit_page(decision, form_of(await load_draft(code))))


@post(DECISION, guards=DRAFTERS, include_in_schema=False)
async def decision_amend(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Rewrite a matter; show what somebody else saved in between."""
    form = await parse_row_form(request, DecisionDraft)
    saved = await form.submit(lambda new: drafting.amend_decision(code, new, staff=request.user))
    if isinstance(saved, DecisionRef):
        return go(request, f"/desk/decisions/{saved.code}")
    decision = await get_decision_for_desk(code, request.user)
    context = await edit_page(decision, form, overtaken=saved)
    return page(request, context, status=context.status)


@post(f"{DECISION}/withdrawal", guards=DRAFTERS, include_in_schema=False)
async def decision_withdraw(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Take a matter out of the draft."""
    year = await drafting.withdraw_decision(code, staff=request.user)
    return go(request, f"/desk/catalogues/{year}")


async def show_decision(request: StaffRequest, code: str, form: Form[Any]) -> Response[Any]:
    """Answer with the decision's page, and with a form on it that was refused, if any."""
    decision = await get_decision_for_desk(code, request.user)
    context = DecisionPage(
        decision=decision,
        entries=await list_entries_of(decision.codes, size=MOST_ENTRIES),
        form=form,
    )
    return page(request, context, status=422 if form.is_invalid else 200)


ROUTES = [
    decision_new,
    decision_create,
    decision_show,
    decision_edit,
    decision_amend,
    decision_withdraw,
]
