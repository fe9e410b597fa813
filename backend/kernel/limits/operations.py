"""Counts acts against allowances: one statement each, exact however many come at once."""

from datetime import date, timedelta

from backend.kernel.database import rows
from backend.kernel.errors import TooMany
from backend.kernel.language import say
from backend.kernel.limits.rules import Counted, Limit, Standing, judged
from backend.kernel.sealing import keyed_hash
from backend.kernel.settings import get_settings

MINUTE = 60  # seconds

# The table is not logged, so this never waits for the disk; and an allowance known to be spent is
# only read: a flood queues for no lock. `excluded` holds the present moment plus one step.
COUNTING = """
    taken AS (
        INSERT INTO address_allowance AS kept (purpose, key_hash, whole_at)
        SELECT {}, {}, clock_timestamp() + {}::interval
        WHERE NOT EXISTS (
            SELECT FROM address_allowance
            WHERE purpose = {} AND key_hash = {} AND whole_at > clock_timestamp() + {}::interval
        )
        ON CONFLICT (purpose, key_hash) DO UPDATE
        SET whole_at = greatest(kept.whole_at + {}::interval, excluded.whole_at)
        WHERE kept.whole_at <= clock_timestamp() + {}::interval
        RETURNING whole_at
    ), before AS (
        SELECT whole_at FROM address_allowance WHERE purpose = {} AND key_hash = {}
    ), counted AS (
        SELECT EXISTS (SELECT FROM taken) AS is_taken,
               coalesce((SELECT whole_at FROM taken), (SELECT whole_at FROM before),
                        clock_timestamp()) - clock_timestamp() AS whole_in
    )
"""
COUNT = f"WITH {COUNTING} SELECT is_taken, whole_in FROM counted"  # noqa: S608 - a constant
FORGET = "DELETE FROM address_allowance WHERE whole_at < clock_timestamp() RETURNING purpose"


def address_key(address: str, day: date) -> str:
    """Return what an address is known by on this day: no other day's key can be linked to it."""
    return keyed_hash(f"{day.isoformat()}\n{address}", purpose="limits.address")


def usual_limit() -> Limit:
    """Return what one address may send, as this installation's settings have it."""
    settings = get_settings()
    return Limit(settings.address_limit_per_hour, timedelta(hours=1), settings.address_limit_utmost)


async def count_act(purpose: str, address_key: str, limit: Limit) -> Counted:
    """Count one act of an address, and return whether it is within, over or refused.

    Call it before opening a transaction: then nobody waits for longer than the statement takes.
    Inside one, others of the same address wait until it ends, and a rollback gives the act back.
    """
    found = await rows(COUNT, *counting_values(purpose, address_key, limit))
    return judged(limit, **found[0])


def counting_values(purpose: str, address_key: str, limit: Limit) -> tuple[object, ...]:
    """Return the values of COUNTING, which counts on the way where one statement more is dear."""
    spare = limit.room - limit.step
    same = (purpose, address_key)
    return (*same, limit.step, *same, spare, limit.step, spare, *same)


async def count_against(purpose: str, address_key: str, limit: Limit) -> Counted:
    """Count one act of an address; raise TooMany, saying when to come back, past the utmost.

    Where words could be lost by that, use `count_act` and show the form again instead.
    """
    counted = await count_act(purpose, address_key, limit)
    if counted.standing is Standing.REFUSED:
        minutes = -(-counted.retry_after // MINUTE)
        raise TooMany(
            say("提交得太频繁了，请过 {minutes} 分钟再试。", minutes=minutes),
            retry_after=counted.retry_after,
        )
    return counted


async def forget_whole() -> int:
    """Remove the keys whose allowance is whole again, and return how many: they say nothing."""
    return len(await rows(FORGET))
