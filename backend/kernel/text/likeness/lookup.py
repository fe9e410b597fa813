"""Finds the texts that hold most of another, by rare pairs of characters, missing none.

Who holds LEAST of a text's pairs holds RARE of its rarest ones at least, when RARE more than
(1 - LEAST) of them are looked up. The same looked up the other way round finds whom it holds.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from backend.kernel.text.likeness.wording import Wording

LEAST = 0.8  # of the shorter text's pairs stand in the longer one too
SHORTEST = 8  # pairs; below, only the very same words are copies
LONGEST_MORE = 4  # times as many characters: then it is a letter that quotes, not a copy
RARE = 4
MANY = 300  # from here on, counting through all at once is faster than one by one


class Lookup:
    """Texts by the pairs of characters they hold."""

    def __init__(self, wordings: Sequence[Wording]) -> None:
        self.wordings = wordings
        self.sizes = [len(one.pairs) for one in wordings]
        self.often = Counter(chain.from_iterable(one.pairs for one in wordings))
        self.rare = [self._rarest(one) for one in wordings]
        self.holding = _places(one.pairs for one in wordings)
        self.holding_rarely = _places(self.rare)

    def nearly_the_same(self, place: int) -> Iterator[tuple[int, float]]:
        """Yield, in order, who shares LEAST of the shorter text with this one, and how much."""
        pairs, size = self.wordings[place].pairs, self.sizes[place]
        candidates = self._candidates(place)
        counted = self._times(pairs, self.holding) if len(candidates) > MANY else None
        for other in candidates:
            shared = counted[other] if counted else len(pairs & self.wordings[other].pairs)
            fewer = min(size, self.sizes[other])
            if shared >= LEAST * fewer and _are_comparable(
                self.wordings[place], self.wordings[other]
            ):
                yield other, shared / fewer

    def _candidates(self, place: int) -> list[int]:
        mine = self._times(self.rare[place], self.holding)
        theirs = self._times(self.wordings[place].pairs, self.holding_rarely)
        found = {other for times in (mine, theirs) for other in times if times[other] >= RARE}
        return sorted(found - {place})

    def _times(self, pairs: Iterable[str], holding: Mapping[str, list[int]]) -> Counter[int]:
        """Count for every text how many of the pairs lead to it."""
        return Counter(chain.from_iterable(holding[pair] for pair in pairs if pair in holding))

    def _rarest(self, one: Wording) -> list[str]:
        if len(one.pairs) < SHORTEST:
            return []
        looked_up = int(len(one.pairs) * (1 - LEAST)) + RARE
        return sorted(one.pairs, key=lambda pair: (self.often[pair], pair))[:looked_up]


def overlap(one: Wording, other: Wording) -> float:
    """Return how much of the shorter text stands in the longer one, 0 to 1."""
    if one.bare == other.bare:
        return 1.0
    if not _are_comparable(one, other):
        return 0.0
    return len(one.pairs & other.pairs) / min(len(one.pairs), len(other.pairs))


def _are_comparable(one: Wording, other: Wording) -> bool:
    shorter, longer = sorted((len(one.bare), len(other.bare)))
    return min(len(one.pairs), len(other.pairs)) >= SHORTEST and longer <= LONGEST_MORE * shorter


def _places(all_pairs: Iterable[Iterable[str]]) -> Mapping[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, pairs in enumerate(all_pairs):
        for pair in pairs:
            places[pair].append(place)
    return dict(places)
