"""What the public list of a year's decisions shows, and what narrows it."""

import unicodedata
from datetime import date

from pydantic import Field, field_validator

from backend.decisions.enums import Category, DecisionState, ProcedureKind, StepKind, StepState
from backend.decisions.schemas.content import Frozen, UnitName
from backend.kernel.language import Text, say

LONGEST_WORD = 50  # characters


class ListingFilter(Frozen):
    """What a reader narrows the list to; empty means no narrowing."""

    year: int | None = Field(default=None, ge=2000, le=2100)
    unit: str = Field(default="", pattern=r"^[a-z0-9-]{0,40}$")
    category: Category | None = None
    state: DecisionState | None = None
    word: str = ""

    @field_validator("category", "state", "year", mode="before")
    @classmethod
    def _empty_is_any(cls, sent: object) -> object:
        """Take an empty choice of the form as no choice."""
        return sent or None

    @field_validator("category", mode="before")
    @classmethod
    def _number(cls, sent: object) -> object:
        """Take the digit of an address as the number it is."""
        return int(sent) if isinstance(sent, str) and sent.isascii() and sent.isdigit() else sent

    @field_validator("word")
    @classmethod
    def _searchable(cls, sent: str) -> str:
        """Return the words with one width, one space and no control characters."""
        kept = "".join(
            " " if unicodedata.category(char) in ("Cc", "Cs") else char
            for char in unicodedata.normalize("NFKC", sent)
        )
        word = " ".join(kept.split())
        if len(word) > LONGEST_WORD:
            raise ValueError(say("搜索词最多 {most} 个字。", most=LONGEST_WORD))
        return word

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the year is chosen."""
        return bool(self.unit or self.category or self.state or self.word)


class StepLine(Frozen):
    """One step of the plan, as far as the list needs it."""

    seq: int
    kind: StepKind
    name: str
    state: StepState
    planned_start: date | None = None
    planned_end: date | None = None
    actual_start: date | None = None
    actual_end: date | None = None

    @property
    def title(self) -> Text | str:
        """Return its usual name, which has other languages, or the county's own words for it."""
        usual = self.kind.label
        return usual if self.name == usual.source else self.name


class RequirementLine(Frozen):
    """One cell of the procedure matrix."""

    kind: ProcedureKind
    is_required: bool
    reason: str = ""


class ResultLine(Frozen):
    """What was decided, once it is published."""

    meeting: str = ""
    decided_on: date | None = None
    doc_no: str = ""
    published_on: date


class DecisionLine(Frozen):
    """One row of the list."""

    code: str
    year: int
    seq: int
    title: str
    category: Category
    lead_unit: UnitName
    state: DecisionState
    planned_month: date | None = None
    result: ResultLine | None = None
    procedure: tuple[RequirementLine, ...] = ()
    steps: tuple[StepLine, ...] = ()


class Tally(Frozen):
    """How many decisions of the year share unit, category and state."""

    unit: UnitName
    category: Category
    state: DecisionState
    count: int


class CatalogueShown(Frozen):
    """A published catalogue: who agreed to it, when it changed, how its decisions stand."""

    year: int
    title: str
    doc_no: str = ""
    meeting: str = ""
    published_on: date
    comment_opened_on: date | None = None
    comment_closed_on: date | None = None
    comments_received: int | None = None
    report_published_on: date | None = None
    report_summary: str = ""
    adjusted_on: tuple[date, ...] = ()
    tallies: tuple[Tally, ...] = ()
    years: tuple[int, ...] = ()  # every published year, newest first

    @property
    def total(self) -> int:
        """Return the number of decisions anyone may see."""
        return sum(tally.count for tally in self.tallies)
