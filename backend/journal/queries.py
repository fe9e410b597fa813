"""Reads of the journal."""

from collections.abc import Sequence

from piccolo.querystring import QueryString

from backend.journal.schemas import JournalFilter, JournalForStaff, JournalPublic
from backend.journal.tables import JournalCheck, JournalEntry
from backend.kernel.health import Figure
from backend.kernel.paging import Page, read_cursor, write_cursor

PAGE_SIZE = 50  # entries


async def list_public_entries(
    cursor: str = "", *, size: int = PAGE_SIZE, without: Sequence[str] = ()
) -> Page[JournalPublic]:
    """Return public entries, newest first, but those about subjects of some kinds.

    Raises Invalid for a cursor that is not ours.
    """
    query = JournalEntry.select(
        *[getattr(JournalEntry, name) for name in JournalPublic.model_fields]
    )
    query = query.where(JournalEntry.is_public.eq(True))  # noqa: FBT003 - a column's value
    if without:
        query = query.where(JournalEntry.subject_kind.not_in(list(without)))
    if cursor:
        query = query.where(JournalEntry.id < read_cursor(cursor, int)[0])
    found = await query.order_by(JournalEntry.id, ascending=False).limit(size + 1)
    entries = tuple(JournalPublic(**row) for row in found[:size])
    more = write_cursor(entries[-1].id) if len(found) > size else None
    return Page(items=entries, next=more)


async def list_public_acts(actions: Sequence[str], *, size: int) -> tuple[JournalPublic, ...]:
    """Return the newest public entries of these kinds of acts; none when no kind is named."""
    if not actions:
        return ()
    query = JournalEntry.select(
        *[getattr(JournalEntry, name) for name in JournalPublic.model_fields]
    ).where(JournalEntry.is_public.eq(True), JournalEntry.action.is_in(list(actions)))  # noqa: FBT003
    found = await query.order_by(JournalEntry.id, ascending=False).limit(size)
    return tuple(JournalPublic(**row) for row in found)


async def list_entries(
    wanted: JournalFilter, cursor: str = "", *, size: int = PAGE_SIZE
) -> Page[JournalForStaff]:
    """Return entries, public or not, newest first; raise Invalid for a cursor that is not ours."""
    query = JournalEntry.select(
        *[getattr(JournalEntry, name) for name in JournalForStaff.model_fields]
    )
    if wanted.subject:
        query = query.where(JournalEntry.subject_id == wanted.subject)
    if wanted.actor:
        query = query.where(QueryString("starts_with(actor_name, {})", wanted.actor))
    if wanted.action:
        query = query.where(JournalEntry.action == wanted.action)
    if cursor:
        query = query.where(JournalEntry.id < read_cursor(cursor, int)[0])
    found = await query.order_by(JournalEntry.id, ascending=False).limit(size + 1)
    entries = tuple(JournalForStaff(**row) for row in found[:size])
    more = write_cursor(entries[-1].id) if len(found) > size else None
    return Page(items=entries, next=more)


async def list_entries_of(
    subjects: Sequence[str], *, size: int = PAGE_SIZE
) -> tuple[JournalForStaff, ...]:
    """Return the newest entries about one thing under all the names it has had."""
    if not subjects:
        return ()
    query = JournalEntry.select(
        *[getattr(JournalEntry, name) for name in JournalForStaff.model_fields]
    ).where(JournalEntry.subject_id.is_in(list(subjects)))
    found = await query.order_by(JournalEntry.id, ascending=False).limit(size)
    return tuple(JournalForStaff(**row) for row in found)


async def find_latest(action: str, subject_id: str) -> JournalForStaff | None:
    """Return the newest entry of one kind of act about one thing, or None."""
    query = JournalEntry.select(
        *[getattr(JournalEntry, name) for name in JournalForStaff.model_fields]
    ).where((JournalEntry.action == action) & (JournalEntry.subject_id == subject_id))
    found = await query.order_by(JournalEntry.id, ascending=False).first()
    return JournalForStaff(**found) if found else None


async def figures() -> list[Figure]:
    """Return what the last check of the hashes found, and when; nothing before the first."""
    latest = await JournalCheck.select().order_by(JournalCheck.id, ascending=False).first()
    if latest is None:
        return []
    wrong = "Journal entries whose payload no longer matches its hash."
    when = "When the journal's hashes were last checked."
    return [
        Figure("huiyin_journal_mismatches", wrong, latest["mismatches"]),
        Figure("huiyin_journal_checked_seconds", when, latest["checked_at"].timestamp()),
    ]
