import asyncpg
import pytest

from backend.journal import operations, queries
from backend.journal.schemas import SYSTEM, Subject
from backend.journal.tables import JournalEntry
from backend.kernel.database import transaction

pytestmark = pytest.mark.anyio
SUBJECT = Subject(
    kind="decision", id="QZ-2025-01", title="停车管理办法", path="/decisions/QZ-2025-01"
)


async def test_an_entry_is_written_with_the_hash_of_its_payload(db):
    payload = {"b": 1, "a": "甲"}
    await operations.record(SYSTEM, "decision.publish", SUBJECT, payload=payload, is_public=True)
    entry = (await JournalEntry.select())[0]
    assert entry["payload"] == '{"a":"甲","b":1}'
    assert len(entry["payload_sha256"]) == 64


async def test_only_public_entries_are_read_by_the_public(db):
    await operations.record(SYSTEM, "decision.publish", SUBJECT, is_public=True)
    await operations.record(SYSTEM, "staff.sign_in", SUBJECT)
    page = await queries.list_public_entries()
    assert [entry.action for entry in page.items] == ["decision.publish"]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal_entry SET reason = 'x'",
        "DELETE FROM journal_entry",
        "TRUNCATE journal_entry",
    ],
)
async def test_the_database_refuses_to_change_the_journal(db, sql):
    await operations.record(SYSTEM, "decision.publish", SUBJECT)
    with pytest.raises(asyncpg.RestrictViolationError):
        async with transaction():
            await JournalEntry.raw(sql)
    assert await JournalEntry.count() == 1


async def test_recording_outside_a_transaction_is_refused(app):
    with pytest.raises(RuntimeError):
        await operations.record(SYSTEM, "decision.publish", SUBJECT)


async def test_the_public_page_shows_entries(db, client):
    await operations.record(SYSTEM, "decision.publish", SUBJECT, is_public=True)
    answer = await client.get("/journal")
    assert answer.status_code == 200
    assert "停车管理办法" in answer.text
