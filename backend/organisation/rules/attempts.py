"""How long a door stays shut after wrong guesses: long for the guesser, short for the owner.

The pair of account and address is held strictly. An account as a whole is only slowed a little,
and not at all where its owner signed in before: nobody can lock a colleague out from elsewhere.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from backend.organisation.enums import Counted

FORGOTTEN_AFTER = timedelta(hours=1)
KNOWN_FOR = timedelta(days=30)


class Limit(NamedTuple):
    """How many wrong guesses cost nothing, and what the next ones cost, doubling each time."""

    free: int
    first: int  # seconds
    longest: int  # seconds


class Count(NamedTuple):
    """What is remembered of one account, one address, or the pair."""

    failures: int = 0
    failed_at: datetime | None = None
    blocked_until: datetime | None = None
    succeeded_at: datetime | None = None


LIMITS = {
    Counted.PAIR: Limit(free=5, first=30, longest=900),
    Counted.ACCOUNT: Limit(free=20, first=5, longest=60),
    Counted.ADDRESS: Limit(free=50, first=30, longest=900),  # a whole building may share one
}


def seconds_to_wait(counts: Mapping[Counted, Count], now: datetime) -> int:
    """Return how long this account may not be tried from this address; 0: now."""
    known = counts[Counted.PAIR].succeeded_at
    is_known = known is not None and now - known < KNOWN_FOR
    asked = [counts[Counted.PAIR]] if is_known else list(counts.values())
    waits = [(one.blocked_until - now).total_seconds() for one in asked if one.blocked_until]
    return max(0, ceil(max(waits, default=0)))


def counted_failure(counted: Counted, before: Count, now: datetime) -> Count:
    """Return the count with one more failure; failures long ago are forgotten."""
    is_recent = before.failed_at is not None and now - before.failed_at < FORGOTTEN_AFTER
    failures = before.failures + 1 if is_recent else 1
    wait = wait_after(counted, failures)
    return Count(failures, now, now + wait if wait else None, before.succeeded_at)


def wait_after(counted: Counted, failures: int) -> timedelta:
    """Return how long the door stays shut after that many failures in a row."""
    limit = LIMITS[counted]
    if failures < limit.free:
        return timedelta(0)
    doublings = min(failures - limit.free, 20)
    return timedelta(seconds=min(limit.first * 2**doublings, limit.longest))
