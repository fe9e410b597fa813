"""Attempts to sign in, counted before they are judged: guesses in parallel find no gap."""

from typing import Any

from backend.kernel.database import database_now, rows, transaction
from backend.kernel.errors import TooMany
from backend.kernel.language import say
from backend.kernel.sealing import keyed_hash
from backend.organisation.enums import Counted
from backend.organisation.rules.attempts import Count, counted_failure, seconds_to_wait

MINUTE = 60  # seconds

MAKE = """
    INSERT INTO sign_in_attempts (counted, key_hash, failures) VALUES ({}, {}, 0)
    ON CONFLICT (counted, key_hash) DO NOTHING
"""
LOCK = """
    SELECT failures, failed_at, blocked_until, succeeded_at
    FROM sign_in_attempts WHERE counted = {} AND key_hash = {} FOR UPDATE
"""
COUNT = """
    UPDATE sign_in_attempts SET failures = {}, failed_at = {}, blocked_until = {}
    WHERE counted = {} AND key_hash = {}
"""
FORGIVE = """
    UPDATE sign_in_attempts SET failures = greatest(failures - 1, 0)
    WHERE counted = {} AND key_hash = {}
"""
CLEAR = """
    UPDATE sign_in_attempts
    SET failures = 0, blocked_until = NULL, succeeded_at = clock_timestamp()
    WHERE counted = {} AND key_hash = {}
"""
CLEAN = """
    DELETE FROM sign_in_attempts
    WHERE coalesce(failed_at, '-infinity') < clock_timestamp() - interval '1 day'
      AND coalesce(succeeded_at, '-infinity') < clock_timestamp() - interval '30 days'
    RETURNING id
"""


async def take_attempt(username: str, address: str) -> bool:
    """Count an attempt as failed until it succeeds, and tell whether failing shuts the door.

    Raises TooMany while the door is shut.
    """
    keys = _keys(username, address)
    async with transaction():
        counts = {counted: await _locked(counted, key) for counted, key in keys.items()}
        now = await database_now()
        if wait := seconds_to_wait(counts, now):
            raise TooMany(_please_wait(wait), retry_after=wait)
        after = {one: counted_failure(one, count, now) for one, count in counts.items()}
        for counted, count in after.items():
            await rows(COUNT, *count[:3], counted.value, keys[counted])
    return after[Counted.PAIR].blocked_until is not None


async def forgive_attempt(username: str, address: str) -> None:
    """Take one attempt back: the password was right, and the next step is counted by itself."""
    async with transaction():
        for counted, key in _keys(username, address).items():
            await rows(FORGIVE, counted.value, key)


async def clear_attempts(username: str, address: str) -> None:
    """Start afresh for this person at this address, and remember that they belong together."""
    async with transaction():
        for counted, key in _keys(username, address).items():
            await rows(CLEAR if counted is Counted.PAIR else FORGIVE, counted.value, key)


async def clean_attempts() -> int:
    """Remove counts that no longer matter, and return how many."""
    async with transaction():
        return len(await rows(CLEAN))


async def _locked(counted: Counted, key: str) -> Count:
    await rows(MAKE, counted.value, key)
    found: dict[str, Any] = (await rows(LOCK, counted.value, key))[0]
    return Count(**found)


def _keys(username: str, address: str) -> dict[Counted, str]:
    """Return the rows' keys, in the order in which they are always locked."""
    texts = {
        Counted.ACCOUNT: username,
        Counted.ADDRESS: address,
        Counted.PAIR: f"{username}\n{address}",
    }
    return {
        counted: keyed_hash(text, purpose=f"attempts.{counted}") for counted, text in texts.items()
    }


def _please_wait(seconds: int) -> Any:
    if seconds <= MINUTE:
        return say("尝试次数太多，请过 {seconds} 秒再试。", seconds=seconds)
    return say("尝试次数太多，请过 {minutes} 分钟再试。", minutes=-(-seconds // MINUTE))
