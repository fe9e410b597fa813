"""Reads of imports: the list, and one with its table read afresh against today's units."""

import asyncio
from typing import Any

from pydantic import TypeAdapter

from backend.decisions.enums import CatalogueState, Category
from backend.decisions.importing.reading import read_table
from backend.decisions.schemas.imports import (
    ImportContext,
    ImportForDesk,
    ImportLine,
    Layout,
    RowCorrection,
    UnitName,
)
from backend.kernel.database import rows
from backend.kernel.documents.schemas import Grid
from backend.kernel.errors import Conflict, NotFound
from backend.kernel.language import say
from backend.kernel.text.normalise import comparable

GRIDS = TypeAdapter(tuple[Grid, ...])
CORRECTIONS = TypeAdapter(dict[int, RowCorrection])
LINES = """
SELECT i.id, i.year, i.file_name, i.state, i.created_at, s.name AS created_by
FROM catalogue_import i JOIN staff s ON s.id = i.created_by
WHERE i.state <> 'discarded' ORDER BY i.id DESC LIMIT 30
"""
ONE = """
SELECT i.*, s.name AS created_by FROM catalogue_import i JOIN staff s ON s.id = i.created_by
WHERE i.id = {}
"""
UNITS = "SELECT code, name FROM unit WHERE is_active ORDER BY position, id"
PRESENT = """
SELECT d.title, d.seq, d.is_public FROM decision d JOIN catalogue c ON c.id = d.catalogue
WHERE c.year = {}
"""
STATE = "SELECT state FROM catalogue WHERE year = {}"


async def list_imports() -> tuple[ImportLine, ...]:
    """Return the latest imports, newest first, without those given up."""
    return tuple(ImportLine(**row) for row in await rows(LINES))


async def get_import(import_id: int) -> ImportForDesk:
    """Return an import with its table as it is understood now; raise NotFound."""
    found = await rows(ONE, import_id)
    if not found:
        raise NotFound
    return await read_import(found[0])


async def read_import(row: dict[str, Any]) -> ImportForDesk:
    """Return the import of a row of its table, read against the units and the year of now."""
    grids = GRIDS.validate_json(row["sheets"])
    layout = Layout.model_validate_json(row["layout"])
    corrections = CORRECTIONS.validate_json(row["corrections"])
    context = await _context(row["year"], row["category"])
    grid = grids[row["sheet"]] if grids else Grid()
    reading = await asyncio.to_thread(read_table, grid, layout, context, corrections)
    return ImportForDesk(
        **{name: row[name] for name in (*ImportLine.model_fields, "revision", "sheet")},
        category=context.category,
        sheets=tuple(grid.name for grid in grids),
        reading=reading,
        corrections=corrections,
        units=context.units,
        is_year_new=not await rows(STATE, row["year"]),
    )


async def require_draft_year(year: int) -> None:
    """Raise Conflict unless the year's catalogue is a draft, or not begun."""
    found = await rows(STATE, year)
    if found and found[0]["state"] != CatalogueState.DRAFT.value:
        raise Conflict(say("{year} 年的目录已经提交或公布，不能再导入。", year=year))


async def _context(year: int, category: int | None) -> ImportContext:
    present = await rows(PRESENT, year)
    return ImportContext(
        year=year,
        category=Category(category) if category else None,
        units=tuple(UnitName(**row) for row in await rows(UNITS)),
        titles=frozenset(comparable(row["title"]).replace(" ", "") for row in present),
        seqs=frozenset(row["seq"] for row in present if row["is_public"]),
    )
