"""Whether a form was filled in by a person: signs nobody is asked for, and what they come to.

They never refuse anybody. A person without scripts is `unsure` at worst, and the rooms decide what
that means (read by a person before it is shown, and told so).
"""

from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from backend.kernel.language import Text, say

QUICKEST = timedelta(seconds=3)  # nobody reads a form and writes a sentence faster


class Trust(StrEnum):
    """What the signs come to."""

    TRUSTED = "trusted"
    UNSURE = "unsure"
    MACHINE = "machine"

    @property
    def label(self) -> Text:
        """Return its name for people."""
        return LABELS[self]


LABELS = {
    Trust.TRUSTED: say("像是本人填写"),
    Trust.UNSURE: say("看不出是不是本人填写"),
    Trust.MACHINE: say("像是程序填写"),
}


class HumanSigns(NamedTuple):
    """What a sent form tells of who filled it in."""

    is_trap_filled: bool = False
    age: timedelta | None = None
    is_worked: bool = False


def verdict(signs: HumanSigns) -> Trust:
    """Return what the signs come to; a form whose age is unknown or too low is unsure."""
    if signs.is_trap_filled:
        return Trust.MACHINE
    is_in_time = signs.age is not None and signs.age >= QUICKEST
    return Trust.TRUSTED if is_in_time and signs.is_worked else Trust.UNSURE
