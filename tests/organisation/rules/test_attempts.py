from datetime import UTC, datetime, timedelta

import pytest

from backend.organisation.enums import Counted
from backend.organisation.rules.attempts import (
    LIMITS,
    Count,
    counted_failure,
    seconds_to_wait,
    wait_after,
)

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def counts(**given: Count) -> dict[Counted, Count]:
    return {counted: given.get(counted.value, Count()) for counted in Counted}


@pytest.mark.parametrize(
    ("failures", "seconds"), [(1, 0), (4, 0), (5, 30), (6, 60), (7, 120), (10, 900), (10_000, 900)]
)
def test_guesses_at_one_account_from_one_address_wait_twice_as_long_each_time(failures, seconds):
    assert wait_after(Counted.PAIR, failures) == timedelta(seconds=seconds)


def test_an_account_as_a_whole_never_waits_longer_than_a_minute():
    assert wait_after(Counted.ACCOUNT, 10**9) == timedelta(seconds=60)


def test_failures_more_than_an_hour_ago_are_forgotten():
    old = Count(failures=9, failed_at=NOW - timedelta(hours=1))
    assert counted_failure(Counted.PAIR, old, NOW).failures == 1


def test_the_longest_of_the_three_waits_counts():
    shut = counts(
        pair=Count(blocked_until=NOW + timedelta(seconds=10)),
        address=Count(blocked_until=NOW + timedelta(seconds=90)),
    )
    assert seconds_to_wait(shut, NOW) == 90


def test_an_owner_at_a_known_address_is_not_held_up_by_others():
    shut = counts(
        pair=Count(succeeded_at=NOW - timedelta(days=3)),
        account=Count(blocked_until=NOW + timedelta(seconds=60)),
        address=Count(blocked_until=NOW + timedelta(seconds=900)),
    )
    assert seconds_to_wait(shut, NOW) == 0


def test_but_is_held_up_by_wrong_guesses_at_that_very_address():
    shut = counts(
        pair=Count(succeeded_at=NOW - timedelta(days=3), blocked_until=NOW + timedelta(seconds=30))
    )
    assert seconds_to_wait(shut, NOW) == 30


def test_a_wait_that_is_over_is_no_wait():
    assert seconds_to_wait(counts(pair=Count(blocked_until=NOW - timedelta(seconds=1))), NOW) == 0


@pytest.mark.parametrize("counted", list(Counted))
def test_no_limit_bars_anyone_for_longer_than_a_quarter_of_an_hour(counted):
    assert LIMITS[counted].longest <= 900
