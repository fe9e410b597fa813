"""A draft's clauses and what was said about them, for programs."""

from datetime import date, datetime

from pydantic import Field

from backend.consultations.enums.clauses import ClauseKind
from backend.consultations.schemas import Frozen
from backend.consultations.schemas.public.consultation import DraftVersionPublic, Path
from backend.consultations.schemas.shown import ClauseShown, DraftShown
from backend.opinions.enums import Channel, OpinionState, Result
from backend.opinions.schemas.receiving import Receipt
from backend.opinions.schemas.shown import AnswerShown, OpinionPublic


class ClausePublic(Frozen):
    """A clause of one text; `passage` is the same in every text, and what opinions point at."""

    passage: int | None = Field(description="null: a title, or a part of the clause above")
    kind: ClauseKind
    kind_name: str
    level: int = Field(description="Depth in the draft")
    label: str = Field(examples=["第五条"])
    heading: str
    text: str
    opinions: int = Field(description="Published opinions that point at it")

    @classmethod
    def of(cls, clause: ClauseShown) -> "ClausePublic":
        """Return the public form of a clause."""
        return cls(**dict(clause), kind_name=str(ClauseKind(clause.kind).label))


class DraftPublic(Frozen):
    """A published text of a draft with its clauses in order."""

    version: DraftVersionPublic
    clauses: tuple[ClausePublic, ...]

    @classmethod
    def of(cls, draft: DraftShown, slug: str) -> "DraftPublic":
        """Return the public form of a text."""
        return cls(
            version=DraftVersionPublic.of(draft.version, slug),
            clauses=tuple(map(ClausePublic.of, draft.clauses)),
        )


class PassagePublic(Frozen):
    """A clause an opinion points at."""

    passage: int
    label: str


class OpinionAnswerPublic(Frozen):
    """What became of an opinion, and why."""

    result: Result
    result_name: str
    reason: str
    points: tuple[str, ...] = Field(description="Titles of the opinion points it belongs to")

    @classmethod
    def of(cls, answer: AnswerShown) -> "OpinionAnswerPublic":
        """Return the public form of an answer."""
        return cls(**dict(answer), result_name=str(answer.result.label))


class PublishedOpinionPublic(Frozen):
    """One published opinion, personal data covered."""

    number: int
    path: Path
    text: str
    said_by: str = Field(description="朱**, an organisation's name, or empty")
    channel: Channel
    channel_name: str
    received_at: datetime
    passages: tuple[PassagePublic, ...]
    answer: OpinionAnswerPublic | None = Field(description="null until the result is published")

    @classmethod
    def of(cls, opinion: OpinionPublic, slug: str) -> "PublishedOpinionPublic":
        """Return the public form of an opinion."""
        same = ("number", "text", "said_by", "channel", "received_at")
        return cls(
            **{name: getattr(opinion, name) for name in same},
            path=f"/consultations/{slug}/opinions/{opinion.number}",
            channel_name=str(opinion.channel.label),
            passages=tuple(PassagePublic(passage=p.id, label=p.label) for p in opinion.passages),
            answer=OpinionAnswerPublic.of(opinion.answer) if opinion.answer else None,
        )


class PublishedOpinionPagePublic(Frozen):
    """Some published opinions, the newest first, and where the next ones begin."""

    items: tuple[PublishedOpinionPublic, ...]
    next: str | None = Field(description="Pass as `after` for the next page; null on the last")


class ReceiptPublic(Frozen):
    """The receipt of an opinion that was sent in; keep the code, it opens everything later."""

    code: str = Field(examples=["7KQM-2ABX-9TRW"])
    number: int
    path: Path
    received_at: datetime
    state: OpinionState = Field(description="What is sent here is read by a person first")
    state_name: str
    answer_due_on: date | None
    is_repeated: bool = Field(description="The same key came before: this is its receipt")

    @classmethod
    def of(cls, receipt: Receipt) -> "ReceiptPublic":
        """Return the public form of a receipt."""
        same = ("code", "number", "received_at", "state", "answer_due_on", "is_repeated")
        return cls(
            **{name: getattr(receipt, name) for name in same},
            path=f"/track/{receipt.code}",
            state_name=str(receipt.state.label),
        )
