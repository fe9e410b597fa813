"""Finds the header of a table, over one row or two, or guesses columns by what stands in them."""

from collections.abc import Callable, Sequence

from backend.decisions.enums.imports import Certainty, ColumnField
from backend.decisions.importing.headers import field_of, is_sure_header
from backend.decisions.importing.months import is_like_a_time
from backend.decisions.importing.procedures import is_like_procedures
from backend.decisions.importing.units import is_like_units
from backend.decisions.schemas.imports import ColumnReading, Layout
from backend.kernel.documents.schemas import Grid

SEARCHED = 60  # rows in which a header may stand
LEAST_SURE = 2  # a row that surely names fewer columns needs more that it may name
SAMPLED = 40  # rows by which a column without a header is judged
LEAST_SHARE = 0.6  # of a column's cells
SHOWN = 3  # samples
LEAST_ALIKE = 0.8  # share of the header's fields that a repetition names again

Row = Sequence[str]


def recognise(grid: Grid) -> Layout:
    """Return how the table seems to be laid out; guesses are marked as such."""
    for number, row in enumerate(grid.rows[:SEARCHED]):
        if is_header(row):
            return layout_below(grid, number)
    return Layout(columns=_guessed(grid))


def layout_below(grid: Grid, number: int) -> Layout:
    """Return the layout that a row makes when it is taken for the header (counted from 0)."""
    row = grid.rows[number]
    below = grid.rows[number + 1] if number + 1 < len(grid.rows) else ()
    headers = _combined(row, below, grid.width)
    rows = (number,) if headers == _padded(row, grid.width) else (number, number + 1)
    return Layout(header_rows=rows, columns=_columns(grid, headers, rows[-1] + 1))


def most_recognised(grids: Sequence[Grid]) -> int:
    """Return which sheet names most columns, the first of equals."""
    named = [
        sum(column.field is not ColumnField.IGNORED for column in recognise(grid).columns)
        for grid in grids
    ]
    return named.index(max(named))


def with_fields(layout: Layout, fields: Sequence[ColumnField]) -> Layout:
    """Return the layout with the clerk's choice of what each column holds."""
    columns = [
        column
        if field is column.field
        else column.model_copy(update={"field": field, "certainty": Certainty.CHOSEN})
        for column, field in zip(layout.columns, fields, strict=False)
    ]
    return layout.model_copy(update={"columns": (*columns, *layout.columns[len(columns) :])})


def is_header(row: Row) -> bool:
    """Whether a row names several kinds of columns, and little else."""
    if not any(map(is_sure_header, row)):
        return False
    found = [field_of(cell) for cell in dict.fromkeys(row) if cell]
    named = {field: certainty for field, certainty in found if field is not ColumnField.IGNORED}
    sure = [
        field
        for field, certainty in named.items()
        if certainty is Certainty.SURE and field.procedure_kind is None
    ]
    is_named = len(sure) >= LEAST_SURE or (sure and len(named) > LEAST_SURE)
    return bool(is_named) and len(named) * 2 >= len(found)


def is_repeated_header(row: Row, layout: Layout) -> bool:
    """Whether a row says the header again, as tables do at the top of each page."""
    if not layout.header_rows or not is_header(row):
        return False
    before = {column.field for column in layout.columns} - {ColumnField.IGNORED}
    again = {field_of(cell)[0] for cell in row if cell} - {ColumnField.IGNORED}
    return len(before & again) >= LEAST_ALIKE * len(again)


def _padded(row: Row, width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]


def _combined(upper: Row, lower: Row, width: int) -> list[str]:
    """Return the headers, the finer ones where a second row divides a column of the first."""
    above, below = _padded(upper, width), _padded(lower, width)
    finer = [
        bool(low) and low != high and field_of(low)[1] is Certainty.SURE
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


def _columns(grid: Grid, headers: list[str], first: int) -> tuple[ColumnReading, ...]:
    columns = []
    taken: set[ColumnField] = set()
    for place, header in enumerate(headers):
        field, certainty = field_of(header)
        if field in taken:
            field, certainty = ColumnField.IGNORED, Certainty.UNKNOWN
        if field is not ColumnField.IGNORED:
            taken.add(field)
        samples = _samples(grid, place, first)
        columns.append(
            ColumnReading(header=header, field=field, certainty=certainty, samples=samples)
        )
    return tuple(columns)


def _samples(grid: Grid, place: int, first: int) -> tuple[str, ...]:
    cells = (row[place] for row in grid.rows[first:] if place < len(row) and row[place])
    return tuple(dict.fromkeys(cell for _, cell in zip(range(SHOWN), cells, strict=False)))


def _guessed(grid: Grid) -> tuple[ColumnReading, ...]:
    """Return each column's likeliest meaning by its cells, each meaning once."""
    columns = [ColumnReading(samples=_samples(grid, place, 0)) for place in range(grid.width)]
    left = set(range(grid.width))
    for field, is_like in _LOOKS:
        shares = {place: _share(grid, place, is_like) for place in left}
        best = max(shares, key=lambda place: shares[place], default=None)
        if best is not None and shares[best] >= LEAST_SHARE:
            columns[best] = _as_guess(columns[best], field)
            left.remove(best)
    longest = max(left, key=lambda place: _length(grid, place), default=None)
    if longest is not None and _length(grid, longest) > 0:
        columns[longest] = _as_guess(columns[longest], ColumnField.TITLE)
    return tuple(columns)


def _as_guess(column: ColumnReading, field: ColumnField) -> ColumnReading:
    return column.model_copy(update={"field": field, "certainty": Certainty.GUESSED})


def _share(grid: Grid, place: int, is_like: Callable[[str], bool]) -> float:
    cells = [row[place] for row in grid.rows[:SAMPLED] if place < len(row) and row[place]]
    return sum(map(is_like, cells)) / len(cells) if cells else 0.0


def _length(grid: Grid, place: int) -> int:
    return sum(len(row[place]) for row in grid.rows[:SAMPLED] if place < len(row))


def _is_like_a_number(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and len(cell) <= 3  # noqa: PLR2004 - 999 matters


_LOOKS: tuple[tuple[ColumnField, Callable[[str], bool]], ...] = (
    (ColumnField.SEQ, _is_like_a_number),
    (ColumnField.PROCEDURE, is_like_procedures),
    (ColumnField.PLANNED, is_like_a_time),
    (ColumnField.LEAD_UNIT, is_like_units),
    (ColumnField.CO_UNITS, is_like_units),
)
