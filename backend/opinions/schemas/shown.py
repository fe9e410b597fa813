"""What the public reads of the ledger: never a name, a contact or an unmasked word."""

from datetime import date, datetime

from backend.opinions.enums import AppealOutcome, Channel, OpinionState, Result, Route
from backend.opinions.schemas import Frozen


class PassageShown(Frozen):
    """A passage an opinion points at."""

    id: int
    label: str


class AnswerShown(Frozen):
    """What became of an opinion."""

    result: Result
    reason: str
    points: tuple[str, ...] = ()  # titles of the points it belongs to


class OpinionPublic(Frozen):
    """One published opinion."""

    number: int
    text: str
    said_by: str  # 朱**, an organisation's name, or empty
    channel: Channel
    received_at: datetime
    passages: tuple[PassageShown, ...] = ()
    answer: AnswerShown | None = None


class WithheldCount(Frozen):
    """How many were withheld by one rule."""

    code: str
    title: str
    opinions: int


class ChannelFigures(Frozen):
    """How the opinions of one channel add up."""

    channel: Channel
    received: int
    pending: int = 0
    published: int = 0
    counted_only: int = 0
    withheld: int = 0
    duplicate: int = 0
    withdrawn: int = 0

    @property
    def is_reconciled(self) -> bool:
        """Whether every opinion received is accounted for, once."""
        parts = (self.pending, self.published, self.counted_only, self.withheld)
        return self.received == sum(parts) + self.duplicate + self.withdrawn


class Figures(Frozen):
    """How the opinions of a subject add up, in total, by channel, by rule."""

    received: int = 0
    pending: int = 0
    published: int = 0
    counted_only: int = 0
    withheld: int = 0
    duplicate: int = 0
    withdrawn: int = 0
    valid: int = 0  # those that are owed an answer
    channels: tuple[ChannelFigures, ...] = ()
    withheld_by: tuple[WithheldCount, ...] = ()


class RuleShown(Frozen):
    """The moderation rule an opinion was withheld by."""

    title: str
    explanation: str
    citation: str


class AppealShown(Frozen):
    """An appeal and what became of it."""

    filed_at: datetime
    text: str
    outcome: AppealOutcome | None
    answer: str
    answered_at: datetime | None


class TrackedOpinion(Frozen):
    """What the holder of a receipt code reads about the opinion: its own words included."""

    code: str
    number: int
    subject_id: int
    subject_kind: str
    subject_key: str
    subject_title: str
    subject_path: str
    text: str
    state: OpinionState
    channel: Channel
    received_at: datetime
    may_publish: bool
    contact_masked: str
    is_erased: bool
    unit_name: str  # who deals with it
    answer_due_on: date | None
    passages: tuple[PassageShown, ...]
    rule: RuleShown | None
    route: Route
    appeal: AppealShown | None
    answer: AnswerShown | None
    duplicate_of: int | None
    revision: int
    may_withdraw: bool
    may_appeal: bool
    may_erase: bool
