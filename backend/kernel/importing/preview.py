"""Which rows of a reading a page shows."""

from collections.abc import Sequence
from math import ceil

from backend.kernel.errors import NotFound
from backend.kernel.importing.enums import RowKind
from backend.kernel.importing.schemas import ImportView, M, Row, TableReading

ROWS_A_PAGE = 50


def rows_shown(reading: TableReading[M, Row], view: ImportView) -> tuple[tuple[Row, ...], int]:
    """Return the rows of the page asked for, the last one if there are fewer, and the pages."""
    chosen: Sequence[Row] = reading.faulty if view.only == "faulty" else reading.items
    pages = max(1, ceil(len(chosen) / ROWS_A_PAGE))
    start = (min(view.page, pages) - 1) * ROWS_A_PAGE
    return tuple(chosen[start : start + ROWS_A_PAGE]), pages


def item_of(reading: TableReading[M, Row], number: int) -> Row:
    """Return the row of this number (counted from 1); raise NotFound unless it is an item."""
    found = [row for row in reading.rows if row.number == number]
    if not found or found[0].kind is not RowKind.ITEM:
        raise NotFound
    return found[0]
