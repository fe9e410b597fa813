"""Reads a whole table: which rows are decisions, what each says, what contradicts another."""

from collections.abc import Mapping, Sequence

from backend.decisions.enums import Category
from backend.decisions.enums.imports import ColumnField
from backend.decisions.importing.cells import HEADING_NUMBER, read_category
from backend.decisions.importing.damage import Groups, damage_in
from backend.decisions.importing.headers import WORDS
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
from backend.kernel.documents.schemas import Grid
from backend.kernel.importing import rows as seen
from backend.kernel.importing.enums import RowKind
from backend.kernel.language import Text, say
from backend.kernel.text.normalise import comparable

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
    found = seen.of_the_table(grid, layout, NEEDED)
    items = sum(row.kind is RowKind.ITEM for row in rows)
    if not items:
        found.append(_problem(say("没有读出任何事项。")))
    if items > MOST_ITEMS:
        found.append(_problem(say("一年的目录最多 {most} 项，请分开导入。", most=MOST_ITEMS)))
    return found


def _problem(message: Text) -> Problem:
    return Problem(message=message)


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
        kind = seen.kind_of(self.grid, self.layout, index, WORDS)
        if kind is RowKind.ITEM:
            return self._item(index)
        words = seen.words_in(self.grid.rows[index])
        if kind is RowKind.HEADING:
            self.category = read_category(HEADING_NUMBER.sub("", words)) or self.category
        return RowReading(number=index + 1, kind=kind, words=words)

    def _item(self, index: int) -> RowReading:
        number = index + 1
        self.items += 1
        if self.items > MOST_ITEMS:  # the table is refused as a whole
            return RowReading(number=number, kind=RowKind.ITEM)
        correction = self.corrections.get(number, UNCORRECTED)
        texts = self._texts(index) | dict(correction.texts)
        group, odd = self.groups.on_row(texts.get(ColumnField.GROUP, ""), number)
        reader = RowReader(texts, self.context, self.units)
        reader.problems += [*odd, *self._damage(index, texts), *self._noticed(index, correction)]
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
        return seen.texts_in(self.grid.rows[index], self.layout, WORDS)

    def _damage(self, index: int, texts: Mapping[ColumnField, str]) -> list[Problem]:
        beyond = seen.cells_beyond(self.grid.rows[index], self.layout)
        return damage_in(texts, beyond, self.layout)

    def _noticed(self, index: int, correction: RowCorrection) -> list[Problem]:
        return seen.noticed(
            self.grid,
            self.layout,
            index,
            corrected=correction.texts,
            ignored=ColumnField.IGNORED,
        )

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
