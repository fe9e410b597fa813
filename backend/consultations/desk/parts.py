"""The parts of a draft, one page each: shown as last saved, saved, told apart when overtaken."""

from datetime import date
from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath
from pydantic import TypeAdapter, ValidationError

from backend.consultations.desk.frame import CONSULTATION, DRAFTERS, ConsultationDeskPage, load
from backend.consultations.enums.consultation import ConsultationType
from backend.consultations.enums.parts import Part
from backend.consultations.operations import drafting
from backend.consultations.queries.content import count_period, load_part, load_whole
from backend.consultations.queries.desk import decision_choices
from backend.consultations.rules.overtaking import overtaken_fields
from backend.consultations.schemas.content import PeriodCounted
from backend.consultations.schemas.desk import ConsultationForDesk, DecisionChoice
from backend.consultations.schemas.drafting import (
    AnnouncementDraft,
    BasicsDraft,
    ConsultationRef,
    InterpretationDraft,
    NoteDraft,
    OptionsDraft,
    Overtaken,
    PartDraft,
    PeriodDraft,
)
from backend.decisions.desk.answers import go
from backend.decisions.schemas.difference import FieldChange
from backend.decisions.schemas.fields import Day
from backend.kernel.calendar.queries import load_calendar
from backend.kernel.clock import today
from backend.kernel.errors import NotFound
from backend.opinions.enums import ModerationMode
from backend.organisation.guards import StaffRequest
from backend.organisation.queries.units import unit_choices
from backend.organisation.schemas import UnitChoice
from backend.web.forms import Form, blank_form
from backend.web.query import query_form
from backend.web.render import page
from backend.web.row_forms import parse_row_form, row_schemas, row_values

DAY: TypeAdapter[date] = TypeAdapter(Day)
PART = f"{CONSULTATION}/{{part:str}}"
SCHEMAS: dict[Part, type[PartDraft]] = {
    Part.BASICS: BasicsDraft,
    Part.PERIOD: PeriodDraft,
    Part.ANNOUNCEMENT: AnnouncementDraft,
    Part.NOTE: NoteDraft,
    Part.INTERPRETATION: InterpretationDraft,
    Part.OPTIONS: OptionsDraft,
}


class PartPage(ConsultationDeskPage):
    """A part to be written; subclasses name its template and what one can choose."""

    part: Part
    form: Form[Any]
    changes: tuple[FieldChange, ...] = ()
    is_overtaken: bool = False

    @property
    def status(self) -> int:
        """Return how the answer is marked: overtaken, refused, or only shown."""
        return 409 if self.is_overtaken else 422 if self.form.is_invalid else 200


class BasicsPage(PartPage):
    """What it is and whose."""

    template: ClassVar[str] = "consultations/desk/basics.html"
    units: tuple[UnitChoice, ...]
    decisions: tuple[DecisionChoice, ...]
    types: tuple[ConsultationType, ...] = tuple(ConsultationType)
    modes: tuple[ModerationMode, ...] = tuple(ModerationMode)


class PeriodPage(PartPage):
    """From when to when, counted day by day."""

    template: ClassVar[str] = "consultations/desk/period.html"
    period: PeriodCounted | None


class AnnouncementPage(PartPage):
    """The notice and the ways."""

    template: ClassVar[str] = "consultations/desk/announcement.html"


class NotePage(PartPage):
    """The drafting note."""

    template: ClassVar[str] = "consultations/desk/note.html"


class InterpretationPage(PartPage):
    """What it means for people."""

    template: ClassVar[str] = "consultations/desk/interpretation.html"


class OptionsPage(PartPage):
    """The ways the draft leaves open."""

    template: ClassVar[str] = "consultations/desk/options.html"


PAGES: dict[Part, type[PartPage]] = {
    Part.BASICS: BasicsPage,
    Part.PERIOD: PeriodPage,
    Part.ANNOUNCEMENT: AnnouncementPage,
    Part.NOTE: NotePage,
    Part.INTERPRETATION: InterpretationPage,
    Part.OPTIONS: OptionsPage,
}


@get(PART, guards=DRAFTERS, include_in_schema=False)
async def part_show(
    request: StaffRequest, number: FromPath[int], part: FromPath[str]
) -> Response[str]:
    """Show a part to be written; days named in the address are only counted with."""
    found = _part(part)
    consultation = await load(request, number)
    form = saved_form(await load_part(number, SCHEMAS[found]))
    if found is Part.PERIOD:
        form.values |= query_form(request, PeriodDraft).values
    return page(request, await _page(request, consultation, found, form))


@post(PART, guards=DRAFTERS, include_in_schema=False)
async def part_save(
    request: StaffRequest, number: FromPath[int], part: FromPath[str]
) -> Response[Any]:
    """Save a part; show what somebody else saved in between."""
    found = _part(part)
    form = await parse_row_form(request, SCHEMAS[found])
    saved = await form.submit(lambda new: drafting.amend_part(number, new, staff=request.user))
    if isinstance(saved, ConsultationRef):
        return go(request, f"/desk/consultations/{number}#{found.value}")
    consultation = await load(request, number)
    context = await _page(request, consultation, found, form, overtaken=saved)
    return page(request, context, status=context.status)


def saved_form(part: PartDraft) -> Form[Any]:
    """Return the form of a part as it was last saved, with a blank row where it has none."""
    values = row_values(part)
    return blank_form({**values, **{name: values[name] or [0] for name in row_schemas(type(part))}})


def _part(name: str) -> Part:
    if name not in set(SCHEMAS):
        raise NotFound
    return Part(name)


async def _page(
    request: StaffRequest,
    consultation: ConsultationForDesk,
    part: Part,
    form: Form[Any],
    *,
    overtaken: Overtaken | None = None,
) -> PartPage:
    changes: tuple[FieldChange, ...] = ()
    if overtaken and form.draft:
        changes = overtaken_fields(overtaken.current, form.draft)
        form.values["seen"] = overtaken.current.seen
    return PAGES[part](
        consultation=consultation,
        part=part,
        form=form,
        changes=changes,
        is_overtaken=overtaken is not None,
        **await _choices(request, part, consultation, form),
    )


async def _choices(
    request: StaffRequest, part: Part, consultation: ConsultationForDesk, form: Form[Any]
) -> dict[str, Any]:
    """Return what a part's page offers besides its form."""
    if part is Part.BASICS:
        decisions = await decision_choices(request.user, year=today().year)
        linked = (consultation.decision,) if consultation.decision else ()
        kept = tuple(one for one in linked if one not in decisions)
        return {"units": await unit_choices(), "decisions": (*kept, *decisions)}
    if part is Part.PERIOD:
        return {"period": await _counted(consultation.id, form)}
    return {}


async def _counted(number: int, form: Form[Any]) -> PeriodCounted | None:
    """Return what the law makes of the days as they are typed, as far as they are days."""
    content, _ = await load_whole(number)
    typed = {name: _day(form.value(name)) for name in ("opens_on", "closes_on")}
    return await count_period(content.model_copy(update=typed), await load_calendar())


def _day(typed: Any) -> date | None:
    try:
        return DAY.validate_python(typed)
    except ValidationError:
        return None


ROUTES = [part_show, part_save]
