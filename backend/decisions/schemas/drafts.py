"""What staff send in: drafts of catalogues and decisions; unfinished ones are welcome."""

import re
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from backend.decisions.enums import (
    AdjustmentKind,
    Category,
    ExcludedKind,
    ProcedureKind,
    StepKind,
    Topic,
)
from backend.decisions.schemas.content import Frozen
from backend.decisions.schemas.fields import (
    Day,
    Line40,
    Line100,
    Line200,
    Month,
    Name,
    Note,
    Passage,
    Reason,
    Title,
)
from backend.kernel.language import say

LARGEST_SEQ = 899  # above stand candidates that are not yet in the catalogue
METHOD_BREAK = re.compile(r"[、，,；;\n]+")
LONGEST_METHOD = 60  # characters
MOST_METHODS = 20
MOST_STEPS = 60  # of a plan


class CatalogueDraft(Frozen):
    """A year's catalogue and the record of who agreed to it."""

    year: int = Field(ge=2000, le=2100)
    title: Title
    doc_no: Line100 = ""
    meeting: Line200 = ""
    party_consent: Line200 = ""
    party_consent_on: Day | None = None
    comment_opened_on: Day | None = None
    comment_closed_on: Day | None = None
    comments_received: int | None = Field(default=None, ge=0, le=1_000_000)
    revision: int = Field(default=1, ge=1)

    @field_validator("comment_closed_on")
    @classmethod
    def _closes_after_opening(cls, closed: date | None, info: ValidationInfo) -> date | None:
        opened = info.data.get("comment_opened_on")
        if closed and opened and closed < opened:
            raise ValueError(say("截止日期不能早于开始日期。"))
        return closed


class BasisDraft(Frozen):
    """A law, plan or task the decision rests on."""

    name: Annotated[Line200, Field(min_length=2)]
    article: Line200 = ""
    point: Note = ""


def split_methods(sent: tuple[str, ...]) -> tuple[str, ...]:
    """Return each method once, also where several were typed into one box."""
    parts = (part.strip() for text in sent for part in METHOD_BREAK.split(text))
    methods = tuple(dict.fromkeys(part for part in parts if part))
    if len(methods) > MOST_METHODS or any(len(method) > LONGEST_METHOD for method in methods):
        raise ValueError(
            say(
                "最多 {most} 种方式，每种不超过 {long} 个字。",
                most=MOST_METHODS,
                long=LONGEST_METHOD,
            )
        )
    return methods


class RequirementDraft(Frozen):
    """Whether a part of the procedure is required, and why or why not."""

    row_marks: ClassVar[frozenset[str]] = frozenset({"kind"})  # a row of these alone is blank
    kind: ProcedureKind
    is_required: bool
    reason: Note = ""
    methods: Annotated[tuple[Line200, ...], AfterValidator(split_methods)] = ()


def ends_after_start(end: date | None, info: ValidationInfo) -> date | None:
    """Return a planned end; raise ValueError for one before the planned start."""
    start = info.data.get("planned_start")
    if end and start and end < start:
        raise ValueError(say("结束日期不能早于开始日期。"))
    return end


class StepDraft(Frozen):
    """A step of the plan; its number is its place in the list."""

    row_marks: ClassVar[frozenset[str]] = frozenset({"kind", "is_internal"})
    kind: StepKind = StepKind.OTHER
    name: Name
    planned_start: Day | None = None
    planned_end: Day | None = None
    is_internal: bool = False

    _in_order = field_validator("planned_end")(ends_after_start)


class DecisionDraft(Frozen):
    """A decision as far as it is known; what is missing is asked for before submission."""

    year: int = Field(ge=2000, le=2100)
    seq: int | None = Field(default=None, ge=1, le=LARGEST_SEQ)  # None: the next free number
    title: Title
    category: Category
    topic: Topic = Topic.OTHER
    excluded_kind: ExcludedKind = ExcludedKind.NONE
    lead_unit: str = Field(max_length=40)  # a unit's code
    co_units: tuple[Line40, ...] = Field(default=(), max_length=30)
    contact_unit: str | None = Field(default=None, max_length=40)
    contact_name: Line40 = ""
    contact_phone: Line40 = ""
    problem: Passage = ""
    planned_month: Month | None = None
    is_public: bool = True
    nondisclosure_basis: Note = Field(default="", validate_default=True)
    is_by_reference: bool = False
    is_of_wide_concern: bool = False
    basis: tuple[BasisDraft, ...] = Field(default=(), max_length=50)
    procedure: tuple[RequirementDraft, ...] = Field(default=(), max_length=len(ProcedureKind))
    plan: tuple[StepDraft, ...] = Field(default=(), max_length=MOST_STEPS)
    revision: int = Field(default=1, ge=1)

    @field_validator("procedure")
    @classmethod
    def _each_part_once(
        cls, procedure: tuple[RequirementDraft, ...]
    ) -> tuple[RequirementDraft, ...]:
        if len({requirement.kind for requirement in procedure}) < len(procedure):
            raise ValueError(say("同一项程序填了两次。"))
        return procedure

    @field_validator("nondisclosure_basis")
    @classmethod
    def _hidden_only_with_basis(cls, basis: str, info: ValidationInfo) -> str:
        if info.data.get("is_public") is False and not basis:
            raise ValueError(say("不公开的事项，请写明依据的法律条款。"))
        return basis


class StepTimesDraft(Frozen):
    """When a step of the plan is to take place; as it stands now, it means no change."""

    seq: int = Field(ge=1, le=999)
    planned_start: Day | None = None
    planned_end: Day | None = None

    _in_order = field_validator("planned_end")(ends_after_start)


class AdjustmentDraft(Frozen):
    """A proposal to change the published catalogue."""

    kind: AdjustmentKind
    reason: Reason
    approval: Annotated[Line200, Field(min_length=2)]  # 县政府第63次常务会议（经县委同意）
    adjusted_on: Day
    planned_month: Month | None = None  # reschedule: the new one, or the same again
    steps: tuple[StepTimesDraft, ...] = Field(default=(), max_length=MOST_STEPS)

    @model_validator(mode="before")
    @classmethod
    def _only_a_reschedule_moves_steps(cls, sent: Any) -> Any:
        """Drop the steps' dates, right or wrong, where nobody was asked for them."""
        if isinstance(sent, dict) and sent.get("kind") != AdjustmentKind.RESCHEDULE:
            return {name: value for name, value in sent.items() if name != "steps"}
        return sent


class ReturnDraft(Frozen):
    """Sending something back, with what has to be mended."""

    reason: Reason


class ApprovalDraft(Frozen):
    """Approving exactly what was seen."""

    revision: int = Field(ge=1)


class ReportDraft(Frozen):
    """The year-end completion report."""

    summary: Annotated[Passage, Field(min_length=10)]


class OrderDraft(Frozen):
    """The order decisions are to be numbered in; None keeps it and closes the gaps."""

    codes: tuple[Line40, ...] | None = Field(default=None, max_length=900)


class DecisionRef(Frozen):
    """Which decision was written, and in which revision it now is."""

    id: int
    code: str
    title: str
    revision: int


class CatalogueRef(Frozen):
    """Which catalogue was written, and in which revision it now is."""

    id: int
    year: int
    revision: int


class AdjustmentRef(Frozen):
    """Which adjustment was written; an added decision has its final code once approved."""

    id: int
    code: str


class Overtaken(Frozen):
    """Nothing was saved: somebody saved first, and this is what they left."""

    current: DecisionDraft
