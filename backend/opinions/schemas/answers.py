"""What a clerk sends when answering: a result with its reason, for a point or one opinion."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from backend.kernel.text.fields import one_line, readable
from backend.opinions.enums import Result
from backend.opinions.schemas import Frozen

MOST_REASON = 3000  # characters
MOST_AT_ONCE = 20_000  # opinions one act may name

ReasonText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=MOST_REASON),
    AfterValidator(readable),
]
PointTitle = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=100), AfterValidator(one_line)
]
Numbers = Annotated[tuple[int, ...], Field(max_length=MOST_AT_ONCE)]


class AnswerDraft(Frozen):
    """An answer, and which revision of the present one the clerk had in sight (0: none)."""

    result: Result
    reason: ReasonText = ""
    revision: int = 0


class BatchAnswerDraft(Frozen):
    """The same answer for each of several opinions that have none of their own yet."""

    opinions: Annotated[Numbers, Field(min_length=1)]
    result: Result
    reason: ReasonText = ""


class Clearing(Frozen):
    """Taking an answer back, in the revision the clerk had in sight."""

    revision: int


class Thresholds(Frozen):
    """From how many opinions on a point is of wide concern, and how long its reason must be."""

    concentrated_opinions: int  # opinions
    concentrated_reason: int  # characters
