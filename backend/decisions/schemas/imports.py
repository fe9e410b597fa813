"""An import from a stranger's table: how its columns were understood, and every row of it."""

from collections.abc import Mapping
from datetime import date, datetime

from backend.decisions.enums import Category
from backend.decisions.enums.imports import Certainty, ColumnField, ImportState, RowKind
from backend.decisions.schemas.content import Frozen
from backend.decisions.schemas.drafts import DecisionDraft
from backend.kernel.documents.schemas import Grid
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


class ImportLine(Frozen):
    """An import in a list."""

    id: int
    year: int
    file_name: str
    state: ImportState
    created_at: datetime
    created_by: str
    confirmed_on: date | None = None


class ImportForDesk(Frozen):
    """An import as the clerk works on it."""

    id: int
    year: int
    category: Category | None
    file_name: str
    state: ImportState
    revision: int
    sheet: int
    sheets: tuple[str, ...]
    grid: Grid
    reading: TableReading
    corrections: Mapping[int, RowCorrection] = {}
    units: tuple[UnitName, ...] = ()
    is_year_new: bool = False
