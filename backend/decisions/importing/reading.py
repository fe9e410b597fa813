"""Reads a whole table: which rows are decisions, what each says, what contradicts another."""

from collections.abc import Mapping, Sequence

from backend.decisions.enums import Category
from backend.decisions.enums.imports import ColumnField, RowKind
from backend.decisions.importing.cells import HEADING_NUMBER, read_category
from backend.decisions.importing.damage import Groups, damage_in
from backend.decisions.importing.layouts import is_repeated_header
from backend.decisions.importing.rows import RowReader
from backend.decisions.importing.units import Units
from backend.decisions.schemas.imports import (
    UNCORRECTED,
    ImportContext,
    Layout,
    Problem,
    RowCorrection,
    RowReading,
    TableReading,
)
from backend.kernel.documents.schemas import CellNoteKind, Grid
from backend.kernel.language import Text, say
from backend.kernel.text.normalise import comparable

REMARK_STARTS = ("注", "备注", "附", "说明", "填表", "(")
MOST_ITEMS = 899
NEEDED = (ColumnField.TITLE, ColumnField.LEAD_UNIT)


def read_table(
    grid: Grid,
    layout: Layout,
    context: ImportContext,
    corrections: Mapping[int, RowCorrection] | None = None,
) -> TableReading:
    """Return every row as it was understood, in the light of the clerk's corrections.

    Corrections are by the row's number, counted from 1. Nothing is guessed without a remark.
    """
    reader = _TableReader(grid, layout, context, corrections or {})
    rows = tuple(reader.row(index) for index in range(len(grid.rows)))
    return TableReading(layout=layout, rows=rows, problems=tuple(_of_table(grid, layout, rows)))


def _of_table(grid: Grid, layout: Layout, rows: Sequence[RowReading]) -> list[Problem]:
    found = []
    if not layout.header_rows:
        found.append(_problem(say("没有找到表头，各列是按内容猜的，请逐列核对。"), is_error=False))
    found += [
        _problem(say("还没有指定哪一列是{field}。", field=field.label))
        for field in NEEDED
        if layout.column_of(field) is None
    ]
    items = sum(row.kind is RowKind.ITEM for row in rows)
    if not items:
        found.append(_problem(say("没有读出任何事项。")))
    if items > MOST_ITEMS:
        found.append(_problem(say("一年的目录最多 {most} 项，请分开导入。", most=MOST_ITEMS)))
    general = [note for note in grid.notes if note.row is None]
    return found + [_problem(note.kind.label, is_error=False) for note in general]


def _problem(message: Text, *, is_error: bool = True) -> Problem:
    return Problem(message=message, is_error=is_error)


class _TableReader:
    """Goes down the rows, remembering groups, headings, numbers and titles."""

    def __init__(
        self,
        grid: Grid,
        layout: Layout,
        context: ImportContext,
        corrections: Mapping[int, RowCorrection],
    ) -> None:
        self.grid, self.layout, self.context = grid, layout, context
        self.corrections = corrections
        self.units = Units(context.units)
        self.groups = Groups()
        self.category: Category | None = None  # by the last heading that named one
        self.first_with: dict[object, int] = {}
        self.items = 0

    def row(self, index: int) -> RowReading:
        """Return one row as it was understood."""
        kind = self._kind(index)
        if kind is RowKind.ITEM:
            return self._item(index)
        words = " ".join(dict.fromkeys(filter(None, self.grid.rows[index])))
        if kind is RowKind.HEADING:
            self.category = read_category(HEADING_NUMBER.sub("", words)) or self.category
        return RowReading(number=index + 1, kind=kind, words=words)

    def _kind(self, index: int) -> RowKind:
        row = self.grid.rows[index]
        cells = {cell for cell in row if cell}
        if index in self.layout.header_rows:
            return RowKind.HEADER
        if not cells:
            return RowKind.EMPTY
        if self.layout.header_rows and index < self.layout.header_rows[0]:
            return RowKind.REMARK
        if is_repeated_header(row, self.layout):
            return RowKind.REPEATED_HEADER
        return self._kind_of_single(row) if len(cells) == 1 else RowKind.ITEM

    def _kind_of_single(self, row: Sequence[str]) -> RowKind:
        """Return what a row is that says one thing only, perhaps across merged cells."""
        places = [place for place, cell in enumerate(row) if cell]
        if comparable(row[places[0]]).startswith(REMARK_STARTS):
            return RowKind.REMARK
        title = self.layout.column_of(ColumnField.TITLE)
        return RowKind.ITEM if places == [title] and title != 0 else RowKind.HEADING

    def _item(self, index: int) -> RowReading:
        number = index + 1
        self.items += 1
        if self.items > MOST_ITEMS:  # the table is refused as a whole
            return RowReading(number=number, kind=RowKind.ITEM)
        correction = self.corrections.get(number, UNCORRECTED)
        texts = self._texts(index) | dict(correction.texts)
        group, odd = self.groups.on_row(texts.get(ColumnField.GROUP, ""), number)
        reader = RowReader(texts, self.context, self.units)
        reader.problems += [*odd, *damage_in(texts, self._extra(index), self.layout)]
        reader.problems += self._of_cells(index, correction)
        reader.read(self.category, self.context.category)
        if correction.is_included:
            reader.problems += self._doubles(reader, number)
        draft = reader.draft()
        return RowReading(
            number=number,
            kind=RowKind.ITEM,
            words=group,
            texts=texts,
            problems=tuple(reader.problems),
            draft=draft,
            is_included=correction.is_included,
            is_corrected=bool(correction.texts),
            suggestions=tuple(dict.fromkeys(reader.suggestions)),
        )

    def _texts(self, index: int) -> dict[ColumnField, str]:
        row = self.grid.rows[index]
        return {
            column.field: row[place] if place < len(row) else ""
            for place, column in enumerate(self.layout.columns)
            if column.field is not ColumnField.IGNORED
        }

    def _extra(self, index: int) -> int:
        """Return how many cells stand beyond the last column that has a header."""
        headers = [place for place, column in enumerate(self.layout.columns) if column.header]
        beyond = self.grid.rows[index][max(headers) + 1 :] if headers else ()
        return sum(bool(cell) for cell in beyond)

    def _of_cells(self, index: int, correction: RowCorrection) -> list[Problem]:
        """Return what was noticed about the row's cells when the file was opened."""
        found = []
        for place, column in enumerate(self.layout.columns):
            if column.field is ColumnField.IGNORED or column.field in correction.texts:
                continue
            if (index, place) in self.grid.filled:
                message = say("取自合并的单元格，请核对。")
                found.append(Problem(message=message, field=column.field, is_error=False))
        for note in self.grid.notes:
            if note.row == index and note.column is not None:
                field = self.layout.columns[note.column].field
                is_error = note.kind is CellNoteKind.FORMULA_ERROR
                found.append(Problem(message=note.kind.label, field=field, is_error=is_error))
        return found

    def _doubles(self, reader: RowReader, number: int) -> list[Problem]:
        """Return whether the number or the title is taken, above or in the catalogue."""
        found = []
        seq, title = reader.values["seq"], comparable(reader.values["title"]).replace(" ", "")
        for field, key, is_taken in (
            (ColumnField.SEQ, seq, seq in self.context.seqs),
            (ColumnField.TITLE, title, title in self.context.titles),
        ):
            if key in (None, ""):
                continue
            if is_taken:
                found.append(Problem(message=say("目录里已经有了。"), field=field))
            first = self.first_with.setdefault((field, key), number)
            if first != number:
                message = say("和第 {row} 行重复。", row=first)
                found.append(Problem(message=message, field=field))
        return found
