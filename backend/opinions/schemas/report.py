"""The adoption report as the public reads it (采纳情况反馈)."""

from datetime import datetime

from backend.opinions.enums import Channel, OpinionState, Result
from backend.opinions.schemas import Frozen
from backend.opinions.schemas.shown import Figures


class ResultCount(Frozen):
    """How many points, or opinions, came to one result."""

    result: Result
    count: int


class PointShown(Frozen):
    """An opinion point with its one answer."""

    id: int
    position: int
    title: str
    result: Result
    reason: str
    unit_name: str
    opinions: int  # all that belong to it, those not shown included
    near_identical: int
    dissenting: int = 0  # of them: who says something else, and is answered on their own
    examples: tuple[str, ...] = ()  # up to two published texts, the shortest that say enough
    example_numbers: tuple[int, ...] = ()


class AdoptionReportShown(Frozen):
    """Everything said at once about the opinions of a subject."""

    subject_id: int
    statement: str
    published_at: datetime | None  # None: a preview
    figures: Figures
    by_result: tuple[ResultCount, ...]  # opinions
    points_by_result: tuple[ResultCount, ...]
    points: tuple[PointShown, ...]


class AnswerLine(Frozen):
    """One row of the table: 序号, 反馈人, 意见内容, 采纳情况, 理由."""

    place: int
    number: int
    said_by: str
    channel: Channel
    state: OpinionState
    text: str  # empty where it is not shown
    not_shown_because: str  # empty where it is: the rule's title, or that there is no consent
    result: Result | None  # None: not a valid opinion
    reason: str
    points: tuple[str, ...]
    passages: tuple[str, ...]
    passage_ids: tuple[int, ...] = ()
