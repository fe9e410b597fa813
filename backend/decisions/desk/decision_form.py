"""The form of a decision: its rows, its choices, and what somebody else saved in between."""

from typing import Any, ClassVar

from backend.decisions.enums import (
    Category,
    ExcludedKind,
    ParticipationMethod,
    ProcedureKind,
    StepKind,
    Topic,
)
from backend.decisions.rules.overtaking import overtaken_fields
from backend.decisions.schemas.desk import DecisionForDesk
from backend.decisions.schemas.difference import FieldChange
from backend.decisions.schemas.drafts import DecisionDraft, Overtaken
from backend.organisation.queries.units import unit_choices
from backend.organisation.schemas import StaffMember, UnitChoice
from backend.web.forms import Form, blank_form
from backend.web.render import PageContext
from backend.web.row_forms import row_values

KINDS = tuple(ProcedureKind)
ROWS_TO_START = 2  # blank rows of a basis, before the first is added
USUAL_PLAN = (
    StepKind.INITIATE,
    StepKind.DRAFT,
    StepKind.PARTICIPATION,
    StepKind.EXPERT,
    StepKind.RISK,
    StepKind.FAIR,
    StepKind.LEGALITY,
    StepKind.COLLECTIVE,
    StepKind.PUBLISH,
)


class DecisionNewPage(PageContext):
    """A matter to be entered."""

    template: ClassVar[str] = "decisions/desk/new.html"
    form: Form[Any]
    units: tuple[UnitChoice, ...]
    categories: tuple[Category, ...] = tuple(Category)
    topics: tuple[Topic, ...] = tuple(Topic)
    excluded: tuple[ExcludedKind, ...] = tuple(ExcludedKind)
    kinds: tuple[ProcedureKind, ...] = KINDS
    step_kinds: tuple[StepKind, ...] = tuple(StepKind)
    methods: tuple[ParticipationMethod, ...] = tuple(ParticipationMethod)


class DecisionEditPage(DecisionNewPage):
    """A matter to be rewritten."""

    template: ClassVar[str] = "decisions/desk/edit.html"
    decision: DecisionForDesk
    changes: tuple[FieldChange, ...] = ()
    is_overtaken: bool = False

    @property
    def status(self) -> int:
        """Return how the answer is marked: overtaken, refused, or only shown again."""
        return 409 if self.is_overtaken else 422 if self.form.is_invalid else 200


def new_form(staff: StaffMember, year: int) -> Form[Any]:
    """Return a form nobody has written in, for this person's own unit and the usual plan."""
    values: dict[str, Any] = {
        "year": year,
        "lead_unit": staff.unit_code,
        "is_public": True,
        "excluded_kind": ExcludedKind.NONE.value,
        "basis": list(range(ROWS_TO_START)),
        "plan": list(range(len(USUAL_PLAN))),
        **_procedure_rows({}),
    }
    for place, kind in enumerate(USUAL_PLAN):
        values |= {f"plan-{place}-kind": kind.value, f"plan-{place}-name": str(kind.label)}
    return blank_form(values)


def form_of(draft: DecisionDraft) -> Form[Any]:
    """Return the form as it was last saved, every part of the procedure in its own row."""
    values = row_values(draft)
    decided = {part.kind: part.model_dump(mode="json") for part in draft.procedure}
    stale = [name for name in values if name.startswith("procedure-")]
    for name in stale:
        del values[name]
    month = draft.planned_month
    return blank_form(
        {
            **values,
            **_procedure_rows(decided),
            "excluded_kind": ExcludedKind.NONE.value,
            "planned_month": f"{month:%Y-%m}" if month else "",
            "basis": values["basis"] or [0],
            "plan": values["plan"] or [0],
        }
    )


def _procedure_rows(decided: dict[ProcedureKind, dict[str, Any]]) -> dict[str, Any]:
    values: dict[str, Any] = {"procedure": list(range(len(KINDS)))}
    for place, kind in enumerate(KINDS):
        row = decided.get(kind, {"kind": kind.value})
        values |= {f"procedure-{place}-{part}": value for part, value in row.items()}
    return values


async def new_page(form: Form[Any]) -> DecisionNewPage:
    """Return the page of a new matter."""
    return DecisionNewPage(form=form, units=await unit_choices())


async def edit_page(
    decision: DecisionForDesk, form: Form[Any], *, overtaken: Overtaken | None = None
) -> DecisionEditPage:
    """Return the page of a matter; once overtaken, saving again saves over what is shown."""
    units = await unit_choices()
    changes: tuple[FieldChange, ...] = ()
    if overtaken and form.draft:
        names = {unit.code: unit.name for unit in units}
        changes = overtaken_fields(overtaken.current, form.draft, unit_names=names)
        form.values["revision"] = overtaken.current.revision
    return DecisionEditPage(
        form=form,
        units=units,
        decision=decision,
        changes=changes,
        is_overtaken=overtaken is not None,
    )
