"""What the catalogue says of a decision: the part that is published, versioned and compared."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from backend.decisions.enums import Category, DecisionState, ProcedureKind, StepKind, Topic


class Frozen(BaseModel):
    """A schema that is handed on, never changed."""

    model_config = ConfigDict(frozen=True)


class UnitName(Frozen):
    """A unit as a decision names it; the name of that time is kept in a version."""

    code: str
    name: str


class BasisLine(Frozen):
    """A law, plan or task the decision rests on."""

    name: str
    article: str = ""
    point: str = ""


class Requirement(Frozen):
    """Whether a part of the procedure is required, and why or why not."""

    kind: ProcedureKind
    is_required: bool
    reason: str = ""
    methods: tuple[str, ...] = ()


class PlannedStep(Frozen):
    """A step as it was planned."""

    seq: int
    kind: StepKind
    name: str
    planned_start: date | None = None
    planned_end: date | None = None


class DecisionContent(Frozen):
    """One published version of a decision."""

    code: str
    year: int
    seq: int
    title: str
    category: Category
    topic: Topic = Topic.OTHER
    lead_unit: UnitName
    co_units: tuple[UnitName, ...] = ()
    contact_unit: UnitName | None = None
    contact_name: str = ""
    contact_phone: str = ""
    problem: str = ""
    basis: tuple[BasisLine, ...] = ()
    procedure: tuple[Requirement, ...] = ()
    plan: tuple[PlannedStep, ...] = ()  # internal steps (art. 30-31) are never in it
    planned_month: date | None = None
    state: DecisionState
