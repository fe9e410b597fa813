"""Reads a whole table: which rows are opinions, what each says, which seem to be there already."""

from collections.abc import Mapping, Sequence

from backend.kernel.documents.schemas import Grid
from backend.kernel.importing import rows as seen
from backend.kernel.importing.enums import RowKind
from backend.kernel.language import say
from backend.kernel.text.normalise import comparable
from backend.opinions.importing.context import ImportContext, Present
from backend.opinions.importing.headers import WORDS
from backend.opinions.importing.rows import RowReader
from backend.opinions.schemas.importing import (
    UNCORRECTED,
    ColumnField,
    Layout,
    Problem,
    ReadOpinion,
    RowCorrection,
    RowReading,
    TableReading,
)

MOST_ITEMS = 1_000  # all entered in one transaction
NEEDED = (ColumnField.TEXT,)


def read_table(
    grid: Grid,
    layout: Layout,
    context: ImportContext,
    corrections: Mapping[int, RowCorrection] | None = None,
) -> TableReading:
    """Return every row as it was understood, in the light of the clerk's corrections.

    Corrections are by the row's number, counted from 1. Nothing is guessed without a remark, and
    what seems to be there twice is only remarked: the same words can be two people's.
    """
    reader = _TableReader(grid, layout, context, corrections or {})
    rows = tuple(reader.row(index) for index in range(len(grid.rows)))
    return TableReading(layout=layout, rows=rows, problems=tuple(_of_table(grid, layout, rows)))


def _of_table(grid: Grid, layout: Layout, rows: Sequence[RowReading]) -> list[Problem]:
    found = seen.of_the_table(grid, layout, NEEDED)
    items = sum(row.kind is RowKind.ITEM for row in rows)
    if not items:
        found.append(Problem(message=say("没有读出任何意见。")))
    if items > MOST_ITEMS:
        message = say("一次最多导入 {most} 条，请分成几份。", most=MOST_ITEMS)
        found.append(Problem(message=message))
    return found


class _TableReader:
    """Goes down the rows, remembering what was said by whom."""

    def __init__(
        self,
        grid: Grid,
        layout: Layout,
        context: ImportContext,
        corrections: Mapping[int, RowCorrection],
    ) -> None:
        self.grid, self.layout, self.context = grid, layout, context
        self.corrections = corrections
        self.present: dict[str, list[Present]] = {}
        for one in context.present:
            self.present.setdefault(_same(one.text), []).append(one)
        self.first_with: dict[tuple[str, str], int] = {}
        self.items = 0

    def row(self, index: int) -> RowReading:
        """Return one row as it was understood."""
        kind = seen.kind_of(self.grid, self.layout, index, WORDS)
        if kind is RowKind.ITEM:
            self.items += 1
            if self.items <= MOST_ITEMS:  # else the table is refused as a whole
                return self._item(index)
        words = seen.words_in(self.grid.rows[index])
        return RowReading(number=index + 1, kind=kind, words=words)

    def _item(self, index: int) -> RowReading:
        number, row = index + 1, self.grid.rows[index]
        correction = self.corrections.get(number, UNCORRECTED)
        texts = seen.texts_in(row, self.layout, WORDS) | dict(correction.texts)
        reader = RowReader(texts, self.context)
        reader.problems += self._noticed(index, correction)
        draft = reader.read()
        entered_as = self._entered(draft) if draft and correction.is_included else ()
        if draft and correction.is_included:
            reader.problems += self._doubles(draft, entered_as, number)
        return RowReading(
            number=number,
            kind=RowKind.ITEM,
            texts=texts,
            problems=tuple(reader.problems),
            draft=draft,
            is_included=correction.is_included,
            is_corrected=bool(correction.texts),
            entered_as=entered_as,
        )

    def _noticed(self, index: int, correction: RowCorrection) -> list[Problem]:
        found = seen.noticed(
            self.grid,
            self.layout,
            index,
            corrected=correction.texts,
            ignored=ColumnField.IGNORED,
        )
        if seen.cells_beyond(self.grid.rows[index], self.layout):
            found.append(
                Problem(message=say("比表头多出几格，像是错了列，请核对。"), is_error=False)
            )
        return found

    def _entered(self, draft: ReadOpinion) -> tuple[int, ...]:
        """Return what in the ledger has these words of this person; no name is anybody's."""
        name = _same(draft.opinion.name)
        same = self.present.get(_same(draft.opinion.text), ())
        return tuple(one.number for one in same if not name or _same(one.name) in ("", name))

    def _doubles(
        self, draft: ReadOpinion, entered_as: tuple[int, ...], number: int
    ) -> list[Problem]:
        found = []
        if entered_as:
            message = say("像是已经录入过：第 {number} 号，请核对。", number=entered_as[0])
            found.append(Problem(message=message, field=ColumnField.TEXT, is_error=False))
        key = (_same(draft.opinion.text), _same(draft.opinion.name))
        first = self.first_with.setdefault(key, number)
        if first != number:
            message = say("和第 {row} 行一样，请核对。", row=first)
            found.append(Problem(message=message, field=ColumnField.TEXT, is_error=False))
        return found


def _same(text: str) -> str:
    """Return what all spellings of the same words have in common."""
    return "".join(comparable(text).split())
