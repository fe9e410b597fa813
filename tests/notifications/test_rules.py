"""When to try again, and what the desk may send anew."""

from datetime import timedelta

import pytest

from backend.kernel.errors import Conflict
from backend.notifications.enums import MessageState
from backend.notifications.rules import (
    LONGEST_ABSENCE,
    LONGEST_PAUSE,
    MOST_ATTEMPTS,
    absence_after,
    is_spent,
    pause_after,
    try_again,
)


def test_pauses_double_up_to_the_longest_and_span_a_day():
    pauses = [pause_after(attempt, lambda: 1.0) for attempt in range(1, MOST_ATTEMPTS)]
    assert pauses[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert pauses[-1] == LONGEST_PAUSE
    assert timedelta(hours=12) < sum(pauses, timedelta()) < timedelta(days=2)


@pytest.mark.parametrize("count", [1, 5, 1000, 10**9])
@pytest.mark.parametrize("chance", [0.0, 0.5, 0.999])
def test_chance_takes_at_most_half_of_a_pause(count, chance):
    for grown in (pause_after, absence_after):
        whole = grown(count, lambda: 1.0)
        assert whole / 2 <= grown(count, lambda: chance) <= whole
    assert absence_after(count, lambda: chance) <= LONGEST_ABSENCE


def test_the_last_attempt_is_the_last():
    assert not is_spent(MOST_ATTEMPTS - 1)
    assert is_spent(MOST_ATTEMPTS)


@pytest.mark.parametrize("state", MessageState)
def test_only_what_failed_or_was_kept_is_sent_anew(state):
    if state in {MessageState.FAILED, MessageState.KEPT}:
        try_again(state, is_emptied=False)
        with pytest.raises(Conflict):
            try_again(state, is_emptied=True)
    else:
        with pytest.raises(Conflict):
            try_again(state, is_emptied=False)
