"""When to try again, when to give up, how fast to go, and what the desk may send anew."""

import re
from collections.abc import Callable
from datetime import timedelta

from backend.kernel.errors import Conflict
from backend.kernel.language import say
from backend.notifications.enums import MessageState

MOST_ATTEMPTS = 12  # the last one about a day after the first
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
FIRST_ABSENCE = timedelta(seconds=5)  # of the mail server itself
LONGEST_ABSENCE = timedelta(minutes=5)

# Of a refused recipient: 552 and 554 tell of size and policy, never of a missing mailbox.
NO_MAILBOX = {550, 551, 553}
STATUS = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b")  # RFC 3463
OF_A_MISSING_MAILBOX = {"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}
MISSING = re.compile(
    r"unknown|no (?:such|mailbox)|not (?:found|exist|local)|n't exist|non-?existent"
    r"|mailbox unavailable|invalid (?:recipient|mailbox|user|address)|不存在",
    re.IGNORECASE,
)
# The same codes without a status also say that we are not welcome, which would silence everybody.
ABOUT_US = re.compile(
    r"relay|sender|client|helo|spam|block|policy|reputation|frequen|\bdns|\bspf", re.IGNORECASE
)


def pause_after(attempt: int, chance: Callable[[], float]) -> timedelta:
    """Return how long a message waits after this attempt, the first being 1."""
    return _grown(FIRST_PAUSE, LONGEST_PAUSE, attempt, chance)


def absence_after(failures: int, chance: Callable[[], float]) -> timedelta:
    """Return how long to leave a server alone that could not be reached so often in a row."""
    return _grown(FIRST_ABSENCE, LONGEST_ABSENCE, failures, chance)


def _grown(
    first: timedelta, longest: timedelta, count: int, chance: Callable[[], float]
) -> timedelta:
    """Return a doubling pause, at least half of it, so that what failed together returns apart."""
    doublings = min(count - 1, 20)
    whole = min(first * (1 << doublings), longest)
    return whole * (0.5 + chance() / 2)


def is_spent(attempts: int) -> bool:
    """Whether a message was tried often enough."""
    return attempts >= MOST_ATTEMPTS


def says_no_mailbox(code: int, words: str) -> bool:
    """Whether a refused recipient does not exist; in doubt, and where we are not welcome: no."""
    if code not in NO_MAILBOX:
        return False
    if status := STATUS.search(words):
        return status[0] in OF_A_MISSING_MAILBOX
    return bool(MISSING.search(words)) and not ABOUT_US.search(words)


def turn_after(last: float | None, now: float, *, per_minute: int) -> float:
    """Return when the next may go, in seconds as `now` is: evenly apart; 0 a minute is no limit."""
    if not per_minute or last is None:
        return now
    return max(now, last + 60 / per_minute)


def most_within(lease: timedelta, *, per_minute: int, most: int) -> int:
    """Return how many messages to take on at once: no more than can go out within the lease."""
    if not per_minute:
        return most
    return max(1, min(most, int(per_minute * lease.total_seconds() / 60)))


def try_again(state: MessageState, *, is_emptied: bool) -> None:
    """Refuse to send anew what is on its way, was delivered, or has lost its words."""
    if not state.may_be_resent:
        raise Conflict(say("这封信不用重寄：它已经寄出，或者正在等待寄出。"))
    if is_emptied:
        raise Conflict(say("这封信的内容和地址已经按期清除，不能再寄。"))


def leave_alone(state: MessageState, *, is_emptied: bool) -> None:
    """Refuse to decide by a message that its address takes nothing more, unless it has failed."""
    if state is not MessageState.FAILED:
        raise Conflict(say("这封信已经寄出，或者正在等待寄出，不用停寄。"))
    if is_emptied:
        raise Conflict(say("这封信的内容和地址已经按期清除。"))
