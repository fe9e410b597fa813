"""Near-identical texts: copies of one another but for small edits, additions and excerpts.

Each text is held against the one its family is gathered round, never along a chain of others.
A copy that turns against its original, or asks for another thing, is no copy of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt

from backend.kernel.text.likeness.demands import Demands
from backend.kernel.text.likeness.lookup import Lookup
from backend.kernel.text.likeness.stance import departs
from backend.kernel.text.likeness.wording import Wording


@dataclass(slots=True)
class Family:
    """One text and its copies, by their places in the sequence."""

    centre: int
    likeness: dict[int, float] = field(default_factory=dict)


@dataclass(slots=True)
class Copies:
    """Families that cover every text; pairs of families alike in words that must stay apart."""

    families: list[Family]
    apart: set[tuple[int, int]]  # places of families
    contrary: set[tuple[int, int]]  # those of them that say the contrary


def copies(wordings: Sequence[Wording], times: Sequence[int]) -> Copies:
    """Return every text in one family; `times` says how often it was sent word for word."""
    return _Gathering(wordings, times).gather()


class _Gathering:
    """The work of gathering families: who was looked up, and who belongs where so far."""

    def __init__(self, wordings: Sequence[Wording], times: Sequence[int]) -> None:
        self.wordings = wordings
        self.times = times
        self.lookup = Lookup(wordings)
        self.demands = Demands(wordings)
        self.best: dict[int, tuple[float, int]] = {}
        self.apart: set[tuple[int, int]] = set()
        self.contrary: set[tuple[int, int]] = set()

    def gather(self) -> Copies:
        centres: list[int] = []
        for place in sorted(range(len(self.wordings)), key=self._order):
            if place not in self.best:
                centres.append(place)
                self._gather_round(place)
        families = {centre: Family(centre) for centre in sorted(centres)}
        for place, (likeness, centre) in sorted(self.best.items()):
            families[centre].likeness[place] = likeness
        found = list(families.values())
        return Copies(found, self._between(found, self.apart), self._between(found, self.contrary))

    def _between(
        self, families: Sequence[Family], pairs: Iterable[tuple[int, int]]
    ) -> set[tuple[int, int]]:
        """Return pairs of texts as pairs of the families they ended in."""
        home = {place: number for number, one in enumerate(families) for place in one.likeness}
        return {(home[one], home[other]) for one, other in pairs if home[one] != home[other]}

    def _order(self, place: int) -> tuple[int, float, int]:
        """What was sent most often is the centre first, then what is most like many others."""
        one = self.wordings[place]
        typical = sum(self.lookup.often[pair] - 1 for pair in one.pairs) / sqrt(len(one.pairs) or 1)
        return -self.times[place], -round(typical, 6), place

    def _gather_round(self, centre: int) -> None:
        self.best[centre] = (1.0, centre)
        for place, likeness in self.lookup.nearly_the_same(centre):
            if self.best.get(place, (0.0, 0))[0] >= likeness:
                continue
            if departs(self.wordings[centre].stance, self.wordings[place].stance):
                self.contrary.add((centre, place))
            if (centre, place) in self.contrary or self.demands.differ(centre, place):
                self.apart.add((centre, place))
            elif not self.demands.differ_in_sums(centre, place):
                self.best[place] = (likeness, centre)
