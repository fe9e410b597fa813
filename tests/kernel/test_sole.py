"""One process at a time holds the lock, and who loses the connection has lost it."""

from collections.abc import AsyncIterator
from contextlib import ExitStack, closing

import asyncpg
import pytest

from backend.kernel.database import DEAD, rows
from backend.kernel.sole import SHORT_LIVED, Sole
from tests.support.waiting import until

pytestmark = pytest.mark.anyio
KEY = 1
PROBES = "FROM pg_stat_activity WHERE datname = current_database() AND application_name = {}"
CONNECTIONS = f"SELECT pid {PROBES}"
TEAR_AWAY = f"SELECT pg_terminate_backend(pid) {PROBES}"


@pytest.fixture
async def pair(app) -> AsyncIterator[tuple[Sole, Sole]]:
    with ExitStack() as stack:
        first, second = (stack.enter_context(closing(Sole(KEY, name="probe"))) for _ in range(2))
        yield first, second
    await until(are_gone)


async def are_gone() -> bool:
    return not await rows(CONNECTIONS, "huiyin probe")


async def test_one_of_two_has_it_and_keeps_it(pair):
    first, second = pair
    assert await first.take()
    assert not await second.take()
    assert await first.take()
    assert (first.is_held, second.is_held) == (True, False)


async def test_another_right_is_another_lock(pair, app):
    await pair[0].take()
    with closing(Sole(KEY + 1, name="probe")) as other:
        assert await other.take()


async def test_who_lets_go_makes_room(pair):
    first, second = pair
    await first.take()
    first.close()
    assert not first.is_held
    await until(second.take)


async def test_a_connection_torn_away_takes_the_lock_along(pair):
    first, second = pair
    await first.take()
    await rows(TEAR_AWAY, "huiyin probe")
    await until(second.take)
    await until(lambda: not first.is_held)
    with pytest.raises(ConnectionError):
        await first.rows("SELECT 1 AS one")
    assert not await first.take()


async def test_over_a_lost_connection_nothing_is_asked_whether_one_has_heard_or_not(pair):
    first, _ = pair
    await first.take()
    assert await first.rows("SELECT {}::int AS one", 1) == [{"one": 1}]
    await rows(TEAR_AWAY, "huiyin probe")
    with pytest.raises((*DEAD, asyncpg.PostgresError)):
        await first.rows("SELECT 1 AS one")


async def test_who_has_no_lock_asks_nothing(pair):
    first, second = pair
    await first.take()
    await second.take()
    with pytest.raises(ConnectionError):
        await second.rows("SELECT 1 AS one")


async def test_who_stands_by_asks_over_one_connection(pair):
    first, second = pair
    await first.take()
    for _ in range(3):
        await second.take()
    assert len(await rows(CONNECTIONS, "huiyin probe")) == 2


async def test_inside_a_transaction_it_needs_no_connection_and_ends_with_it(db):
    with closing(Sole(KEY, name="probe")) as sole:
        assert await sole.take()
        assert await sole.rows("SELECT 1 AS one") == [{"one": 1}]
        assert await are_gone()


async def test_a_host_that_vanished_loses_it_within_a_minute(pair):
    first, _ = pair
    await first.take()
    asked = await first.rows(
        "SELECT name FROM pg_settings WHERE source = 'client' AND name LIKE {}", "tcp_%"
    )
    assert {row["name"] for row in asked} == set(SHORT_LIVED)  # over a socket they are of no use
    times = {name: int(value) for name, value in SHORT_LIVED.items()}
    silence = times["tcp_keepalives_interval"] * times["tcp_keepalives_count"]
    assert times["tcp_keepalives_idle"] + silence <= 60
    assert times["tcp_user_timeout"] <= 60_000
