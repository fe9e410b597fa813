"""What moderators see: the queue, one opinion at hand, appeals."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, NamedTuple
from urllib.parse import urlencode

from pydantic import Field, StringConstraints, field_validator, model_validator

from backend.kernel.language import Text, say
from backend.kernel.trust import Trust
from backend.opinions.enums import AppealOutcome, Channel, OpinionState, Route
from backend.opinions.schemas import Frozen
from backend.opinions.schemas.attachments import AttachmentLine


class PartKind(StrEnum):
    """What a stretch of text is to the moderator's eye."""

    PLAIN = "plain"
    SURE = "sure"  # personal data by its shape: always covered
    LIKELY = "likely"  # perhaps personal data: covered unless a moderator looked
    UNSEEN = "unseen"  # a character nobody sees, shown by its number


class TextPart(NamedTuple):
    """A stretch of an opinion's text."""

    kind: PartKind
    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """Return the stretch as a form names it."""
        return f"{self.start}-{self.end}"


class Shelf(StrEnum):
    """Which opinions the queue shows."""

    PENDING = "pending"
    UNREAD = "unread"
    PUBLISHED = "published"
    COUNTED_ONLY = "counted_only"
    WITHHELD = "withheld"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Text:
        """Return the shelf's name for people."""
        return _SHELVES[self]


_SHELVES = {
    Shelf.PENDING: say("待审核"),
    Shelf.UNREAD: say("未审先公开，待看"),
    Shelf.PUBLISHED: say("已公开"),
    Shelf.COUNTED_ONLY: say("只计数"),
    Shelf.WITHHELD: say("不公开"),
    Shelf.DUPLICATE: say("重复"),
    Shelf.WITHDRAWN: say("已撤回"),
}


class QueueFilter(Frozen):
    """What the queue is narrowed to; what is empty narrows nothing."""

    shelf: Shelf = Shelf.PENDING
    subject: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    channel: Channel | None = None
    word: Annotated[str, StringConstraints(max_length=50)] = ""
    after: Annotated[str, StringConstraints(max_length=200)] = ""

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, sent: Any) -> Any:
        return {name: value for name, value in dict(sent).items() if value not in ("", None)}

    @field_validator("word", mode="before")
    @classmethod
    def _without_invisibles(cls, typed: str) -> str:
        return "".join(char for char in typed if char.isprintable()).strip()

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the shelf was chosen."""
        return bool(self.subject or self.channel or self.word)

    def as_query(self, **others: str) -> str:
        """Return the filter, with other values in place of its own, as the query of an address."""
        values = {**{name: value for name, value in self if value}, **others}
        if values.get("shelf") == Shelf.PENDING:
            del values["shelf"]
        kept = {name: str(value) for name, value in values.items() if value}
        return f"?{urlencode(kept)}" if kept else ""


class SubjectChoice(Frozen):
    """A subject one may narrow the queue to."""

    id: int
    title: str


class ShelfCount(Frozen):
    """A shelf with how many stand on it, where that is known cheaply."""

    shelf: Shelf
    opinions: int | None


class BatchRow(Frozen):
    """One opinion of a batch that was carried out, as it stands now."""

    number: int
    to_state: OpinionState
    is_route: bool
    is_undone: bool


class Told(Frozen):
    """What an address tells of a batch just carried out: its key, and rows that went otherwise."""

    done: Annotated[str, StringConstraints(max_length=32)] = ""
    rows: Annotated[str, StringConstraints(max_length=4000)] = ""  # 12.changed-13.nothing


class NoticeRow(Frozen):
    """What came of one opinion, in words."""

    number: int
    text: Text
    is_done: bool
    may_undo: bool = False


class Notice(Frozen):
    """What came of a batch."""

    batch: str
    rows: tuple[NoticeRow, ...]

    @property
    def done(self) -> int:
        """Return to how many it was done."""
        return sum(row.is_done for row in self.rows)

    @property
    def may_undo(self) -> bool:
        """Whether any of it can still be taken back."""
        return any(row.may_undo for row in self.rows)

    @property
    def is_undone(self) -> bool:
        """Whether all that was done has been taken back."""
        return self.done > 0 and not self.may_undo


class ActShown(Frozen):
    """One act in an opinion's history."""

    id: int
    batch: str
    from_state: OpinionState
    to_state: OpinionState
    rule_title: str
    is_route: bool
    reason: str
    acted_by: str
    acted_at: datetime
    undone_by: str
    undone_at: datetime | None


class QueueRow(Frozen):
    """One opinion in the list."""

    number: int
    revision: int
    subject_title: str
    channel: Channel
    received_at: datetime
    state: OpinionState
    parts: tuple[TextPart, ...]  # how it begins
    is_cut: bool
    said_by: str
    priority: int
    may_publish: bool
    trust: Trust
    is_minor: bool
    has_personal: bool
    route: Route
    rule_title: str
    has_appeal: bool

    @property
    def key(self) -> str:
        """Return the row as a form names it."""
        return f"{self.number}.{self.revision}"


class LikeRow(Frozen):
    """An opinion like the one at hand."""

    number: int
    text: str
    state: OpinionState
    received_at: datetime
    is_same_contact: bool
    is_same_text: bool


class OpinionAtHand(QueueRow):
    """One opinion whole, with what a decision needs."""

    subject: int
    subject_path: str
    language: str
    town: str
    contact_word: Text
    passages: tuple[str, ...]
    attachments: tuple[AttachmentLine, ...]
    duplicate_of: int | None
    rule_citation: str
    acts: tuple[ActShown, ...]
    likes: tuple[LikeRow, ...]
    is_reported: bool

    @property
    def likely(self) -> tuple[TextPart, ...]:
        """Return the stretches a moderator may uncover."""
        return tuple(part for part in self.parts if part.kind is PartKind.LIKELY)

    @property
    def is_open(self) -> bool:
        """Whether a moderator can act on it now, other than by undoing."""
        closed = {OpinionState.WITHHELD, OpinionState.DUPLICATE, OpinionState.WITHDRAWN}
        return self.state not in closed and not self.is_reported


class AppealLine(Frozen):
    """One appeal in the list."""

    id: int
    number: int
    subject_title: str
    filed_at: datetime
    text: str
    rule_title: str
    outcome: AppealOutcome | None


class AppealForDesk(AppealLine):
    """One appeal whole."""

    rule_explanation: str
    rule_citation: str
    withheld_by: str
    withheld_at: datetime | None
    reason: str
    state: OpinionState
    may_publish: bool
    route: Route
    answer: str
    answered_by: str
    answered_at: datetime | None
    refusal: Text | None  # why this reader may not answer it
