"""Opinion points as clerks make them, and as they see them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints

from backend.kernel.language import Text, say
from backend.kernel.text.likeness.saying import GroupKind
from backend.opinions.enums import Channel, OpinionState, Result
from backend.opinions.schemas import Frozen
from backend.opinions.schemas.answers import Numbers, PointTitle, ReasonText


class Picked(Frozen):
    """A ticked opinion, with the number of points it stood in when the list was shown."""

    opinion: int
    points: int | None = None  # None: whoever ticked it had not seen

    def __str__(self) -> str:
        return f"{self.opinion}" if self.points is None else f"{self.opinion}:{self.points}"


def read_pick(typed: Any) -> Any:
    """Return a box's value `12:0` as a pick; raise ValueError in the words of the page."""
    if not isinstance(typed, str):
        return typed
    opinion, _, points = typed.partition(":")
    if not opinion.isdecimal() or (points and not points.isdecimal()) or len(typed) > 30:  # noqa: PLR2004 - two numbers
        raise ValueError(say("选中的意见编号不对，请重新勾选。"))
    return Picked(opinion=int(opinion), points=int(points) if points else None)


Picks = Annotated[
    tuple[Annotated[Picked, BeforeValidator(read_pick)], ...], Field(max_length=20_000)
]


class PointAmendment(Frozen):
    """A point's name, and which unit is to answer it by when."""

    title: Annotated[PointTitle, StringConstraints(min_length=2)]
    unit: int | None = None
    due_on: date | None = None
    revision: int = 0


class Grouping(Frozen):
    """Opinions to go into a point: an existing one, or a new one of this name; maybe answered."""

    opinions: Annotated[Picks, Field(min_length=1)]
    point: int | None = None
    title: PointTitle = ""
    result: Result | None = None
    reason: ReasonText = ""
    is_near_identical: bool = False


class Confirmation(Frozen):
    """Which opinions of a suggested group go into a point, and why the clerk thinks them alike."""

    opinions: Numbers = ()
    is_whole: bool = False  # all but those who say the contrary, also those not on this page
    point: int | None = None
    title: PointTitle = ""
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""


class Dismissal(Frozen):
    """Why a suggested group is not one."""

    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""


class MemberChange(Frozen):
    """What happens to some members of a point."""

    opinions: Annotated[Numbers, Field(min_length=1)]


class MemberMarks(MemberChange):
    """How some members stand in their point; None leaves it as it is."""

    is_dissenting: bool | None = None
    is_near_identical: bool | None = None


class MemberAct(StrEnum):
    """What a clerk does with the ticked members of a point."""

    REMOVE = "remove"
    SET_APART = "set_apart"
    TAKE_IN = "take_in"
    NEAR = "near"
    NOT_NEAR = "not_near"
    SPLIT = "split"


class MembersDraft(MemberChange):
    """What the point's list sends, whichever of its buttons was pressed."""

    act: MemberAct
    title: PointTitle = ""
    revision: int = 0


class PlaceDraft(Frozen):
    """A place in the list, counted from 1."""

    place: Annotated[int, Field(ge=1, le=10_000)]


class Merger(Frozen):
    """A point goes up in another one."""

    into: int
    revision: int = 0


class Split(Frozen):
    """Some members become a point of their own, not answered yet."""

    opinions: Annotated[Numbers, Field(min_length=1)]
    title: PointTitle = ""
    revision: int = 0


class PointRef(Frozen):
    """A point after a change, and how many opinions it brought in."""

    id: int
    position: int
    title: str
    revision: int
    added: int = 0


class PointChoice(Frozen):
    """A point in a list to choose from."""

    id: int
    position: int
    title: str


class Caution(Frozen):
    """Something a person should look at and may leave as it is."""

    key: str  # the same as long as the same thing is warned of
    message: Text


class PointLine(Frozen):
    """A point in the desk's list."""

    id: int
    position: int
    title: str
    result: Result | None
    reason: str
    opinions: int
    near_identical: int
    dissenting: int
    unit_name: str
    due_on: date | None
    revision: int


class Member(Frozen):
    """An opinion as a member of a point."""

    number: int
    text: str
    said_by: str
    channel: Channel
    state: OpinionState
    is_dissenting: bool
    is_near_identical: bool
    own_result: Result | None


class PointForDesk(PointLine):
    """A point with what its page needs."""

    subject_id: int
    unit_id: int | None
    answered_by: str
    created_by: str
    created_at: datetime
    may_answer: bool
    needs_detail: bool  # many asked for it: a refusal must be explained in detail (B33)


class SuggestionLine(Frozen):
    """A group a computation suggests."""

    id: int
    kind: GroupKind
    likeness: int  # percent
    terms: str
    opinions: int  # in it; who says the contrary stands beside
    dissenting: int
    ungrouped: int
    examples: tuple[str, ...] = ()


class SuggestedMemberLine(Frozen):
    """An opinion of a suggested group."""

    number: int
    text: str
    said_by: str
    is_dissenting: bool
    points: tuple[PointChoice, ...] = ()
