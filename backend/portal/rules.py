"""What the first page puts first: what one can take part in, and how far the year has come."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from backend.decisions.enums import DecisionState
from backend.decisions.rules.standing import DECIDED, STOPPED, Opening, openings
from backend.decisions.schemas.listing import DecisionLine, Tally

MOST_INVITATIONS = 5  # rows; the rest is a tap away


class Invitation(NamedTuple):
    """A matter people can take part in now, or soon."""

    line: DecisionLine
    opening: Opening
    days: int | None  # until it ends, or until it begins; None: not known

    @property
    def is_soon(self) -> bool:
        """Whether it ends within three days."""
        return self.opening.is_open and self.days is not None and self.days <= 3  # noqa: PLR2004 - days


class Progress(NamedTuple):
    """How many of a year's matters stand where."""

    decided: int = 0
    running: int = 0
    held: int = 0

    @property
    def total(self) -> int:
        """Return how many matters the year has."""
        return self.decided + self.running + self.held


def invitations(lines: Iterable[DecisionLine], today: date) -> tuple[Invitation, ...]:
    """Return what is open first, the soonest end first; then what begins soonest."""
    found = [
        _invitation(line, opening, today)
        for line in lines
        for opening in openings(line.state, line.steps, today)[:1]
    ]
    found.sort(key=lambda it: (not it.opening.is_open, it.days is None, it.days or 0))
    return tuple(found[:MOST_INVITATIONS])


def progress(tallies: Iterable[Tally]) -> Progress:
    """Return where the year's matters stand; what was removed from the catalogue does not count."""
    counts = {"decided": 0, "running": 0, "held": 0}
    for tally in tallies:
        if tally.state is not DecisionState.REMOVED:
            counts[_place(tally.state)] += tally.count
    return Progress(**counts)


def _place(state: DecisionState) -> str:
    if state in DECIDED:
        return "decided"
    return "held" if state in STOPPED else "running"


def _invitation(line: DecisionLine, opening: Opening, today: date) -> Invitation:
    step = next(step for step in line.steps if step.seq == opening.step)
    day = step.planned_end if opening.is_open else step.planned_start
    days = (day - today).days if day else None
    return Invitation(line, opening, days if days is not None and days >= 0 else None)
