"""The workbench: what a clerk sees of a subject and its opinions."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from urllib.parse import urlencode

from pydantic import Field, StringConstraints, field_validator

from backend.kernel.errors import Invalid
from backend.kernel.language import Text, say
from backend.opinions.enums import Channel, OpinionState, ReportState, Result
from backend.opinions.schemas import Frozen
from backend.opinions.schemas.answers import BatchAnswerDraft, Numbers, PointTitle, ReasonText
from backend.opinions.schemas.points import Grouping, Picks, PointChoice
from backend.opinions.schemas.shown import PassageShown

Id = Annotated[int, Field(ge=1, le=2**31 - 1)]


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
    passage: Id | None = None
    point: Id | None = None
    unit: Id | None = None
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

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the shelf was chosen."""
        chosen = (self.passage, self.point, self.unit, self.state, self.channel, self.word)
        return any(chosen)

    def as_query(self, **others: object) -> str:
        """Return the filter, with other values in place of its own, as the query of an address."""
        values = {**dict(self), **others}
        kept = {name: str(value) for name, value in values.items() if value}
        if kept.get("show") == Shown.UNGROUPED:
            del kept["show"]
        return f"?{urlencode(kept)}" if kept else ""


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


class Head(Frozen):
    """What stands on top of every page of a subject."""

    subject: SubjectForDesk
    progress: Progress
    clock: Clock | None


class Done(StrEnum):
    """What was just done, as the next page says it."""

    GROUPED = "grouped"
    ANSWERED = "answered"
    ASSIGNED = "assigned"
    ASKED = "asked"
    DISMISSED = "dismissed"
    SAVED = "saved"


class JustDone(Frozen):
    """What was just done, to how many."""

    done: Done | None = None
    count: Annotated[int, Field(ge=0, le=1_000_000)] = 0

    @property
    def message(self) -> Text | None:
        """Return it in words."""
        return say(_DONE[self.done], count=self.count) if self.done else None


_DONE = {
    Done.GROUPED: say("已经归并 {count} 条。").source,
    Done.ANSWERED: say("已经答复 {count} 条。").source,
    Done.ASSIGNED: say("已经交办 {count} 条。").source,
    Done.ASKED: say("正在重新查找相近的意见，过一会儿刷新就能看到。").source,
    Done.DISMISSED: say("已经记下：这组不归并。").source,
    Done.SAVED: say("已经保存。").source,
}


class PanelDraft(Frozen):
    """What the workbench's one form sends, whichever of its buttons was pressed."""

    opinions: Annotated[Picks, Field(min_length=1)]
    point: Id | None = None
    title: PointTitle = ""
    result: Result | None = None
    reason: ReasonText = ""
    unit: Id | None = None
    due_on: date | None = None

    @property
    def grouping(self) -> Grouping:
        """Return it as opinions to go into a point."""
        return Grouping(
            opinions=self.opinions,
            point=self.point,
            title=self.title,
            result=self.result,
            reason=self.reason,
        )

    @property
    def answer(self) -> BatchAnswerDraft:
        """Return it as one answer for each; raise Invalid without a result."""
        if self.result is None:
            raise Invalid(fields={"result": say("请选采纳情况。")})
        return BatchAnswerDraft(opinions=self.numbers, result=self.result, reason=self.reason)

    @property
    def assignment(self) -> "AssignmentDraft":
        """Return it as opinions for a unit; raise Invalid without one."""
        if self.unit is None:
            raise Invalid(fields={"unit": say("请选要交办的单位。")})
        return AssignmentDraft(opinions=self.numbers, unit=self.unit, due_on=self.due_on)

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of the ticked opinions."""
        return tuple(pick.opinion for pick in self.opinions)


class AssignmentDraft(Frozen):
    """Opinions for a unit to deal with by a day."""

    opinions: Annotated[Numbers, Field(min_length=1)]
    unit: int
    due_on: date | None = None


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
