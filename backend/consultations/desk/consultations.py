"""Consultations at the desk: all of them, a new one, one whole."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backend.consultations.desk.frame import (
    CONSULTATION,
    CONSULTATIONS,
    DRAFTERS,
    SIGNED_IN,
    ConsultationDeskPage,
    load,
)
from backend.consultations.enums.consultation import ConsultationType
from backend.consultations.operations import drafting
from backend.consultations.queries.desk import (
    decision_choices,
    list_concluded_for_desk,
    list_current_for_desk,
)
from backend.consultations.rules import permissions
from backend.consultations.schemas.desk import ConsultationForList, DecisionChoice
from backend.consultations.schemas.drafting import BasicsDraft
from backend.decisions.desk.answers import go, status_of
from backend.journal.queries import list_entries_of
from backend.journal.schemas import JournalForStaff
from backend.kernel.clock import now, today
from backend.kernel.paging import Page
from backend.opinions.enums import ModerationMode
from backend.organisation.guards import StaffRequest
from backend.organisation.queries.units import unit_choices
from backend.organisation.schemas import StaffMember, UnitChoice
from backend.web.forms import Form, blank_form, parse_form
from backend.web.render import PageContext, page

MOST_ENTRIES = 50  # of one consultation; the auditor's journal has them all


class IndexPage(PageContext):
    """What is under way, and what was answered."""

    template: ClassVar[str] = "consultations/desk/index.html"
    is_mine: bool
    is_concluded: bool
    current: tuple[ConsultationForList, ...]
    concluded: Page[ConsultationForList]
    may_draft: bool


class NewPage(PageContext):
    """A consultation to be begun."""

    template: ClassVar[str] = "consultations/desk/new.html"
    form: Form[Any]
    units: tuple[UnitChoice, ...]
    decisions: tuple[DecisionChoice, ...]
    types: tuple[ConsultationType, ...] = tuple(ConsultationType)
    modes: tuple[ModerationMode, ...] = tuple(ModerationMode)


class ShowPage(ConsultationDeskPage):
    """Where a consultation stands, and what is next."""

    template: ClassVar[str] = "consultations/desk/show.html"
    entries: tuple[JournalForStaff, ...]
    form: Form[Any]


@get(CONSULTATIONS, guards=SIGNED_IN, include_in_schema=False)
async def consultation_index(
    request: StaffRequest,
    whose: FromQuery[str] = "",
    stage: FromQuery[str] = "",
    after: FromQuery[str] = "",
) -> Response[str]:
    """List consultations: one's own unit's or all, under way or answered."""
    staff = request.user
    is_mine, is_concluded = (whose or default_of(staff)) == "mine", stage == "concluded"
    context = IndexPage(
        is_mine=is_mine,
        is_concluded=is_concluded,
        current=await list_current_for_desk(staff, is_mine=is_mine, now=now()),
        concluded=await list_concluded_for_desk(staff, is_mine=is_mine, now=now(), after=after),
        may_draft=permissions.may_draft(staff),
    )
    return page(request, context)


def default_of(staff: StaffMember) -> str:
    """Return whose consultations a person sees first: the office all, the others their own."""
    return "all" if permissions.may_publish(staff) or not permissions.may_draft(staff) else "mine"


@get(f"{CONSULTATIONS}/new", guards=DRAFTERS, include_in_schema=False)
async def consultation_new(request: StaffRequest, decision: FromQuery[str] = "") -> Response[str]:
    """Ask what is to be put to the public; a decision's own page may have named it."""
    values = {"lead_unit": request.user.unit_code, "decision": decision, "moderation": "before"}
    return page(request, await _new_page(blank_form(values), request.user))


@post(CONSULTATIONS, guards=DRAFTERS, include_in_schema=False)
async def consultation_create(request: StaffRequest) -> Response[Any]:
    """Begin a consultation."""
    form = await parse_form(request, BasicsDraft)
    begun = await form.submit(
        lambda draft: drafting.draft_consultation(draft, staff=request.user, now=now())
    )
    if begun is None:
        return page(request, await _new_page(form, request.user), status=status_of(form))
    return go(request, f"{CONSULTATIONS}/{begun.id}")


@get(CONSULTATION, guards=SIGNED_IN, include_in_schema=False)
async def consultation_desk_show(request: StaffRequest, number: FromPath[int]) -> Response[Any]:
    """Show where a consultation stands."""
    return await show_consultation(request, number, blank_form())


async def show_consultation(request: StaffRequest, number: int, form: Form[Any]) -> Response[Any]:
    """Answer with a consultation's page, and with a form on it that was refused, if any."""
    consultation = await load(request, number)
    context = ShowPage(
        consultation=consultation,
        entries=await list_entries_of((consultation.slug,), size=MOST_ENTRIES),
        form=form,
    )
    return page(request, context, status=status_of(form))


async def _new_page(form: Form[Any], staff: StaffMember) -> NewPage:
    return NewPage(
        form=form,
        units=await unit_choices(),
        decisions=await decision_choices(staff, year=today().year),
    )


ROUTES = [consultation_index, consultation_new, consultation_create, consultation_desk_show]
