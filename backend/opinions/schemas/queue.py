"""What moderators see: the queue, one opinion at hand, appeals."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from backend.kernel.language import Text
from backend.kernel.trust import Trust
from backend.opinions.enums import AppealOutcome, Channel, OpinionState, Route
from backend.opinions.schemas import Frozen


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


class AttachmentLine(Frozen):
    """A file that came with an opinion."""

    file_name: str
    size: int


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
