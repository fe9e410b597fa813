"""Finds the header of a table, over one row or two, or guesses columns by what stands in them."""

from collections.abc import Sequence

from backend.kernel.documents.schemas import Grid
from backend.kernel.errors import Invalid
from backend.kernel.importing.enums import Certainty
from backend.kernel.importing.schemas import ColumnReading, Layout, LayoutDraft, M
from backend.kernel.importing.vocabulary import Look, Vocabulary
from backend.kernel.language import say

SEARCHED = 60  # rows in which a header may stand
LEAST_SURE = 2  # a row that surely names fewer columns needs more that it may name
SAMPLED = 40  # rows by which a column without a header is judged
LEAST_SHARE = 0.6  # of a column's cells
SHOWN = 3  # samples
LEAST_ALIKE = 0.8  # share of the header's fields that a repetition names again

Row = Sequence[str]


def recognise(grid: Grid, words: Vocabulary[M]) -> Layout[M]:
    """Return how the table seems to be laid out; guesses are marked as such."""
    for number, row in enumerate(grid.rows[:SEARCHED]):
        if is_header(row, words):
            return layout_below(grid, number, words)
    return Layout(columns=_guessed(grid, words))


def layout_below(grid: Grid, number: int, words: Vocabulary[M]) -> Layout[M]:
    """Return the layout that a row makes when it is taken for the header (counted from 0)."""
    row = grid.rows[number]
    below = grid.rows[number + 1] if number + 1 < len(grid.rows) else ()
    headers = _combined(_padded(row, grid.width), _padded(below, grid.width), words)
    rows = (number,) if headers == _padded(row, grid.width) else (number, number + 1)
    columns = _columns(grid, headers, rows[-1] + 1, words)
    return Layout(header_rows=rows, columns=columns)


def most_recognised(grids: Sequence[Grid], words: Vocabulary[M]) -> int:
    """Return which sheet names most columns, the first of equals."""
    named = [
        sum(column.field is not words.ignored for column in recognise(grid, words).columns)
        for grid in grids
    ]
    return named.index(max(named))


def laid_out_anew(
    before: Layout[M], grid: Grid, draft: LayoutDraft[M], words: Vocabulary[M]
) -> Layout[M]:
    """Return the layout the clerk asks for; raise Invalid for a header row that is not there.

    Another header row is recognised afresh; the same one keeps the clerk's choice of columns.
    """
    first = before.header_rows[0] + 1 if before.header_rows else None
    if draft.header_row == first:
        return _with_fields(before, draft.columns)
    if draft.header_row is None:
        return recognise(grid, words).model_copy(update={"header_rows": ()})
    if draft.header_row > len(grid.rows):
        raise Invalid(fields={"header_row": say("表格没有这么多行。")})
    return layout_below(grid, draft.header_row - 1, words)


def is_header(row: Row, words: Vocabulary[M]) -> bool:
    """Whether a row names several kinds of columns, and little else."""
    if not any(map(words.is_sure, row)):
        return False
    found = [words.field_of(cell) for cell in dict.fromkeys(row) if cell]
    named = {field: certainty for field, certainty in found if field is not words.ignored}
    sure = [
        field
        for field, certainty in named.items()
        if certainty is Certainty.SURE and field not in words.minor
    ]
    is_named = len(sure) >= LEAST_SURE or (sure and len(named) > LEAST_SURE)
    return bool(is_named) and len(named) * 2 >= len(found)


def is_repeated_header(row: Row, layout: Layout[M], words: Vocabulary[M]) -> bool:
    """Whether a row says the header again, as tables do at the top of each page."""
    if not layout.header_rows or not is_header(row, words):
        return False
    before = {column.field for column in layout.columns} - {words.ignored}
    again = {words.field_of(cell)[0] for cell in row if cell} - {words.ignored}
    return len(before & again) >= LEAST_ALIKE * len(again)


def _with_fields(layout: Layout[M], fields: Sequence[M]) -> Layout[M]:
    columns = [
        column
        if field is column.field
        else column.model_copy(update={"field": field, "certainty": Certainty.CHOSEN})
        for column, field in zip(layout.columns, fields, strict=False)
    ]
    return layout.model_copy(update={"columns": (*columns, *layout.columns[len(columns) :])})


def _padded(row: Row, width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]


def _combined(above: list[str], below: list[str], words: Vocabulary[M]) -> list[str]:
    """Return the headers, the finer ones where a second row divides a column of the first."""
    finer = [
        bool(low) and low != high and words.field_of(low)[1] is Certainty.SURE
        for high, low in zip(above, below, strict=True)
    ]
    is_second_header = sum(finer) >= LEAST_SURE and all(
        is_finer or low in ("", high)
        for is_finer, high, low in zip(finer, above, below, strict=True)
    )
    if not is_second_header:
        return above
    return [
        low if is_finer else high for is_finer, high, low in zip(finer, above, below, strict=True)
    ]


def _columns(
    grid: Grid, headers: list[str], first: int, words: Vocabulary[M]
) -> tuple[ColumnReading[M], ...]:
    columns: list[ColumnReading[M]] = []
    taken: set[M] = set()
    for place, header in enumerate(headers):
        field, certainty = words.field_of(header)
        if field in taken:
            field, certainty = words.ignored, Certainty.UNKNOWN
        if field is not words.ignored:
            taken.add(field)
        samples = _samples(grid, place, first)
        columns.append(
            ColumnReading(header=header, field=field, certainty=certainty, samples=samples)
        )
    return tuple(columns)


def _samples(grid: Grid, place: int, first: int) -> tuple[str, ...]:
    cells = (row[place] for row in grid.rows[first:] if place < len(row) and row[place])
    return tuple(dict.fromkeys(cell for _, cell in zip(range(SHOWN), cells, strict=False)))


def _guessed(grid: Grid, words: Vocabulary[M]) -> tuple[ColumnReading[M], ...]:
    """Return each column's likeliest meaning by its cells, each meaning once."""
    fields: dict[int, M] = {}
    left = set(range(grid.width))
    for field, is_like in words.looks:
        shares = {place: _share(grid, place, is_like) for place in left}
        best = max(shares, key=lambda place: shares[place], default=None)
        if best is not None and shares[best] >= LEAST_SHARE:
            fields[best] = field
            left.remove(best)
    longest = max(left, key=lambda place: _length(grid, place), default=None)
    if longest is not None and _length(grid, longest) > 0:
        fields[longest] = words.main
    return tuple(
        ColumnReading(
            field=fields.get(place, words.ignored),
            certainty=Certainty.GUESSED if place in fields else Certainty.UNKNOWN,
            samples=_samples(grid, place, 0),
        )
        for place in range(grid.width)
    )


def _share(grid: Grid, place: int, is_like: Look) -> float:
    cells = [row[place] for row in grid.rows[:SAMPLED] if place < len(row) and row[place]]
    return sum(map(is_like, cells)) / len(cells) if cells else 0.0


def _length(grid: Grid, place: int) -> int:
    return sum(len(row[place]) for row in grid.rows[:SAMPLED] if place < len(row))
