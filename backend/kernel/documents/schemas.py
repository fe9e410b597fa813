"""Tables as they come in (a grid of texts) and as they go out (columns and rows)."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from backend.kernel.language import Text, say


class CellNoteKind(StrEnum):
    """What was noticed about a cell while it was read."""

    CONTROL_CHARACTERS = "control_characters"
    FORMULA_ERROR = "formula_error"
    UNCERTAIN_ENCODING = "uncertain_encoding"

    @property
    def label(self) -> Text:
        """Return what a person should look at."""
        return _NOTES[self]


_NOTES = {
    CellNoteKind.CONTROL_CHARACTERS: say("里面有看不见的控制字符，已经去掉，请核对。"),
    CellNoteKind.FORMULA_ERROR: say("有公式算错了，没有可用的值，请核对空着的格。"),
    CellNoteKind.UNCERTAIN_ENCODING: say("文字编码不能确定，请看看有没有乱码。"),
}


class CellNote(BaseModel):
    """A remark on one cell, counted from 0; on the whole table where there is no row."""

    model_config = ConfigDict(frozen=True)

    kind: CellNoteKind
    row: int | None = None
    column: int | None = None


class Grid(BaseModel):
    """One table as it was read: every cell a text, rows where the file had them."""

    model_config = ConfigDict(frozen=True)

    name: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    filled: frozenset[tuple[int, int]] = frozenset()  # (row, column): value of a merged cell
    notes: tuple[CellNote, ...] = ()

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return max((len(row) for row in self.rows), default=0)


Value = str | int | float | date | None


class Column(NamedTuple):
    """A column of a table that goes out."""

    title: str
    width: int = 16  # in characters of the body type; a Chinese one counts two


class TableOut(NamedTuple):
    """A table that goes out; `rows` may be read only once."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    note: str = ""
