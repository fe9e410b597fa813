"""The background process: jobs by name and timetable, the mail, and how both survive mishaps."""

import asyncio
import json
import signal
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing, suppress
from datetime import timedelta
from time import perf_counter
from typing import Protocol

import asyncpg
import structlog
from pgqueuer import PgQueuer
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.core.executors import DatabaseRetryEntrypointExecutor, EntrypointExecutorParameters
from pgqueuer.domain.errors import FailingListenerError
from pgqueuer.domain.models import Job, Schedule

from backend.consultations import jobs as consultations_jobs
from backend.journal import jobs as journal_jobs
from backend.kernel import jobs as kernel_jobs
from backend.kernel import log
from backend.kernel.database import DEAD, connected, transaction
from backend.kernel.documents.orphans import remove_orphans
from backend.kernel.jobs import JobFunction, enqueue
from backend.kernel.limits import jobs as limits_jobs
from backend.kernel.settings import get_settings
from backend.notifications import jobs as notifications_jobs
from backend.notifications.delivery import Postman
from backend.notifications.texting import Courier
from backend.opinions import jobs as opinions_jobs
from backend.organisation import jobs as organisation_jobs
from backend.portal import jobs as portal_jobs
from backend.portal.subscriptions import jobs as subscriptions_jobs

JOBS: Mapping[str, JobFunction] = {
    "jobs.forget_finished": kernel_jobs.forget_finished,
    "journal.check": journal_jobs.check_integrity,
    "files.remove_orphans": remove_orphans,
    "limits.forget": limits_jobs.forget,
    "organisation.forget_sign_ins": organisation_jobs.forget_sign_ins,
    "notifications.forget_delivered": notifications_jobs.forget_delivered,
    "notifications.forget_codes": notifications_jobs.forget_codes,
    "portal.write_morning_letters": portal_jobs.write_morning_letters,
    "opinions.fold": opinions_jobs.fold,
    "opinions.reconcile": opinions_jobs.reconcile,
    "opinions.suggest_groups": opinions_jobs.suggest,
    "opinions.suggest_anew": opinions_jobs.suggest_anew,
    "opinions.announce_answers": opinions_jobs.announce,
    "subscriptions.write_digests": subscriptions_jobs.write_digests,
    "subscriptions.forget_asked": subscriptions_jobs.forget_asked,
    "consultations.tell_result": consultations_jobs.tell_result,
    "consultations.tell_extension": consultations_jobs.tell_extension,
    "consultations.tell_correction": consultations_jobs.tell_correction,
}
TIMETABLE: Mapping[str, str] = {  # UTC; the county is asleep
    "jobs.forget_finished": "40 18 * * *",
    "journal.check": "10 18 * * *",
    "files.remove_orphans": "25 18 * * *",
    "limits.forget": "55 * * * *",  # hourly: a trace of an address is not kept for a night
    "organisation.forget_sign_ins": "30 18 * * *",
    "notifications.forget_delivered": "35 18 * * *",
    "notifications.forget_codes": "*/10 * * * *",
    "portal.write_morning_letters": "*/10 0-9 * * *",  # 8:00 to 17:50 in the county
    "opinions.fold": "*/5 * * * *",
    "opinions.reconcile": "50 18 * * *",
    "opinions.suggest_anew": "7-59/20 * * * *",
    "subscriptions.write_digests": "* * * * *",
    "subscriptions.forget_asked": "45 18 * * *",
}

HEARTBEAT = timedelta(seconds=30)  # a job unheard of for so long is run by another worker
LOOK_EVERY = timedelta(seconds=5)  # for jobs whose notice was missed
AT_ONCE = 10
MOST_ATTEMPTS = 8  # the last one about an hour after the first
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(minutes=20)
LONGEST_JOB = timedelta(minutes=30)
RETRY_AFTER = 1.0  # seconds, when the database is gone
LOST = (*DEAD, TimeoutError, asyncpg.PostgresError, FailingListenerError)

logger = structlog.get_logger("worker")


class Carrier(Protocol):
    """Whoever delivers what is due by one way."""

    async def go_round(self, stop: asyncio.Event) -> timedelta:
        """Deliver everything that is due; return how long to wait until the next round."""

    def close(self) -> None:
        """Let another worker deliver."""


class JobFailed(Exception):
    """A job that failed; the log says why, the queue only that it did (it may not quote people)."""


def main() -> None:
    """Work until SIGTERM or SIGINT, then finish what is running."""
    log.configure()
    asyncio.run(_until_told_to_stop())


async def _until_told_to_stop() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with connected(), asyncio.TaskGroup() as group:
        group.create_task(work(JOBS, TIMETABLE, stop=stop))
        group.create_task(deliver(Postman(), stop=stop))
        group.create_task(deliver(Courier(), stop=stop))


async def work(
    jobs: Mapping[str, JobFunction],
    timetable: Mapping[str, str],
    *,
    stop: asyncio.Event,
    heartbeat: timedelta = HEARTBEAT,
) -> None:
    """Run jobs until `stop` is set; outlives the database's restarts."""
    logger.info("worker_started", jobs=sorted(jobs))
    while not stop.is_set():
        try:
            await _work_on_one_connection(jobs, timetable, stop=stop, heartbeat=heartbeat)
        except LOST as error:
            logger.warning("database_lost", error=log.told(error))
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), RETRY_AFTER)
    logger.info("worker_stopped")


async def deliver(carrier: Carrier, *, stop: asyncio.Event) -> None:
    """Deliver messages until `stop` is set; outlives the restarts of database and servers."""
    with closing(carrier):
        while not stop.is_set():
            pause = await _seconds_after_round(carrier, stop)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)


async def _seconds_after_round(carrier: Carrier, stop: asyncio.Event) -> float:
    """Let a carrier go round, and return how long to wait; where it failed, another may try."""
    try:
        return (await carrier.go_round(stop)).total_seconds()
    except LOST as error:
        logger.warning("database_lost", error=log.told(error))
    except Exception:  # the worker's own loop: one bad message must not hold up the others
        logger.exception("delivery_failed")
    carrier.close()
    return RETRY_AFTER


async def _work_on_one_connection(
    jobs: Mapping[str, JobFunction],
    timetable: Mapping[str, str],
    *,
    stop: asyncio.Event,
    heartbeat: timedelta,
) -> None:
    connection = await asyncpg.connect(
        get_settings().database_url,
        timeout=10,
        command_timeout=20,
        server_settings={"application_name": "huiyin worker", "timezone": "UTC"},
    )
    queue = _queue(connection, jobs, timetable)
    passing_on = asyncio.create_task(_pass_on(stop, queue.shutdown))
    try:
        await queue.run(
            dequeue_timeout=LOOK_EVERY,
            batch_size=AT_ONCE // 2,
            max_concurrent_tasks=AT_ONCE,
            heartbeat_timeout=heartbeat,
            shutdown_on_listener_failure=True,
        )
    finally:
        passing_on.cancel()
        connection.terminate()


def _queue(
    connection: asyncpg.Connection, jobs: Mapping[str, JobFunction], timetable: Mapping[str, str]
) -> PgQueuer:
    """Return a queue that knows every job by name, and when to enqueue which."""
    queue = PgQueuer(AsyncpgDriver(connection))
    for name, function in jobs.items():
        queue.entrypoint(name, on_failure="hold", executor_factory=_patient)(_bound(name, function))
    for name, times in timetable.items():
        queue.schedule(f"enqueue {name}", times)(_enqueuer(name))
    return queue


async def _pass_on(stop: asyncio.Event, shutdown: asyncio.Event) -> None:
    await stop.wait()
    shutdown.set()


def _patient(parameters: EntrypointExecutorParameters) -> DatabaseRetryEntrypointExecutor:
    """Return an executor that tries again, ever later, and at last keeps the job for a person."""
    return DatabaseRetryEntrypointExecutor(
        parameters=parameters,
        max_attempts=MOST_ATTEMPTS,
        initial_delay=FIRST_PAUSE,
        max_delay=LONGEST_PAUSE,
    )


def _bound(name: str, function: JobFunction) -> Callable[[Job], Awaitable[None]]:
    async def run(job: Job) -> None:
        started = perf_counter()
        try:
            async with asyncio.timeout(LONGEST_JOB.total_seconds()):
                await function(json.loads(job.payload or b"{}"))
        except Exception:  # the worker's own loop: whatever a job does, the others go on
            logger.exception("job_failed", job=name, job_id=job.id, attempt=job.attempts + 1)
            raise JobFailed(name) from None
        ms = round((perf_counter() - started) * 1000)
        logger.info("job_done", job=name, job_id=job.id, ms=ms)

    return run


def _enqueuer(name: str) -> Callable[[Schedule], Awaitable[None]]:
    """Return what the timetable does: enqueue, so that a timed job is retried like any other."""

    async def enqueue_once(_: Schedule) -> None:
        async with transaction():
            await enqueue(name, dedupe_key=name)

    return enqueue_once
