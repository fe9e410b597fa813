"""Similar texts: the same demand in other words, joined by average likeness, closest first.

Two groups join when every text of the one is, on the average, like every text of the other: never
along a chain. The average is exact, as the product of the groups' sums. Only texts that share
words of enough weight are ever compared, so a group has words to show for itself.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import nsmallest
from typing import NamedTuple

from backend.kernel.text.likeness.demands import Demands
from backend.kernel.text.likeness.stance import Stance
from backend.kernel.text.likeness.weights import (
    Spoken,
    Vector,
    Weights,
    add_to,
    product,
    to_the_others,
    total,
)
from backend.kernel.text.likeness.wording import Wording

LEAST = 0.12  # average likeness; measured on labelled opinions, where 0.08 to 0.18 group alike
SHARED = 0.7  # of one unique word's weight must be shared by texts that name the same clause,
SHARED_ACROSS = 1.0  # and this much by those that do not
MOST_BESIDE = 60  # earlier voices one is held against: bounds time and memory, whoever writes
LATEST = 600
LEAST_WORDS = 2  # one word in common is a subject, not a demand


class Voice(NamedTuple):
    """A text or a family of copies as one voice: a thousand copies weigh as one."""

    spoken: Spoken
    wording: Wording

    @property
    def stance(self) -> Stance:
        """Return what it wants."""
        return self.wording.stance


class Edge(NamedTuple):
    """Two voices that share enough; sorted, the closest come first."""

    unlikeness: float
    one: int
    other: int


@dataclass(slots=True)
class Theme:
    """Voices that want the same, and the sum of what they say."""

    members: list[int]
    whole: Vector
    signs: set[int]
    opposes: bool
    apart: set[int]

    def may_hold(self, other: "Theme") -> bool:
        """Whether none wants the contrary, who opposes stands with none but his own, and no ban."""
        signs = self.signs | other.signs
        if {1, -1} <= signs or ((self.opposes or other.opposes) and signs not in ({1}, {-1})):
            return False
        return self.apart.isdisjoint(other.members)

    def is_like(self, other: "Theme") -> bool:
        """Whether the two are alike enough on the average."""
        pairs = len(self.members) * len(other.members)
        return product(self.whole, other.whole) >= LEAST * pairs

    def take(self, other: "Theme") -> None:
        """Hold the other's voices as well."""
        self.members += other.members
        add_to(self.whole, other.whole)
        self.signs |= other.signs
        self.opposes |= other.opposes
        self.apart |= other.apart


class Themes:
    """Voices gathered into themes."""

    def __init__(self, voices: Sequence[Voice], apart: Iterable[tuple[int, int]]) -> None:
        self.voices = voices
        self.weights = Weights.among([voice.spoken for voice in voices])
        self.vectors = [self.weights.vector(voice.spoken) for voice in voices]
        self.words = [frozenset(voice.spoken.words) for voice in voices]
        self.demands = Demands([voice.wording for voice in voices])
        self.of = [self._alone(place) for place in range(len(voices))]
        for one, other in apart:
            self._keep_apart(one, other)
        self._gather()
        self._let_go()

    def found(self) -> list[Theme]:
        """Return the themes of more than one voice, by their first voice."""
        themes = {min(theme.members): theme for theme in self.of if len(theme.members) > 1}
        return [themes[first] for first in sorted(themes)]

    def likeness(self, theme: Theme) -> float:
        """Return the average likeness of the theme's weakest voice to the others."""
        return min(self._likeness_in(theme, place) for place in theme.members)

    def _likeness_in(self, theme: Theme, place: int) -> float:
        return to_the_others(self.vectors[place], theme.whole, len(theme.members))

    def _gather(self) -> None:
        for edge in sorted(self._edges()):
            one, other = self.of[edge.one], self.of[edge.other]
            if one is other or not one.may_hold(other) or not one.is_like(other):
                continue
            if len(one.members) < len(other.members):
                one, other = other, one
            one.take(other)
            for place in other.members:
                self.of[place] = one

    def _let_go(self) -> None:
        """Leave alone who joined early and is, after others joined, like the others no more."""
        for theme in self.found():
            while strangers := {
                place for place in theme.members if self._likeness_in(theme, place) < LEAST
            }:
                for place in sorted(strangers):
                    self.of[place] = self._alone(place)
                theme.members = [place for place in theme.members if place not in strangers]
                if len(theme.members) < 2:  # noqa: PLR2004 - nobody is like others alone
                    break
                theme.whole = total(self.vectors[place] for place in theme.members)

    def _alone(self, place: int) -> Theme:
        stance = self.voices[place].stance
        return Theme([place], dict(self.vectors[place]), {stance.sign}, stance.opposes, set())

    def _keep_apart(self, one: int, other: int) -> None:
        self.of[one].apart.add(other)
        self.of[other].apart.add(one)

    def _edges(self) -> Iterator[Edge]:
        """Yield every two voices alike enough by themselves; rounded, so that equals tie."""
        for one, other in self._sharing():
            if self._oppose_different_things(one, other):
                self._keep_apart(one, other)
                continue
            likeness = product(self.vectors[one], self.vectors[other])
            if likeness >= LEAST:
                yield Edge(-round(likeness, 9), one, other)

    def _sharing(self) -> Iterator[tuple[int, int]]:
        """Yield every two voices that share words enough, the earlier first.

        Of many, those that share most; of a word on everybody's lips, the latest who used it.
        """
        holding: defaultdict[str, deque[int]] = defaultdict(partial(deque, maxlen=LATEST))
        weigh, least = self.weights.words, SHARED * self.weights.heaviest
        for place, voice in enumerate(self.voices):
            shared = [0.0] * place  # with each earlier voice: faster than a dictionary of some
            for word in voice.spoken.words:
                weight = weigh[word]
                for other in holding[word]:
                    shared[other] += weight
                holding[word].append(place)
            enough = [(-weight, other) for other, weight in enumerate(shared) if weight >= least]
            for weight, other in nsmallest(MOST_BESIDE, enough):
                if self._is_enough(-weight, other, place):
                    yield other, place

    def _is_enough(self, shared: float, one: int, other: int) -> bool:
        if len(self.words[one] & self.words[other]) < LEAST_WORDS:
            return False
        if shared >= SHARED_ACROSS * self.weights.heaviest:
            return True
        passages = self.voices[one].spoken.passages
        return not passages.isdisjoint(self.voices[other].spoken.passages)

    def _oppose_different_things(self, one: int, other: int) -> bool:
        """Whether both oppose, in words alike, but two things: two villages, two schools."""
        both = self.voices[one].stance.opposes and self.voices[other].stance.opposes
        return both and self.demands.differ(one, other)
