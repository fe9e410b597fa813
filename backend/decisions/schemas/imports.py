"""An import from a stranger's table: how its columns were understood, and every row of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.decisions.enums import Category
from backend.decisions.enums.imports import Certainty, ColumnField, ImportState, RowKind
from backend.decisions.schemas.content import Frozen
from backend.decisions.schemas.drafts import DecisionDraft
from backend.kernel.documents.grids import LONGEST_CELL
from backend.kernel.documents.workbook_check import MOST_COLUMNS
from backend.kernel.language import Text


class ColumnReading(Frozen):
    """One column: its header, what it is taken for, how surely, and some of its cells."""

    header: str = ""
    field: ColumnField = ColumnField.IGNORED
    certainty: Certainty = Certainty.UNKNOWN
    samples: tuple[str, ...] = ()


class Layout(Frozen):
    """Where the header stands, and what each column holds."""

    header_rows: tuple[int, ...] = ()  # counted from 0; empty: the table has none
    columns: tuple[ColumnReading, ...] = ()

    def column_of(self, field: ColumnField) -> int | None:
        """Return where a field stands, the first place if there are several."""
        found = (i for i, column in enumerate(self.columns) if column.field is field)
        return next(found, None)


class Problem(Frozen):
    """What is wrong with a cell or a row, or only worth a look."""

    message: Text
    field: ColumnField | None = None
    is_error: bool = True


class RowReading(Frozen):
    """One row: what it is, its texts by field, what is wrong, and the draft if nothing is."""

    number: int  # as in the table, counted from 1
    kind: RowKind
    words: str = ""  # of a row that is no item
    texts: Mapping[ColumnField, str] = {}
    problems: tuple[Problem, ...] = ()
    draft: DecisionDraft | None = None
    is_included: bool = True
    is_corrected: bool = False
    suggestions: tuple[str, ...] = ()  # names of units that may be meant

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return what keeps the row from being imported."""
        return tuple(problem for problem in self.problems if problem.is_error)


class TableReading(Frozen):
    """A whole table as it was understood."""

    layout: Layout
    rows: tuple[RowReading, ...] = ()
    problems: tuple[Problem, ...] = ()  # of the table as a whole

    @property
    def items(self) -> tuple[RowReading, ...]:
        """Return the rows that are decisions."""
        return tuple(row for row in self.rows if row.kind is RowKind.ITEM)

    @property
    def included(self) -> tuple[RowReading, ...]:
        """Return the decisions that are to be imported."""
        return tuple(row for row in self.items if row.is_included)

    @property
    def faulty(self) -> tuple[RowReading, ...]:
        """Return the rows to be imported that cannot be yet."""
        return tuple(row for row in self.included if row.errors)


class RowCorrection(Frozen):
    """What the clerk says of one row: other words for its cells, or to leave it out."""

    is_included: bool = True
    texts: Mapping[ColumnField, str] = {}


UNCORRECTED = RowCorrection()


class UnitName(Frozen):
    """A unit that can be meant."""

    code: str
    name: str


class ImportContext(Frozen):
    """What a table is read against: the year, the county's units, what is there already."""

    year: int
    units: tuple[UnitName, ...] = ()
    category: Category | None = None  # for rows that do not say
    titles: frozenset[str] = frozenset()  # already in the catalogue
    seqs: frozenset[int] = frozenset()


class ImportDraft(Frozen):
    """What a table is to become: a year's catalogue; pasted, or sent as a file beside this."""

    year: int = Field(ge=2000, le=2100)
    category: Category | None = None  # for rows that name none
    pasted: str = ""


class LayoutDraft(Frozen):
    """How the clerk wants the table understood; columns from the left."""

    year: int = Field(ge=2000, le=2100)
    category: Category | None = None
    sheet: int = Field(default=0, ge=0, le=200)
    header_row: int | None = Field(default=None, ge=1, le=5000)  # counted from 1; None: no header
    columns: tuple[ColumnField, ...] = Field(default=(), max_length=MOST_COLUMNS)


Cell = Annotated[str, Field(max_length=LONGEST_CELL)]


class RowDraft(Frozen):
    """One row as the clerk wants it; fields are named as `ColumnField` names them."""

    is_included: bool = False
    seq: Cell = ""
    title: Cell = ""
    lead_unit: Cell = ""
    co_units: Cell = ""
    procedure: Cell = ""
    planned: Cell = ""
    category: Cell = ""
    basis: Cell = ""
    problem: Cell = ""
    contact_name: Cell = ""
    contact_phone: Cell = ""
    participation: Cell = ""
    hearing: Cell = ""
    expert_review: Cell = ""
    risk_assessment: Cell = ""
    fair_competition: Cell = ""
    legality_review: Cell = ""
    collective_decision: Cell = ""
    party_report: Cell = ""
    congress_report: Cell = ""

    @property
    def texts(self) -> dict[ColumnField, str]:
        """Return what was sent, by field."""
        sent = self.model_dump(exclude={"is_included"})
        return {ColumnField(name): text for name, text in sent.items()}


class ImportLine(Frozen):
    """An import in a list."""

    id: int
    year: int
    file_name: str
    state: ImportState
    created_at: datetime
    created_by: str


class ImportForDesk(ImportLine):
    """An import as the clerk works on it."""

    category: Category | None
    revision: int
    sheet: int
    sheets: tuple[str, ...]  # names
    reading: TableReading
    corrections: Mapping[int, RowCorrection] = {}
    units: tuple[UnitName, ...] = ()
    is_year_new: bool = False


class Imported(Frozen):
    """What an import brought: the year, and how many decisions."""

    year: int
    count: int


class ImportView(Frozen):
    """Which part of an import somebody looks at."""

    page: int = Field(default=1, ge=1, le=1000)
    only: Literal["", "faulty"] = ""
    row: int | None = Field(default=None, ge=1, le=10_000)  # open to be corrected

    @property
    def query(self) -> str:
        """Return the part of the address that leads back here."""
        return f"page={self.page}&only={self.only}"
