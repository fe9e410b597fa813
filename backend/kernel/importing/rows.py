"""What rows of a table are, what stands in them, and what was noticed about their cells."""

from collections.abc import Collection, Sequence

from backend.kernel.documents.schemas import CellNoteKind, Grid
from backend.kernel.importing.enums import RowKind
from backend.kernel.importing.layouts import is_repeated_header
from backend.kernel.importing.schemas import Layout, M, Problem
from backend.kernel.importing.vocabulary import Vocabulary
from backend.kernel.language import say
from backend.kernel.text.normalise import comparable

REMARK_STARTS = ("注", "备注", "附", "说明", "填表", "(")


def kind_of(grid: Grid, layout: Layout[M], index: int, words: Vocabulary[M]) -> RowKind:
    """Return what the row at this place (counted from 0) is."""
    row = grid.rows[index]
    cells = {cell for cell in row if cell}
    if index in layout.header_rows:
        return RowKind.HEADER
    if not cells:
        return RowKind.EMPTY
    if layout.header_rows and index < layout.header_rows[0]:
        return RowKind.REMARK
    if is_repeated_header(row, layout, words):
        return RowKind.REPEATED_HEADER
    return _kind_of_single(row, layout, words) if len(cells) == 1 else RowKind.ITEM


def _kind_of_single(row: Sequence[str], layout: Layout[M], words: Vocabulary[M]) -> RowKind:
    """Return what a row is that says one thing only, perhaps across merged cells."""
    places = [place for place, cell in enumerate(row) if cell]
    if comparable(row[places[0]]).startswith(REMARK_STARTS):
        return RowKind.REMARK
    main = layout.column_of(words.main)
    return RowKind.ITEM if places == [main] and main != 0 else RowKind.HEADING


def words_in(row: Sequence[str]) -> str:
    """Return what a row says, each cell once."""
    return " ".join(dict.fromkeys(filter(None, row)))


def texts_in(row: Sequence[str], layout: Layout[M], words: Vocabulary[M]) -> dict[M, str]:
    """Return a row's cells by what they hold."""
    return {
        column.field: row[place] if place < len(row) else ""
        for place, column in enumerate(layout.columns)
        if column.field is not words.ignored
    }


def cells_beyond(row: Sequence[str], layout: Layout[M]) -> int:
    """Return how many cells stand beyond the last column that has a header."""
    headers = [place for place, column in enumerate(layout.columns) if column.header]
    beyond = row[max(headers) + 1 :] if headers else ()
    return sum(bool(cell) for cell in beyond)


def noticed(
    grid: Grid, layout: Layout[M], index: int, *, corrected: Collection[M], ignored: M
) -> list[Problem[M]]:
    """Return what was noticed about a row's cells when the file was opened."""
    found: list[Problem[M]] = []
    for place, column in enumerate(layout.columns):
        if column.field is ignored or column.field in corrected:
            continue
        if (index, place) in grid.filled:
            message = say("取自合并的单元格，请核对。")
            found.append(Problem(message=message, field=column.field, is_error=False))
    for note in grid.notes:
        if note.row == index and note.column is not None and note.column < len(layout.columns):
            field = layout.columns[note.column].field
            is_error = note.kind is CellNoteKind.FORMULA_ERROR
            found.append(Problem(message=note.kind.label, field=field, is_error=is_error))
    return found


def of_the_table(grid: Grid, layout: Layout[M], needed: Sequence[M]) -> list[Problem[M]]:
    """Return what is to be said of the table as a whole: no header, columns that lack, remarks."""
    found: list[Problem[M]] = []
    if not layout.header_rows:
        message = say("没有找到表头，各列是按内容猜的，请逐列核对。")
        found.append(Problem(message=message, is_error=False))
    found += [
        Problem(message=say("还没有指定哪一列是{field}。", field=field.label))
        for field in needed
        if layout.column_of(field) is None
    ]
    general = [note for note in grid.notes if note.row is None]
    return found + [Problem(message=note.kind.label, is_error=False) for note in general]
