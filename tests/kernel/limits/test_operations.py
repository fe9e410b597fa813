"""Counting is exact when many come at once, keeps no address, and makes nobody wait for long."""

import asyncio
import os
from datetime import date, timedelta

import asyncpg
import pytest

from backend.kernel.database import database_now, rows, transaction
from backend.kernel.errors import TooMany
from backend.kernel.limits.jobs import forget
from backend.kernel.limits.operations import (
    address_key,
    count_act,
    count_against,
    usual_limit,
)
from backend.kernel.limits.rules import Limit, Standing

pytestmark = pytest.mark.anyio

HOUR = timedelta(hours=1)
TABLE = "address_allowance"
DAY = date(2026, 11, 20)
KEY = address_key("192.0.2.7", DAY)


async def together(count: int, limit: Limit, key: str = KEY) -> list[Standing]:
    found = await asyncio.gather(*[count_act("test", key, limit) for _ in range(count)])
    return [one.standing for one in found]


async def age_by(time: timedelta) -> None:
    """Let time pass for every allowance."""
    await rows("UPDATE address_allowance SET whole_at = whole_at - {}::interval", time)


async def test_fifty_at_once_against_twenty_let_exactly_twenty_through(committed):
    standings = await together(50, Limit(20, HOUR))
    assert standings.count(Standing.WITHIN) == 20
    assert standings.count(Standing.REFUSED) == 30


async def test_two_hundred_at_the_closing_second_are_all_taken_and_the_late_ones_marked(committed):
    standings = await together(200, Limit(60, HOUR, utmost=1000))
    assert standings.count(Standing.WITHIN) == 60
    assert standings.count(Standing.OVER) == 140


async def test_addresses_and_purposes_do_not_count_for_each_other(db):
    limit = Limit(1, HOUR)
    other = address_key("192.0.2.8", DAY)
    assert (await count_act("test", KEY, limit)).standing is Standing.WITHIN
    assert (await count_act("test", other, limit)).standing is Standing.WITHIN
    assert (await count_act("other", KEY, limit)).standing is Standing.WITHIN
    assert (await count_act("test", KEY, limit)).standing is Standing.REFUSED


async def test_the_allowance_comes_back_evenly(db):
    limit = Limit(4, HOUR)
    for _ in range(4):
        await count_against("test", KEY, limit)
    await age_by(timedelta(minutes=16))
    await count_against("test", KEY, limit)
    with pytest.raises(TooMany) as refused:
        await count_against("test", KEY, limit)
    assert 13 * 60 < refused.value.retry_after <= 14 * 60
    assert str(refused.value.message) == "提交得太频繁了，请过 14 分钟再试。"


async def test_who_was_quiet_for_long_has_the_allowance_and_no_more(db):
    limit = Limit(3, HOUR)
    await count_act("test", KEY, limit)
    await age_by(timedelta(days=2))
    standings = [(await count_act("test", KEY, limit)).standing for _ in range(4)]
    assert standings == [Standing.WITHIN] * 3 + [Standing.REFUSED]


async def test_refused_acts_do_not_prolong_the_wait(db):
    limit = Limit(1, HOUR)
    await count_act("test", KEY, limit)
    before = await rows("SELECT whole_at FROM address_allowance")
    for _ in range(5):
        assert (await count_act("test", KEY, limit)).standing is Standing.REFUSED
    assert await rows("SELECT whole_at FROM address_allowance") == before


async def test_a_flood_against_a_spent_allowance_waits_for_no_lock(committed):
    limit = Limit(1, HOUR)
    await count_act("test", KEY, limit)
    other = await asyncpg.connect(os.environ["DATABASE_URL"])
    try:
        async with other.transaction():
            await other.execute("SELECT FROM address_allowance FOR UPDATE")
            standings = await asyncio.wait_for(together(30, limit), 10)
    finally:
        await other.close()
    assert standings == [Standing.REFUSED] * 30


async def test_inside_a_transaction_a_rollback_gives_the_act_back(committed):
    limit = Limit(1, HOUR)
    with pytest.raises(ZeroDivisionError):
        async with transaction():
            await count_act("test", KEY, limit)
            raise ZeroDivisionError
    assert (await count_act("test", KEY, limit)).standing is Standing.WITHIN


async def test_no_address_is_kept_and_no_two_days_can_be_linked(db):
    keys = {address_key("192.0.2.7", DAY + timedelta(days=days)) for days in range(30)}
    assert len(keys) == 30
    await count_act("test", KEY, Limit(1, HOUR))
    kept = await rows("SELECT purpose, key_hash FROM address_allowance")
    assert kept == [{"purpose": "test", "key_hash": KEY}]
    assert "192.0.2" not in KEY


async def test_the_database_refuses_an_address_where_a_key_belongs(db):
    with pytest.raises(asyncpg.CheckViolationError):
        async with transaction():
            await count_act("test", "192.0.2.7", Limit(1, HOUR))


async def test_a_whole_allowance_is_forgotten_and_a_spent_one_kept(db):
    await count_act("test", KEY, Limit(2, HOUR))
    await age_by(HOUR)
    await count_act("other", KEY, Limit(2, HOUR))
    await forget({})
    kept = await rows("SELECT purpose, whole_at FROM address_allowance")
    assert [row["purpose"] for row in kept] == ["other"]
    assert kept[0]["whole_at"] > await database_now()


async def test_counting_waits_for_no_disk(db):
    kind = await rows("SELECT relpersistence::text AS kind FROM pg_class WHERE relname = {}", TABLE)
    assert kind == [{"kind": "u"}]


def test_a_village_behind_one_address_is_not_kept_out():
    limit = usual_limit()
    assert limit.per == HOUR
    assert limit.most >= 200
    assert limit.utmost >= 10 * limit.most
