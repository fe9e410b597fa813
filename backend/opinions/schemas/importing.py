"""An import of opinions from a clerk's table: how it was understood, and every row of it."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from backend.kernel.documents.schemas import Grid
from backend.kernel.importing import schemas as importing
from backend.kernel.importing.enums import ImportState, Meaning
from backend.kernel.importing.schemas import Cell
from backend.kernel.language import Text, say
from backend.opinions.enums import Channel
from backend.opinions.schemas import Frozen
from backend.opinions.schemas.entering import offline
from backend.opinions.schemas.receiving import OpinionDraft


class ColumnField(Meaning):
    """What a column of a table of opinions holds."""

    IGNORED = "ignored"
    SEQ = "seq"
    RECEIVED = "received"
    CHANNEL = "channel"
    NAME = "name"
    KIND = "kind"
    ORGANISATION = "organisation"
    CONTACT = "contact"
    TOWN = "town"
    AGE = "age"
    TEXT = "text"
    CLAUSES = "clauses"
    CONSENT = "consent"

    @property
    def label(self) -> Text:
        """Return the column's name for people."""
        return _FIELDS[self]


_FIELDS: Mapping[StrEnum, Text] = {
    ColumnField.IGNORED: say("不导入"),
    ColumnField.SEQ: say("序号"),
    ColumnField.RECEIVED: say("收到时间"),
    ColumnField.CHANNEL: say("渠道"),
    ColumnField.NAME: say("姓名"),
    ColumnField.KIND: say("代表谁"),
    ColumnField.ORGANISATION: say("单位名称"),
    ColumnField.CONTACT: say("联系方式"),
    ColumnField.TOWN: say("镇街"),
    ColumnField.AGE: say("年龄段"),
    ColumnField.TEXT: say("意见内容"),
    ColumnField.CLAUSES: say("对应条款"),
    ColumnField.CONSENT: say("同意公开"),
}

Layout = importing.Layout[ColumnField]
Problem = importing.Problem[ColumnField]
RowCorrection = importing.RowCorrection[ColumnField]
UNCORRECTED = RowCorrection()


class ReadOpinion(Frozen):
    """What a row says: an opinion, the way it came and when."""

    opinion: OpinionDraft
    channel: Channel
    received_at: datetime


class RowReading(importing.RowReading[ColumnField, ReadOpinion]):
    """One row; with the numbers of opinions that seem to be the same, already entered."""

    entered_as: tuple[int, ...] = ()


TableReading = importing.TableReading[ColumnField, RowReading]


class Fallbacks(Frozen):
    """What holds for rows that do not say it themselves."""

    channel: Annotated[Channel, AfterValidator(offline)] | None = None
    received_on: date | None = None


class ImportDraft(Fallbacks):
    """A table to be read; pasted, or sent as a file beside this."""

    pasted: str = ""


class LayoutDraft(Fallbacks, importing.LayoutDraft[ColumnField]):
    """How the clerk wants the table understood."""


class RowDraft(Frozen):
    """One row as the clerk wants it; fields are named as `ColumnField` names them."""

    is_included: bool = False
    received: Cell = ""
    channel: Cell = ""
    name: Cell = ""
    kind: Cell = ""
    organisation: Cell = ""
    contact: Cell = ""
    town: Cell = ""
    age: Cell = ""
    text: Cell = ""
    clauses: Cell = ""
    consent: Cell = ""

    @property
    def texts(self) -> dict[ColumnField, str]:
        """Return what was sent, by field."""
        sent = self.model_dump(exclude={"is_included"})
        return {ColumnField(name): text for name, text in sent.items()}


class ImportContent(Frozen):
    """What is kept sealed while an import is open."""

    sheets: tuple[Grid, ...]
    sheet: int = 0
    layout: Layout
    corrections: Mapping[int, RowCorrection] = {}

    @property
    def grid(self) -> Grid:
        """Return the sheet that is read."""
        return self.sheets[self.sheet]

    def altered(self, **changes: Any) -> "ImportContent":
        """Return the content with these parts in place of its own."""
        return ImportContent(**{**dict(self), **changes})


class ImportLine(Frozen):
    """An import in a list."""

    id: int
    subject: int
    file_name: str
    state: ImportState
    created_at: datetime
    created_by: str
    opinions: int  # entered by it


class ImportForDesk(ImportLine):
    """An import as the clerk works on it; without a reading once it is closed."""

    revision: int
    channel: Channel | None
    received_on: date | None
    sheet: int = 0
    sheets: tuple[str, ...] = ()  # names
    reading: TableReading | None = None
    corrections: Mapping[int, RowCorrection] = {}

    @property
    def doubles(self) -> tuple[RowReading, ...]:
        """Return the rows to be imported that seem to be in the ledger already."""
        rows = self.reading.included if self.reading else ()
        return tuple(row for row in rows if row.entered_as)


class RevisionSeen(Frozen):
    """What the clerk saw when the button was pressed."""

    revision: int = Field(ge=1)


class CodeLine(Frozen):
    """Which receipt code a row got."""

    line: int
    number: int
    code: str
    said_by: str  # masked
    received_at: datetime
    channel: Channel
