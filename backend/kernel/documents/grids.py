"""Makes a grid of what a reader found, within limits, and says what it had to remove."""

from collections.abc import Iterable

from backend.kernel.documents.schemas import CellNote, CellNoteKind, Grid
from backend.kernel.documents.workbook_check import MOST_COLUMNS, MOST_ROWS
from backend.kernel.errors import Invalid
from backend.kernel.language import say
from backend.kernel.text.characters import printable

LONGEST_CELL = 10_000  # characters
FORMULA_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"}


def grid_from(
    rows: Iterable[Iterable[str]],
    *,
    name: str = "",
    filled: Iterable[tuple[int, int]] = (),
    is_certain: bool = True,
) -> Grid:
    """Return the rows as a grid, tidied; raise Invalid past a limit, naming row and column."""
    kept: list[tuple[str, ...]] = []
    notes: list[CellNote] = []
    if not is_certain:
        notes.append(CellNote(kind=CellNoteKind.UNCERTAIN_ENCODING))
    for number, row in enumerate(rows):
        kept.append(_row(row, number, notes))
        if len(kept) > MOST_ROWS and any(kept[-1]):
            raise Invalid(say("表格超过 {most} 行，请分成几次导入。", most=MOST_ROWS))
    while kept and not kept[-1]:
        kept.pop()
    return Grid(name=name, rows=tuple(kept), filled=frozenset(filled), notes=tuple(notes))


def _row(row: Iterable[str], number: int, notes: list[CellNote]) -> tuple[str, ...]:
    cells = [_cell(text, number, column, notes) for column, text in enumerate(row)]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise Invalid(say("表格超过 {most} 列，请删去多余的列。", most=MOST_COLUMNS))
    return tuple(cells)


def _cell(text: str, row: int, column: int, notes: list[CellNote]) -> str:
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = printable(kept)
    if plain != kept:
        notes.append(CellNote(kind=CellNoteKind.CONTROL_CHARACTERS, row=row, column=column))
    if len(plain) > LONGEST_CELL:
        raise Invalid(
            say(
                "第 {row} 行第 {column} 列太长，一格最多 {most} 个字。",
                row=row + 1,
                column=column + 1,
                most=LONGEST_CELL,
            )
        )
    plain = plain.strip()
    if plain in FORMULA_ERRORS:
        notes.append(CellNote(kind=CellNoteKind.FORMULA_ERROR, row=row, column=column))
        return ""
    return plain
