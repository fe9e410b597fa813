"""Reads of the journal."""

import asyncio
from collections.abc import Sequence

from piccolo.querystring import QueryString

from backend.journal.schemas import JournalFilter, JournalForStaff, JournalPublic
from backend.journal.tables import JournalCheck, JournalEntry
from backend.kernel.database import rows
from backend.kernel.health import Figure
from backend.kernel.paging import Page, read_cursor, write_cursor

PAGE_SIZE = 50  # entries
LOOK_EVERY = 0.05  # seconds, while transactions that may hold a lower number end
PATIENCE = 20.0  # seconds, for that
FIELDS = ", ".join(JournalPublic.model_fields)
SHOWN = f"SELECT {FIELDS} FROM journal_entry WHERE is_public"  # noqa: S608 - names of ours
BETWEEN = SHOWN + " AND id > {} AND id <= {} AND subject_kind = ANY({}) ORDER BY id"
ABOUT = f"""
{SHOWN} AND (subject_kind, subject_id) IN (SELECT * FROM unnest({{}}::text[], {{}}::text[]))
AND ({{}}::text[] IS NULL OR action = ANY({{}})) AND action <> ALL({{}}) ORDER BY id DESC LIMIT {{}}
"""  # noqa: S608 - names of ours
NEWEST = """
SELECT coalesce(max(id), 0)::bigint AS id FROM journal_entry
WHERE is_public AND subject_kind = ANY({})
"""
# Who writes has this lock before drawing a number, and keeps it until the entry can be seen.
WRITING = """
SELECT virtualtransaction AS writer FROM pg_locks
WHERE locktype = 'relation' AND relation = 'journal_entry'::regclass AND granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND mode = 'RowExclusiveLock' AND pid IS DISTINCT FROM pg_backend_pid()
"""


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


async def find_settled(kinds: Sequence[str], *, patience: float = PATIENCE) -> int | None:
    """Return the highest number of a public entry about these kinds, once no lower one can come.

    Numbers are drawn before the commit: a later act may be seen first. So whoever was writing when
    the highest number was read is waited for; None when one of them takes longer than `patience`.
    """
    newest: int = (await rows(NEWEST, list(kinds)))[0]["id"]
    waited_for = await _writers()
    until = asyncio.get_running_loop().time() + patience
    while waited_for:
        if asyncio.get_running_loop().time() > until:
            return None
        await asyncio.sleep(LOOK_EVERY)
        waited_for &= await _writers()
    return newest


async def _writers() -> set[str]:
    return {row["writer"] for row in await rows(WRITING)}


async def list_public_between(
    after: int, until: int, kinds: Sequence[str]
) -> tuple[JournalPublic, ...]:
    """Return the public entries about these kinds with numbers in (after, until], oldest first."""
    return tuple(JournalPublic(**row) for row in await rows(BETWEEN, after, until, list(kinds)))


async def list_public_about(
    subjects: Sequence[tuple[str, str]],
    *,
    acts: Sequence[str] | None = None,
    without: Sequence[str] = (),
    size: int = PAGE_SIZE,
) -> tuple[JournalPublic, ...]:
    """Return the newest public entries about subjects, each a kind and an id; of some acts only."""
    kinds, ids = [kind for kind, _ in subjects], [number for _, number in subjects]
    wanted = list(acts) if acts is not None else None
    found = await rows(ABOUT, kinds, ids, wanted, wanted, list(without), size)
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
