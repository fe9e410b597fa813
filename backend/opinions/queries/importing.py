"""Reads of imports: the list, and one with its table read afresh against the ledger of now."""

import asyncio
from datetime import datetime
from typing import Any

from backend.kernel.database import rows
from backend.kernel.errors import NotFound
from backend.kernel.importing.enums import ImportState
from backend.kernel.sealing import unseal
from backend.opinions.enums import AgeBand, Channel, SubmitterKind
from backend.opinions.importing.context import ImportContext, Present, Town
from backend.opinions.importing.reading import read_table
from backend.opinions.queries.entering import current_passages
from backend.opinions.rules import purposes
from backend.opinions.rules.entering import sees_import
from backend.opinions.rules.names import said_by
from backend.opinions.rules.windows import Window
from backend.opinions.schemas.importing import (
    CodeLine,
    ColumnField,
    ImportContent,
    ImportForDesk,
    ImportLine,
)
from backend.organisation.queries.units import list_towns
from backend.organisation.schemas import StaffMember

SEEN = """
SELECT i.*, s.name AS created_by_name,
       (SELECT count(*) FROM opinion_imported r WHERE r.source = i.id) AS opinions
FROM opinion_import i JOIN staff s ON s.id = i.created_by
"""
WINDOW = "SELECT opens_at, closes_at, concluded_at FROM opinion_subject WHERE id = {}"
# Withheld ones have no words to compare with; a moderator sees who repeats them.
PRESENT = """
SELECT id, text, name_sealed FROM opinion
WHERE subject = {} AND state <> 'withdrawn' AND text IS NOT NULL
  AND regexp_replace(text, '\\s', '', 'g') = ANY({}::text[])
"""
CODES = """
SELECT r.line, o.id AS number, o.receipt_code AS code, o.received_at, o.channel,
       o.submitter_kind, o.organisation_name, o.name_masked, o.age_band
FROM opinion_imported r JOIN opinion o ON o.id = r.opinion WHERE r.source = {} ORDER BY r.line
"""


async def list_imports(subject_id: int, staff: StaffMember) -> tuple[ImportLine, ...]:
    """Return the latest imports this person may see, newest first, without those given up."""
    sql = SEEN + "WHERE i.subject = {} AND i.state <> 'discarded' ORDER BY i.id DESC LIMIT 100"
    found = await rows(sql, subject_id)
    return tuple(ImportLine(**_line(row)) for row in found if sees_import(staff, row["created_by"]))


async def get_import(
    subject_id: int, import_id: int, staff: StaffMember, *, now: datetime
) -> ImportForDesk:
    """Return an import with its table as it is understood now; raise NotFound, also to others."""
    found = await rows(SEEN + "WHERE i.subject = {} AND i.id = {}", subject_id, import_id)
    if not found or not sees_import(staff, found[0]["created_by"]):
        raise NotFound
    return await read_import(found[0], now=now)


async def read_import(row: dict[str, Any], *, now: datetime) -> ImportForDesk:
    """Return the import of a row of its table; a closed one has forgotten what it held."""
    line = {**_line(row), **_fallbacks(row), "revision": row["revision"]}
    if row["state"] != ImportState.OPEN.value:
        return ImportForDesk(**line)
    content = content_of(row)
    context = await _context(row, content, now)
    reading = await asyncio.to_thread(
        read_table, content.grid, content.layout, context, content.corrections
    )
    return ImportForDesk(
        **line,
        sheet=content.sheet,
        sheets=tuple(grid.name for grid in content.sheets),
        reading=reading,
        corrections=content.corrections,
    )


def content_of(row: dict[str, Any]) -> ImportContent:
    """Return what an open import holds."""
    opened = unseal(row["content_sealed"], purpose=purposes.IMPORT)
    return ImportContent.model_validate_json(opened)


async def codes_of(import_id: int) -> tuple[CodeLine, ...]:
    """Return which code each row got, in the table's order; whose is told masked."""
    return tuple(_code(row) for row in await rows(CODES, import_id))


def _line(row: dict[str, Any]) -> dict[str, Any]:
    names = ("id", "subject", "file_name", "created_at", "opinions")
    return {
        **{name: row[name] for name in names},
        "state": ImportState(row["state"]),
        "created_by": row["created_by_name"],
    }


def _fallbacks(row: dict[str, Any]) -> dict[str, Any]:
    channel = Channel(row["channel"]) if row["channel"] else None
    return {"channel": channel, "received_on": row["received_on"]}


def _code(row: dict[str, Any]) -> CodeLine:
    who = said_by(
        SubmitterKind(row["submitter_kind"]),
        name_masked=row["name_masked"],
        organisation_name=row["organisation_name"],
        age_band=AgeBand(row["age_band"]) if row["age_band"] else None,
    )
    named = {name: row[name] for name in CodeLine.model_fields if name in row}
    return CodeLine(**named, said_by=who)


async def _context(row: dict[str, Any], content: ImportContent, now: datetime) -> ImportContext:
    window = Window(**(await rows(WINDOW, row["subject"]))[0])
    return ImportContext(
        window=window,
        now=now,
        passages=await current_passages(row["subject"]),
        towns=tuple(Town(town.code, town.name) for town in await list_towns()),
        present=await _present(row["subject"], content),
        **_fallbacks(row),
    )


async def _present(subject_id: int, content: ImportContent) -> tuple[Present, ...]:
    """Return what the ledger holds with the very words of some row."""
    place = content.layout.column_of(ColumnField.TEXT)
    texts = [
        correction.texts.get(ColumnField.TEXT, "") for correction in content.corrections.values()
    ]
    if place is not None:
        texts += [row[place] for row in content.grid.rows if place < len(row)]
    wanted = {"".join(text.split()) for text in texts} - {""}
    found = await rows(PRESENT, subject_id, sorted(wanted)) if wanted else []
    return tuple(Present(row["id"], row["text"], _name(row["name_sealed"])) for row in found)


def _name(sealed: str) -> str:
    return unseal(sealed, purpose=purposes.NAME) if sealed else ""
