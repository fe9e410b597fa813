from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.limits.rules import Counted, Limit, Standing, judged

HOUR = timedelta(hours=1)
LIMITS = st.builds(
    Limit,
    most=st.integers(1, 3000),
    per=st.timedeltas(timedelta(minutes=1), timedelta(days=1)),
    utmost=st.integers(0, 9000),
)


def spend(limit: Limit, acts: int) -> list[Standing]:
    """What the statement does, for acts that all come in one instant."""
    whole_in, found = timedelta(0), []
    for _ in range(acts):
        is_taken = whole_in + limit.step <= limit.room
        whole_in += limit.step if is_taken else timedelta(0)
        found.append(judged(limit, is_taken=is_taken, whole_in=whole_in).standing)
    return found


@given(LIMITS)
def test_exactly_the_allowance_is_within_and_exactly_the_utmost_is_taken(limit):
    utmost = max(limit.most, limit.utmost)
    standings = spend(limit, utmost + 3)
    assert standings.count(Standing.WITHIN) == limit.most
    assert standings.count(Standing.OVER) == utmost - limit.most
    assert standings[utmost:] == [Standing.REFUSED] * 3


@given(LIMITS)
def test_a_spent_allowance_is_whole_again_within_its_time(limit):
    assert limit.allowance <= limit.per
    assert limit.per - limit.allowance < timedelta(microseconds=limit.most)


def test_a_refused_act_is_told_when_one_would_be_taken():
    limit = Limit(20, HOUR)
    assert judged(limit, is_taken=False, whole_in=HOUR) == Counted(Standing.REFUSED, 180)
    almost = HOUR - timedelta(seconds=179, milliseconds=500)
    assert judged(limit, is_taken=False, whole_in=almost).retry_after == 1


def test_a_refused_act_never_waits_for_nothing():
    """The statement may have seen the row as it was before a parallel act was counted."""
    assert judged(Limit(20, HOUR), is_taken=False, whole_in=timedelta(0)).retry_after == 1
