"""The workbench: what a clerk sees of a subject and its opinions."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, field_validator

from backend.kernel.language import Text, say
from backend.kernel.text.fields import readable
from backend.opinions.enums import AgeBand, Channel, OpinionState, ReportState, Result, Route
from backend.opinions.schemas import Frozen
from backend.opinions.schemas.answers import Numbers
from backend.opinions.schemas.points import PointChoice
from backend.opinions.schemas.shown import PassageShown


class Shown(StrEnum):
    """Which opinions the list holds."""

    UNGROUPED = "ungrouped"
    UNANSWERED = "unanswered"
    REVIEW = "review"
    ALL = "all"

    @property
    def label(self) -> Text:
        """Return the choice's name for people."""
        return _SHOWN[self]


_SHOWN = {
    Shown.UNGROUPED: say("未归并"),
    Shown.UNANSWERED: say("未答复"),
    Shown.REVIEW: say("待复核"),
    Shown.ALL: say("全部"),
}


class WorkbenchFilter(Frozen):
    """What a clerk narrows the list to."""

    show: Shown = Shown.UNGROUPED
    passage: int | None = None
    point: int | None = None
    unit: int | None = None
    state: OpinionState | None = None
    channel: Channel | None = None
    word: Annotated[str, StringConstraints(strip_whitespace=True, max_length=50)] = ""
    after: Annotated[str, StringConstraints(max_length=100)] = ""

    @field_validator("*", mode="before")
    @classmethod
    def _nothing_for_blank(cls, typed: object) -> object:
        return None if typed == "" else typed

    @field_validator("word", "after", mode="before")
    @classmethod
    def _blank_for_nothing(cls, typed: object) -> object:
        return "".join(char for char in str(typed or "") if char.isprintable())

    @field_validator("show", mode="before")
    @classmethod
    def _usual(cls, typed: object) -> object:
        return typed or Shown.UNGROUPED


class SubjectForDesk(Frozen):
    """A subject at the head of its desk pages, and what this person may do there."""

    id: int
    kind: str
    key: str
    title: str
    path: str
    lead_unit: int
    unit_code: str
    unit_name: str
    opens_at: datetime | None
    closes_at: datetime | None
    answer_due_on: date | None
    concluded_at: datetime | None
    report_state: ReportState
    may_handle: bool
    is_whole_in_sight: bool  # False: only what is assigned to this person's unit
    is_unmasked: bool

    @property
    def is_changeable(self) -> bool:
        """Whether grouping and answering go on: not once the report was submitted."""
        return self.report_state is ReportState.DRAFT and self.concluded_at is None


class Progress(Frozen):
    """How far the answering has come; opinions."""

    valid: int = 0
    answered: int = 0
    pending: int = 0
    ungrouped: int = 0
    review: int = 0
    total: int = 0
    points: int = 0
    suggestions: int = 0

    @property
    def open(self) -> int:
        """Return how many are still owed an answer."""
        return self.valid - self.answered


class Clock(Frozen):
    """The day the feedback is due, and the working days left: negative once it is over."""

    due_on: date
    working_days: int
    is_provisional: bool


class OpinionLine(Frozen):
    """An opinion in the workbench's list."""

    number: int
    text: str
    is_sealed: bool
    said_by: str
    channel: Channel
    state: OpinionState
    received_at: datetime
    passages: tuple[PassageShown, ...]
    points: tuple[PointChoice, ...]
    result: Result | None
    is_own: bool
    is_dissenting: bool
    is_mixed: bool
    like: int  # opinions found alike, itself included
    group: int | None
    unit_name: str  # to whom it is assigned
    is_ticked: bool = False

    @property
    def pick(self) -> str:
        """Return the value of its box: number, and how many points it stands in."""
        return f"{self.number}:{len(self.points)}"


class Choice(Frozen):
    """A thing to choose in a list."""

    value: str
    text: str | Text


class AssignmentDraft(Frozen):
    """Opinions for a unit to deal with by a day."""

    opinions: Annotated[Numbers, Field(min_length=1)]
    unit: int
    due_on: date | None = None


class NoteDraft(Frozen):
    """What a clerk says to the others."""

    text: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
        AfterValidator(readable),
    ]


class NoteLine(Frozen):
    """What a clerk said to the others."""

    text: str
    written_by: str
    unit_name: str
    written_at: datetime


class OwnAnswer(Frozen):
    """An opinion's own answer."""

    result: Result
    reason: str
    decided_by: str
    decided_at: datetime
    revision: int


class PointAnswer(PointChoice):
    """What a point says to one of its members."""

    result: Result | None
    reason: str
    is_dissenting: bool


class HistoryLine(Frozen):
    """One thing that happened to an opinion."""

    at: datetime
    who: str
    what: Text


class Similar(Frozen):
    """Another opinion that is alike."""

    number: int
    text: str
    likeness: int  # percent
    points: tuple[PointChoice, ...]


class AttachmentLine(Frozen):
    """A file that came with an opinion."""

    id: int
    file_name: str
    size: int


class OpinionForDesk(Frozen):
    """Everything about one opinion a clerk may know."""

    number: int
    subject_id: int
    text: str
    is_sealed: bool
    public_text: str
    said_by: str
    town: str
    age_band: AgeBand | None
    channel: Channel
    state: OpinionState
    received_at: datetime
    recorded_at: datetime
    entered_by: str
    may_publish: bool
    rule_title: str
    route: Route
    duplicate_of: int | None
    is_valid: bool
    passages: tuple[PassageShown, ...]
    points: tuple[PointAnswer, ...]
    own: OwnAnswer | None
    effective: Result | None
    reason: str
    unit_id: int | None
    unit_name: str
    due_on: date | None
    notes: tuple[NoteLine, ...]
    files: tuple[AttachmentLine, ...]
    history: tuple[HistoryLine, ...]
    may_answer: bool


class SubjectLine(Frozen):
    """A subject in the desk's list, with what is still to be done."""

    id: int
    kind: str
    key: str
    title: str
    unit_name: str
    closes_at: datetime | None
    answer_due_on: date | None
    concluded_at: datetime | None
    report_state: ReportState
    valid: int
    unanswered: int
    pending: int
