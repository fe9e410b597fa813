"""Which rows of a reading a page shows, and what a form about it starts with."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from backend.decisions.importing.corrections import shown_texts
from backend.decisions.schemas.imports import (
    ImportForDesk,
    ImportView,
    RowReading,
    TableReading,
)

ROWS_A_PAGE = 50


def rows_shown(reading: TableReading, view: ImportView) -> tuple[tuple[RowReading, ...], int]:
    """Return the rows of the page asked for, the last one if there are fewer, and the pages."""
    chosen: Sequence[RowReading] = reading.faulty if view.only == "faulty" else reading.items
    pages = max(1, ceil(len(chosen) / ROWS_A_PAGE))
    start = (min(view.page, pages) - 1) * ROWS_A_PAGE
    return tuple(chosen[start : start + ROWS_A_PAGE]), pages


def layout_values(found: ImportForDesk) -> dict[str, Any]:
    """Return what the form about columns starts with."""
    layout = found.reading.layout
    return {
        "year": found.year,
        "category": found.category.value if found.category else "",
        "sheet": found.sheet,
        "header_row": layout.header_rows[0] + 1 if layout.header_rows else "",
        "columns": [column.field.value for column in layout.columns],
    }


def row_values(found: ImportForDesk, row: RowReading) -> dict[str, Any]:
    """Return what the form about a row starts with."""
    texts = shown_texts(row, found.units)
    return {**{field.value: text for field, text in texts.items()}, "is_included": row.is_included}
