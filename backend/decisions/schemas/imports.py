"""An import from a stranger's table: how its columns were understood, and every row of it."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from backend.decisions.enums import Category
from backend.decisions.enums.imports import ColumnField
from backend.decisions.schemas.content import Frozen
from backend.decisions.schemas.drafts import DecisionDraft
from backend.kernel.importing import schemas as importing
from backend.kernel.importing.enums import ImportState
from backend.kernel.importing.schemas import Cell

Layout = importing.Layout[ColumnField]
Problem = importing.Problem[ColumnField]
RowCorrection = importing.RowCorrection[ColumnField]


class RowReading(importing.RowReading[ColumnField, DecisionDraft]):
    """One row; of a group's name, of units that may be meant."""

    suggestions: tuple[str, ...] = ()


TableReading = importing.TableReading[ColumnField, RowReading]
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


class LayoutDraft(importing.LayoutDraft[ColumnField]):
    """How the clerk wants the table understood, and into which year it goes."""

    year: int = Field(ge=2000, le=2100)
    category: Category | None = None


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
