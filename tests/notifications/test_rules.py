"""When to try again, how fast to go, and what the desk may send anew."""

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
    most_within,
    pause_after,
    says_no_mailbox,
    try_again,
    turn_after,
)


def test_pauses_double_up_to_the_longest_and_span_a_day():
    pauses = [pause_after(attempt, lambda: 1.0) for attempt in range(1, MOST_ATTEMPTS)]
    assert pauses[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert pauses[-1] == LONGEST_PAUSE
    assert timedelta(hours=12) < sum(pauses, timedelta()) < timedelta(days=2)


@pytest.mark.parametrize("count", [1, 5, 1000, 10**9])
@pytest.mark.parametrize("grown", [pause_after, absence_after])
def test_chance_takes_up_to_half_of_a_pause(count, grown):
    """So that what failed together does not return together."""
    whole = grown(count, lambda: 1.0)
    assert grown(count, lambda: 0.5) == whole * 0.75
    assert grown(count, lambda: 0.0) == whole * 0.5


def test_a_server_is_never_left_alone_for_longer_than_said():
    assert absence_after(10**9, lambda: 1.0) == LONGEST_ABSENCE


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


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (550, "5.1.1 The email account that you tried to reach does not exist"),
        (550, "5.2.1 The email account that you tried to reach is disabled"),
        (553, "5.1.3 bad address syntax"),
        (550, "No such user here"),
        (550, "User not found: zhu@example.com"),
        (550, "The recipient may contain a non-existent account, please check the address"),
        (550, "Mailbox not found"),
        (550, "Requested action not taken: mailbox unavailable"),
        (551, "User not local"),
        (550, "收件人不存在"),
    ],
)
def test_a_mailbox_that_does_not_exist_is_known_by_what_servers_say(code, words):
    assert says_no_mailbox(code, words)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (450, "4.1.1 unknown for now"),
        (552, "5.2.2 mailbox full"),
        (554, "5.7.1 <zhu@example.com>: Relay access denied"),
        (550, "5.7.1 message rejected, unknown sender"),
        (550, "relay not permitted, user unknown"),
        (550, "Connection frequency limited"),
        (550, "5.1.8 unknown sender domain"),
        (550, "Domain may not exist or DNS check failed, user not found"),
        (550, "go away"),
    ],
)
def test_what_may_be_our_own_fault_silences_nobody(code, words):
    assert not says_no_mailbox(code, words)


def test_letters_go_out_evenly_apart_and_at_once_without_a_limit():
    assert turn_after(None, 100.0, per_minute=30) == 100.0
    assert turn_after(100.0, 100.5, per_minute=30) == 102.0
    assert turn_after(100.0, 150.0, per_minute=30) == 150.0
    assert turn_after(100.0, 100.5, per_minute=0) == 100.5


@pytest.mark.parametrize(("per_minute", "count"), [(0, 100), (1, 5), (10, 50), (6000, 100)])
def test_no_more_is_taken_on_than_can_go_out_within_the_lease(per_minute, count):
    assert most_within(timedelta(minutes=5), per_minute=per_minute, most=100) == count
    assert most_within(timedelta(seconds=1), per_minute=1, most=100) == 1
