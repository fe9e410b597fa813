import re

import pytest
from litestar.status_codes import HTTP_503_SERVICE_UNAVAILABLE

from backend.journal.jobs import check_integrity
from backend.kernel.database import rows, transaction

pytestmark = pytest.mark.anyio


def figure(text: str, name: str, *labels: str) -> float:
    """Return a metric's value, the labels in whatever order."""
    for line in text.splitlines():
        found = re.fullmatch(r"(\w+)(?:\{(.*)\})? (\S+)", line)
        if found and found[1] == name and all(label in (found[2] or "") for label in labels):
            return float(found[3])
    raise AssertionError(f"{name} {labels} is not in:\n{text}")


async def test_the_process_says_it_lives(client):
    answer = await client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert answer.headers["cache-control"] == "no-store"


async def test_it_is_ready_when_database_and_schema_are(client):
    answer = await client.get("/readyz")
    assert answer.status_code == 200
    assert "migrations: ok" in answer.text
    assert answer.headers["cache-control"] == "no-store"


async def test_it_is_not_ready_while_a_migration_is_missing(client, committed):
    last = await rows(
        "DELETE FROM migration WHERE id = (SELECT max(id) FROM migration) RETURNING *"
    )
    try:
        answer = await client.get("/readyz")
        assert answer.status_code == HTTP_503_SERVICE_UNAVAILABLE
        assert "migrations: failed" in answer.text
    finally:
        await rows(
            "INSERT INTO migration (name, app_name, ran_on) VALUES ({}, {}, {})",
            *(last[0][column] for column in ("name", "app_name", "ran_on")),
        )


async def test_requests_are_counted_by_route_and_status(client, db):
    async def counted() -> float:
        text = (await client.get("/metrics")).text
        labels = ('route="/journal"', 'status="200"', 'method="GET"')
        return figure(text, "huiyin_requests_total", *labels)

    await client.get("/journal?after=")
    before = await counted()
    await client.get("/journal")
    assert await counted() == before + 1


async def test_metrics_tell_time_pool_memory_and_jobs(client, db):
    await client.get("/journal")
    answer = await client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert figure(answer.text, "huiyin_request_seconds_count", 'route="/journal"') >= 1
    assert figure(answer.text, "huiyin_pool_connections", 'state="used"') >= 0
    assert figure(answer.text, "huiyin_kept_pages") >= 0
    assert figure(answer.text, "huiyin_jobs", 'state="waiting"') == 0


async def test_metrics_tell_of_a_journal_that_was_tampered_with(client, committed):
    async with transaction():
        await rows("SET LOCAL session_replication_role = replica")
        await rows(
            "INSERT INTO journal_entry (actor_kind, action, subject_kind, subject_id, payload,"
            " payload_sha256) VALUES ('system', 'x', 'x', 'x', 'changed', repeat('0', 64))"
        )
    await check_integrity({})
    text = (await client.get("/metrics")).text
    assert figure(text, "huiyin_journal_mismatches") == 1
    assert figure(text, "huiyin_journal_checked_seconds") > 1_700_000_000
