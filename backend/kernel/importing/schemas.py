"""How a table's columns were understood, and every row of it, whatever the rows become."""

from collections.abc import Mapping
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from backend.kernel.documents.grids import LONGEST_CELL
from backend.kernel.documents.workbook_check import MOST_COLUMNS, MOST_ROWS
from backend.kernel.importing.enums import Certainty, Meaning, RowKind
from backend.kernel.language import Text

M = TypeVar("M", bound=Meaning)
Made = TypeVar("Made", bound=BaseModel)
MOST_SHEETS = 200
MOST_PAGES = 1000

Cell = Annotated[str, Field(max_length=LONGEST_CELL)]
"""A cell as a clerk corrects it."""


class Frozen(BaseModel):
    """A schema nobody changes once it is made."""

    model_config = ConfigDict(frozen=True)


class ColumnReading(Frozen, Generic[M]):
    """One column: its header, what it is taken for, how surely, and some of its cells."""

    field: M
    header: str = ""
    certainty: Certainty = Certainty.UNKNOWN
    samples: tuple[str, ...] = ()


class Layout(Frozen, Generic[M]):
    """Where the header stands, and what each column holds."""

    header_rows: tuple[int, ...] = ()  # counted from 0; empty: the table has none
    columns: tuple[ColumnReading[M], ...] = ()

    def column_of(self, field: M) -> int | None:
        """Return where a field stands, the first place if there are several."""
        found = (i for i, column in enumerate(self.columns) if column.field is field)
        return next(found, None)


class Problem(Frozen, Generic[M]):
    """What is wrong with a cell or a row, or only worth a look."""

    message: Text
    field: M | None = None
    is_error: bool = True


class RowReading(Frozen, Generic[M, Made]):
    """One row: what it is, its texts by field, what is wrong, and the draft if nothing is."""

    number: int  # as in the table, counted from 1
    kind: RowKind
    words: str = ""  # of a row that is no item
    texts: Mapping[M, str] = {}
    problems: tuple[Problem[M], ...] = ()
    draft: Made | None = None
    is_included: bool = True
    is_corrected: bool = False

    @property
    def errors(self) -> tuple[Problem[M], ...]:
        """Return what keeps the row from being imported."""
        return tuple(problem for problem in self.problems if problem.is_error)


Row = TypeVar("Row", bound=RowReading[Any, Any])


class TableReading(Frozen, Generic[M, Row]):
    """A whole table as it was understood."""

    layout: Layout[M]
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem[M], ...] = ()  # of the table as a whole

    @property
    def items(self) -> tuple[Row, ...]:
        """Return the rows that can become something."""
        return tuple(row for row in self.rows if row.kind is RowKind.ITEM)

    @property
    def others(self) -> tuple[Row, ...]:
        """Return the rows with words that were not taken for items."""
        return tuple(row for row in self.rows if row.kind not in (RowKind.ITEM, RowKind.EMPTY))

    @property
    def included(self) -> tuple[Row, ...]:
        """Return the rows that are to be imported."""
        return tuple(row for row in self.items if row.is_included)

    @property
    def faulty(self) -> tuple[Row, ...]:
        """Return the rows to be imported that cannot be yet."""
        return tuple(row for row in self.included if row.errors)


class RowCorrection(Frozen, Generic[M]):
    """What the clerk says of one row: other words for its cells, or to leave it out."""

    is_included: bool = True
    texts: Mapping[M, str] = {}


class LayoutDraft(Frozen, Generic[M]):
    """How the clerk wants a table understood; columns from the left."""

    sheet: int = Field(default=0, ge=0, le=MOST_SHEETS)
    header_row: int | None = Field(default=None, ge=1, le=MOST_ROWS)  # from 1; None: no header
    columns: tuple[M, ...] = Field(default=(), max_length=MOST_COLUMNS)


class ImportView(Frozen):
    """Which part of an import somebody looks at."""

    page: int = Field(default=1, ge=1, le=MOST_PAGES)
    only: Literal["", "faulty"] = ""
    row: int | None = Field(default=None, ge=1, le=2 * MOST_ROWS)  # open to be corrected

    @property
    def query(self) -> str:
        """Return the part of the address that leads back here."""
        return f"page={self.page}&only={self.only}"
