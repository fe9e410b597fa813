"""What the forms about an import start with."""

from typing import Any

from backend.decisions.importing.corrections import shown_texts
from backend.decisions.schemas.imports import ImportForDesk, RowReading


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
