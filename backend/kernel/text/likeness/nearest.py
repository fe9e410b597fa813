"""The opinions most like one text, to be looked at beside it."""

from collections import Counter
from collections.abc import Sequence
from heapq import nsmallest
from itertools import chain
from math import sqrt

from backend.kernel.text.likeness.lookup import overlap
from backend.kernel.text.likeness.saying import Like, Saying
from backend.kernel.text.likeness.weights import Vector, Weights, product, scaled
from backend.kernel.text.likeness.wording import Wording, wording
from backend.kernel.text.simplified import simplified

LEAST = 0.05
READ_CLOSELY = 12  # times as many as are wanted: those that hold most of the text's words


def most_like(text: str, others: Sequence[Saying], limit: int = 10) -> tuple[Like, ...]:
    """Return at most that many of the others, the most like first; fewer if few are like it.

    Copies and excerpts come with 0.8 and more. The others are looked through once, by searching
    them for the text's words, and only the best are taken apart: 10,000 in a fraction of a second.
    """
    sought = wording(text)
    held = [_held(sought.words, simplified(other.text.casefold())) for other in others]
    weights = Weights(len(others), Counter(chain.from_iterable(held)), Counter())
    best = nsmallest(
        limit * READ_CLOSELY,
        [place for place in range(len(others)) if held[place]],
        key=lambda place: (-sum(weights.words[word] for word in held[place]), others[place].id),
    )
    found = [_compared(sought, others[place], weights) for place in best]
    return tuple(nsmallest(limit, (one for one in found if one.likeness >= LEAST), key=_order))


def _held(words: Sequence[str], text: str) -> list[str]:
    return [word for word in words if word in text]


def _compared(sought: Wording, other: Saying, weights: Weights) -> Like:
    read = wording(other.text)
    one, two = (scaled(_weighed(those.words, weights)) for those in (sought, read))
    return Like(other.id, round(min(1.0, max(product(one, two), overlap(sought, read))), 4))


def _weighed(words: Sequence[str], weights: Weights) -> Vector:
    """Weigh words; those the text has not were not counted: taken for neither rare nor common."""
    middling = sqrt(weights.count + 1)
    return {word: weights.words.get(word) or weights.used(word, middling) for word in words}


def _order(one: Like) -> tuple[float, int]:
    return -one.likeness, one.id
