import json

import pytest

from backend.journal import operations
from backend.journal.jobs import check_integrity
from backend.journal.schemas import SYSTEM, Subject
from backend.kernel import log
from backend.kernel.database import rows, transaction

pytestmark = pytest.mark.anyio
SUBJECT = Subject(kind="decision", id="QZ-2025-01", title="停车管理办法")


async def record(number: int) -> list[int]:
    return [
        await operations.record(SYSTEM, "decision.publish", SUBJECT, payload={"条": n, "é": "🙂"})
        for n in range(number)
    ]


async def tamper(entry: int) -> None:
    """Change an entry as somebody with the database's own rights could."""
    await rows("SET LOCAL session_replication_role = replica")
    await rows("UPDATE journal_entry SET payload = 'changed' WHERE id = {}", entry)


async def test_an_untouched_journal_matches_also_across_batches(db):
    await record(7)
    check = await operations.check_entries(at_once=3)
    assert (check.entries, check.mismatches) == (7, 0)


async def test_a_changed_entry_is_found_by_number(db):
    entries = await record(5)
    await tamper(entries[3])
    check = await operations.check_entries(at_once=2)
    assert (check.entries, check.mismatched_ids) == (5, (entries[3],))


async def test_a_mismatch_is_an_error_in_the_log(db, capfd):
    log.configure()
    entries = await record(2)
    await tamper(entries[0])
    await check_integrity({})
    said = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [(line["event"], line["level"]) for line in said] == [("journal_mismatch", "error")]
    assert said[0]["mismatched"] == [entries[0]]


async def test_every_run_is_noted(db):
    await operations.check_entries()
    async with transaction():
        assert len(await rows("SELECT * FROM journal_check")) == 1
