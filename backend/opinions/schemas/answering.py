"""One opinion as those see it who answer it."""

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from backend.kernel.language import Text
from backend.kernel.text.fields import readable
from backend.opinions.enums import AgeBand, Channel, OpinionState, Result, Route
from backend.opinions.schemas import Frozen
from backend.opinions.schemas.attachments import AttachmentLine
from backend.opinions.schemas.points import PointChoice
from backend.opinions.schemas.shown import PassageShown


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
