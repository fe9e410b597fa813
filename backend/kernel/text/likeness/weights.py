"""Texts as weighted words: a rare word binds, a common one hardly does; a clause named too.

A word is rare twice over: few of these texts use it, and few texts at all (the dictionary's own
counts). A text's words have length sqrt(1 - CLAUSES), its clauses at most sqrt(CLAUSES): naming
the same rare clause adds at most CLAUSES to a likeness, and never makes one by itself.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import log, sqrt
from typing import NamedTuple

import rjieba

CLAUSES = 0.1
ORDINARY = 20  # texts assumed besides, so that a handful of texts has common words too
COMMONEST = 60_000  # a word so frequent in the dictionary hardly binds
COMMON = 0.85  # how much of a word's weight its frequency in the language can take

Vector = dict[str, float]


class Spoken(NamedTuple):
    """What of a text is weighed: its telling words, and the clauses it names."""

    words: tuple[str, ...]
    passages: frozenset[int]


class Weights:
    """How much each word and each clause binds among these texts."""

    def __init__(self, count: int, often: Counter[str], named: Counter[int]) -> None:
        self.count = count
        self.named = named
        self.heaviest = log(count + ORDINARY)  # of a word nobody else uses, in any text
        self.words = {word: self.used(word, times) for word, times in often.items()}

    @classmethod
    def among(cls, texts: Sequence[Spoken]) -> "Weights":
        """Weigh by these texts."""
        often = Counter(chain.from_iterable(text.words for text in texts))
        return cls(len(texts), often, Counter(chain.from_iterable(text.passages for text in texts)))

    def used(self, word: str, times: float) -> float:
        """Return the weight of a word so many of the texts use."""
        return rarity(word) * log((self.count + ORDINARY) / times)

    def vector(self, text: Spoken) -> Vector:
        """Return the text as weighted words and clauses, in a fixed order."""
        found = scaled({word: self.words[word] for word in text.words}, sqrt(1 - CLAUSES))
        clauses = {f"§{number}": self._of_clause(number) for number in sorted(text.passages)}
        return found | scaled(clauses, sqrt(CLAUSES * max(clauses.values(), default=0.0)))

    def _of_clause(self, number: int) -> float:
        """Return from 0, named by everybody, to 1, by one of many."""
        return max(0.0, 1 - log(self.named[number]) / log(self.count + ORDINARY))


def rarity(word: str) -> float:
    """Return how rare a word is in the language: 1 for an unknown one, near 0 for the commonest."""
    return 1 - COMMON * log(min(max(rjieba.suggest_freq(word), 1), COMMONEST)) / log(COMMONEST)


def product(one: Vector, other: Vector) -> float:
    """Return the scalar product of two vectors, added up in one order wherever it is computed."""
    return sum([one[word] * other[word] for word in sorted(one.keys() & other.keys())])


def add_to(whole: Vector, vector: Mapping[str, float]) -> None:
    """Add a vector to a sum."""
    for word, weight in vector.items():
        whole[word] = whole.get(word, 0.0) + weight


def total(vectors: Iterable[Mapping[str, float]]) -> Vector:
    """Return the sum of vectors."""
    whole: Vector = {}
    for vector in vectors:
        add_to(whole, vector)
    return whole


def to_the_others(vector: Vector, whole: Vector, count: int) -> float:
    """Return a member's average likeness to the other members whose sum is given with it."""
    return (product(vector, whole) - product(vector, vector)) / (count - 1)


def scaled(weights: Mapping[str, float], length: float = 1.0) -> Vector:
    """Return the vector in the same direction of that length; an empty one stays empty."""
    norm = sqrt(sum([weight * weight for weight in weights.values()]))
    return {key: weight * length / norm for key, weight in weights.items()} if norm else {}
