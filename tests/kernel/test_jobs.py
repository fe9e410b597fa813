"""Jobs stand and fall with their transaction, and outlive killed workers and databases."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.queries import Queries

from backend import worker
from backend.kernel import embedded, jobs
from backend.kernel.database import open_connection, rows, transaction
from backend.kernel.embedded import cluster
from backend.kernel.settings import get_settings
from tests.support import probing_worker
from tests.support.folders import data_folder
from tests.support.waiting import until
from tests.support.workers import Worker, forked, tear_away

pytestmark = pytest.mark.anyio
Start = Callable[[], Awaitable[Worker]]


async def queued() -> list[dict]:
    return await rows("SELECT id, entrypoint, status::text, attempts FROM pgqueuer ORDER BY id")


async def traces() -> list[str]:
    return [row["step"] for row in await rows("SELECT step FROM job_trace ORDER BY id")]


async def enqueue(name: str, **payload) -> None:
    async with transaction():
        await jobs.enqueue(name, {"job": name, **payload})


@pytest.fixture
async def traced(committed) -> AsyncIterator[None]:
    await rows("CREATE TABLE job_trace (id serial, job text, step text)")
    yield
    await rows("DROP TABLE job_trace")


@asynccontextmanager
async def started(url: str) -> AsyncIterator[Worker]:
    async with forked(probing_worker.main, url=url) as found:
        await found.says(b"worker_started")
        yield found


@pytest.fixture
async def start(traced) -> AsyncIterator[Start]:
    async with AsyncExitStack() as stack:
        yield lambda: stack.enter_async_context(started(get_settings().database_url))


async def test_a_rollback_takes_the_job_along(committed):
    with pytest.raises(ZeroDivisionError):
        async with transaction():
            await jobs.enqueue("probe.note")
            raise ZeroDivisionError
    assert await queued() == []


async def test_a_savepoint_rolled_back_takes_only_its_own_job(committed):
    async with transaction():
        await jobs.enqueue("probe.kept")
        with pytest.raises(ZeroDivisionError):
            async with transaction():
                await jobs.enqueue("probe.lost")
                raise ZeroDivisionError
    assert [job["entrypoint"] for job in await queued()] == ["probe.kept"]


async def test_a_job_outside_a_transaction_is_refused(app):
    with pytest.raises(RuntimeError):
        await jobs.enqueue("probe.note")


async def test_a_job_like_one_that_waits_is_not_enqueued_again(db):
    assert await jobs.enqueue("probe.note", dedupe_key="once") is not None
    assert await jobs.enqueue("probe.note", dedupe_key="once") is None
    assert await jobs.enqueue("probe.note", dedupe_key="other") is not None
    assert len(await queued()) == 2


async def test_figures_tell_waiting_jobs_and_how_long_the_oldest_waits(db):
    await jobs.enqueue("probe.note")
    await jobs.enqueue("probe.note", run_after=timedelta(hours=1))
    await rows(
        "UPDATE pgqueuer SET execute_after = now() - interval '1 minute'"
        " WHERE id = (SELECT min(id) FROM pgqueuer)"
    )
    found = {
        (figure.name, *figure.labels.values()): figure.value for figure in await jobs.figures()
    }
    assert found["huiyin_jobs", "waiting"] == 2
    assert found["huiyin_jobs", "failed"] == 0
    assert 60 <= found["huiyin_jobs_oldest_seconds",] < 70


async def test_the_record_of_finished_jobs_is_forgotten_after_a_month(db):
    for age in (40, 20):
        await rows(
            "INSERT INTO pgqueuer_log (created, job_id, status, priority, entrypoint)"
            " VALUES (now() - {}::interval, {}, 'successful', 0, 'probe.note')",
            timedelta(days=age),
            age,
        )
    await jobs.forget_finished({})
    assert await rows("SELECT job_id FROM pgqueuer_log") == [{"job_id": 20}]


async def test_the_migration_is_what_the_installed_pgqueuer_declares(db):
    plan = await Queries(AsyncpgDriver(open_connection())).plan_upgrade()
    assert list(plan.statements) == []


def test_what_the_timetable_enqueues_has_a_function():
    assert set(worker.TIMETABLE) <= set(worker.JOBS)


async def test_a_committed_job_is_done_and_gone(start):
    await start()
    await enqueue("probe.note")
    await until(lambda: has_steps("done"))
    await until(is_empty)


async def test_the_job_of_a_killed_worker_is_done_by_another(start):
    first = await start()
    await enqueue("probe.slow", seconds=60)
    await until(lambda: has_steps("started"))
    await first.killed()
    await start()
    await until(lambda: has_steps("started", "started", "done"), within=20)


async def test_a_worker_told_to_stop_finishes_what_it_does(start):
    found = await start()
    await enqueue("probe.slow", seconds=1.5)
    await until(lambda: has_steps("started"))
    assert await found.told_to_stop() == 0
    assert await traces() == ["started", "done"]
    assert await queued() == []


async def test_a_worker_whose_connections_are_killed_goes_on(start):
    await start()
    await tear_away("huiyin worker")
    await enqueue("probe.note")
    await until(lambda: has_steps("done"), within=20)


async def test_a_failing_job_is_tried_again_and_its_words_reach_neither_log_nor_queue(start):
    found = await start()
    await enqueue("probe.failing", secret="13900001234")
    await until(lambda: has_attempts(1))
    await found.told_to_stop()
    said = (await found.output.read()).decode()
    assert "job_failed" in said
    assert "ValueError" in said
    assert "13900001234" not in said
    recorded = await rows("SELECT traceback::text FROM pgqueuer_log WHERE traceback IS NOT NULL")
    assert recorded
    assert "13900001234" not in str(recorded)


async def test_a_worker_outlives_a_restart_of_the_database():
    with data_folder() as folder, embedded.running(folder, {"fsync": "off"}) as url:
        connection = await asyncpg.connect(url)
        await Queries(AsyncpgDriver(connection)).install()
        await connection.execute("CREATE TABLE job_trace (id serial, job text, step text)")
        await connection.close()
        async with AsyncExitStack() as stack:
            found = await stack.enter_async_context(started(url))
            await asyncio.to_thread(restart, folder)
            connection = await asyncpg.connect(url)
            payload = b'{"job": "probe.note"}'
            await Queries(AsyncpgDriver(connection)).enqueue("probe.note", payload)
            count = "SELECT count(*) FROM job_trace"
            await until(lambda: one(connection.fetchval(count)), within=30)
            await connection.close()
            assert await found.told_to_stop() == 0


def restart(folder: Path) -> None:
    """Stop the server and start it again, as an upgrade of the machine would."""
    server = cluster.Cluster(folder, {**cluster.OPTIONS, "fsync": "off"})
    server.stop()
    server.start()


async def one(count) -> bool:
    return await count == 1


async def has_steps(*steps: str) -> bool:
    return await traces() == list(steps)


async def is_empty() -> bool:
    return await queued() == []


async def has_attempts(number: int) -> bool:
    return [job["attempts"] for job in await queued()] == [number]


async def test_a_part_of_a_long_job_is_followed_by_a_rest_four_times_as_long(anyio_backend):
    began = time.perf_counter()
    async with jobs.unhurried():
        await asyncio.sleep(0.05)
        worked = time.perf_counter() - began
    assert time.perf_counter() - began >= (1 + jobs.REST) * worked - 0.01


async def test_a_part_that_failed_makes_nobody_wait(anyio_backend):
    began = time.perf_counter()
    with pytest.raises(ZeroDivisionError):
        async with jobs.unhurried():
            await asyncio.sleep(0.3)
            raise ZeroDivisionError
    assert time.perf_counter() - began < 0.9
