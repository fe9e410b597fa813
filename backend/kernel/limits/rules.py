"""How an allowance is spent and comes back, and what an act past it means."""

from datetime import timedelta
from enum import StrEnum
from math import ceil
from typing import NamedTuple


class Standing(StrEnum):
    """What one more act is: within the allowance, over it but taken, or past the utmost."""

    WITHIN = "within"
    OVER = "over"
    REFUSED = "refused"


class Limit(NamedTuple):
    """So many acts in so long; up to `utmost` more are taken, but are over the allowance."""

    most: int
    per: timedelta
    utmost: int = 0

    @property
    def step(self) -> timedelta:
        """Return how long it takes until one act more is allowed."""
        return self.per // self.most

    @property
    def allowance(self) -> timedelta:
        """Return how long a spent allowance takes to be whole again."""
        return self.step * self.most

    @property
    def room(self) -> timedelta:
        """Return the same for the utmost that is taken."""
        return self.step * max(self.most, self.utmost)


class Counted(NamedTuple):
    """How an act stands, and in how many seconds a refused one would be taken."""

    standing: Standing
    retry_after: int = 0


def judged(limit: Limit, *, is_taken: bool, whole_in: timedelta) -> Counted:
    """Return how an act stands, by how long the allowance now takes to be whole again."""
    if not is_taken:
        wait = whole_in + limit.step - limit.room
        return Counted(Standing.REFUSED, max(1, ceil(wait.total_seconds())))
    return Counted(Standing.OVER if whole_in > limit.allowance else Standing.WITHIN)
