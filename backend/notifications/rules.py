"""When to try again, when to give up, and what the desk may send anew."""

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


def try_again(state: MessageState, *, is_emptied: bool) -> None:
    """Refuse to send anew what is on its way, was delivered, or has lost its words."""
    if not state.may_be_resent:
        raise Conflict(say("这封信不用重寄：它已经寄出，或者正在等待寄出。"))
    if is_emptied:
        raise Conflict(say("这封信的内容和地址已经按期清除，不能再寄。"))
