"""The pages of writing an opinion, and the answers their questions offer."""

from collections.abc import Iterable
from typing import Any, ClassVar, NamedTuple, TypedDict

from backend.consultations.pages.frame import ConsultationPage
from backend.consultations.queries.visible_parts import get_draft
from backend.consultations.rules.reading import targets
from backend.consultations.schemas.shown import ConsultationShown
from backend.consultations.schemas.writing import Step
from backend.kernel.language import Text
from backend.opinions.enums import AgeBand, SubmitterKind
from backend.organisation.queries.units import list_towns
from backend.web.forms import Form
from backend.web.human.fields import HumanFields

TEMPLATES = {step: f"consultations/writing/{step.value}.html" for step in Step}


class Option(NamedTuple):
    """One of the answers a question offers."""

    value: str
    text: str | Text


class WritingPage(ConsultationPage):
    """One step of writing an opinion."""

    tab: str = "opinions"
    form: Form[Any]
    human: HumanFields
    target_options: tuple[Option, ...]
    option_options: tuple[Option, ...]


def _labels(members: Iterable[Any]) -> tuple[Option, ...]:
    return tuple(Option(member.value, member.label) for member in members)


class WritePage(WritingPage):
    """The words."""

    template: ClassVar[str] = TEMPLATES[Step.WRITE]


class ContactPage(WritingPage):
    """Who one is, as far as one tells."""

    template: ClassVar[str] = TEMPLATES[Step.CONTACT]
    submitter_options: tuple[Option, ...] = _labels(SubmitterKind)
    age_options: tuple[Option, ...] = _labels(AgeBand)
    town_options: tuple[Option, ...]


class ReviewPage(WritingPage):
    """The whole, before it is sent."""

    template: ClassVar[str] = TEMPLATES[Step.REVIEW]
    about: str
    preferred: str


class NotInTimePage(ConsultationPage):
    """It was not taken, because it is too late or too early; the words are there to copy."""

    template: ClassVar[str] = "consultations/writing/not_in_time.html"
    tab: str = "opinions"
    text: str
    why: Text


class Common(TypedDict):
    """What every step shows."""

    shown: ConsultationShown
    form: Form[Any]
    human: HumanFields
    target_options: tuple[Option, ...]
    option_options: tuple[Option, ...]


async def step_page(
    step: Step, shown: ConsultationShown, form: Form[Any], human: HumanFields
) -> WritingPage:
    """Return the page of a step, with everything typed so far."""
    draft = await get_draft(shown.id, shown.versions, number=None, subject=shown.subject_id)
    about = tuple(Option(str(key), name) for key, name in targets(draft.clauses))
    ways = tuple(Option(str(one.id), f"{one.letter}　{one.title}") for one in shown.options)
    common = Common(shown=shown, form=form, human=human, target_options=about, option_options=ways)
    if step is Step.WRITE:
        return WritePage(**common)
    if step is Step.CONTACT:
        form.values["submitter_kind"] = form.value("submitter_kind") or SubmitterKind.PERSON.value
        towns = tuple(Option(town.code, town.name) for town in await list_towns())
        return ContactPage(**common, town_options=towns)
    return ReviewPage(
        **common,
        about=_named(about, form.value("passages", []) or []),
        preferred=_named(ways, [form.value("option")]),
    )


def _named(options: Iterable[Option], chosen: Iterable[str]) -> str:
    """Return the names of what was chosen, as they stand in the list."""
    wanted = set(chosen)
    return "、".join(str(option.text) for option in options if option.value in wanted)
