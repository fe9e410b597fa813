"""Texts of a draft at the desk: pasted or uploaded, corrected row by row, carried over."""

from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, StringConstraints

from backend.consultations.enums.clauses import CarryOverKind, ClauseKind
from backend.consultations.enums.consultation import Stage
from backend.consultations.schemas import Frozen
from backend.consultations.schemas.clauses import ClauseDraft
from backend.decisions.schemas.fields import Note
from backend.kernel.text.fields import one_line, readable
from backend.opinions.schemas.points import PointChoice

MOST_CLAUSES = 1_000  # of one draft
MOST_IN_A_CLAUSE = 20_000  # characters

ClauseLabel = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=60), AfterValidator(one_line)
]
ClauseHeading = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(one_line)
]
ClauseWords = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=MOST_IN_A_CLAUSE),
    AfterValidator(readable),
]


class StoredClause(ClauseDraft):
    """A clause as it is kept: its place, and the passage that is the same in every version."""

    id: int
    position: int
    passage: int | None


class TextDraft(Frozen):
    """A whole text, one paragraph a line; it takes the place of every clause."""

    text: Annotated[str, StringConstraints(max_length=200_000), AfterValidator(readable)] = ""
    revision: int = 0


class ClauseRow(Frozen):
    """A clause as a person corrects it; a line break in its words begins another clause."""

    row_marks: ClassVar[frozenset[str]] = frozenset({"kind", "was"})

    was: int | None = None  # its place before; None: a new row
    kind: ClauseKind
    label: ClauseLabel = ""
    heading: ClauseHeading = ""
    text: ClauseWords = ""
    is_joined: bool = False  # goes up in the row above


class ClausesDraft(Frozen):
    """The rows that stand for the clauses from one place up to another."""

    first: int = Field(default=1, ge=1)
    last: int = Field(default=0, ge=0)
    clauses: tuple[ClauseRow, ...] = ()
    revision: int = 0


class VersionDraft(Frozen):
    """Which text is begun, and what changes in it, in a sentence."""

    stage: Stage
    note: Note = ""


class CarryRow(Frozen):
    """From which former clauses a clause comes; none: it is new."""

    row_marks: ClassVar[frozenset[str]] = frozenset({"passage"})

    passage: int
    formers: tuple[int, ...] = ()


class CarryDraft(Frozen):
    """The whole map from the former text to this one."""

    clauses: tuple[CarryRow, ...] = ()
    revision: int = 0


class CauseRow(Frozen):
    """Which opinion points changed a clause."""

    row_marks: ClassVar[frozenset[str]] = frozenset({"passage"})

    passage: int
    points: tuple[int, ...] = ()


class CausesDraft(Frozen):
    """Which points changed which clauses of the final text."""

    clauses: tuple[CauseRow, ...] = ()
    revision: int = 0


class VersionRef(Frozen):
    """Which text was written, and how it stands now."""

    consultation: int
    number: int
    revision: int


class VersionLine(Frozen):
    """A text in the list of all."""

    id: int
    number: int
    stage: Stage
    note: str
    is_sealed: bool
    sha256: str
    clauses: int
    created_by: int
    created_by_name: str
    created_at: datetime
    published_at: datetime | None
    revision: int


class Carried(Frozen):
    """One line of the map: a former clause, the one it became, and how; either may be missing."""

    kind: CarryOverKind
    former: int | None
    passage: int | None


class CausedClause(Frozen):
    """A changed clause with the points that changed it."""

    passage: int
    kind: CarryOverKind
    points: tuple[int, ...] = ()


class VersionForDesk(VersionLine):
    """A text with its clauses, its map and its causes."""

    stored: tuple[StoredClause, ...]
    former_number: int | None  # the published text it follows
    former: tuple[StoredClause, ...] = ()
    carried: tuple[Carried, ...] = ()
    causes: tuple[CausedClause, ...] = ()
    points: tuple[PointChoice, ...] = ()
