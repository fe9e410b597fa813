"""Reads of the journal."""

from backend.journal.schemas import JournalPublic
from backend.journal.tables import JournalEntry
from backend.kernel.paging import Page, read_cursor, write_cursor

PAGE_SIZE = 50  # entries


async def list_public_entries(cursor: str = "", *, size: int = PAGE_SIZE) -> Page[JournalPublic]:
    """Return public entries, newest first; raise Invalid for a cursor that is not ours."""
    query = JournalEntry.select(
        *[getattr(JournalEntry, name) for name in JournalPublic.model_fields]
    )
    query = query.where(JournalEntry.is_public.eq(True))  # noqa: FBT003 - a column's value
    if cursor:
        query = query.where(JournalEntry.id < read_cursor(cursor, int)[0])
    found = await query.order_by(JournalEntry.id, ascending=False).limit(size + 1)
    entries = tuple(JournalPublic(**row) for row in found[:size])
    more = write_cursor(entries[-1].id) if len(found) > size else None
    return Page(items=entries, next=more)
