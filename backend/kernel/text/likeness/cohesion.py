"""Whether texts have enough in common to share one answer (B33: no one sentence for all)."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from backend.kernel.text.likeness.copies import copies
from backend.kernel.text.likeness.weights import Weights, product, scaled, total
from backend.kernel.text.likeness.wording import wording

UNLIKE = 0.95  # labelled opinions on one point lie at 0.4 to 0.93, chance ones at 0.97 and more


class Answered(NamedTuple):
    """An opinion and the reason it was answered with."""

    id: int
    text: str
    reason: str


class OneReason(NamedTuple):
    """Opinions answered with one and the same sentence, and how unlike they are."""

    members: tuple[int, ...]
    unlikeness: float


def unlike(texts: Sequence[str]) -> float:
    """Return how little texts have in common: 0 for the very same, 1 for nothing at all.

    One less the average likeness of every two, each word weighed by its rarity in the language.
    """
    if len(texts) < 2:  # noqa: PLR2004 - one text is like itself
        return 0.0
    words = [wording(text).words for text in texts]
    weights = Weights(0, Counter(dict.fromkeys(chain.from_iterable(words), 1)), Counter())
    vectors = [scaled({word: weights.words[word] for word in those}) for those in words]
    whole, count = total(vectors), len(vectors)
    own = sum([product(vector, vector) for vector in vectors])
    return 1 - (product(whole, whole) - own) / (count * (count - 1))


def one_reason_for_unlike(
    answers: Sequence[Answered], least: float = UNLIKE
) -> tuple[OneReason, ...]:
    """Return the opinions that share one reason, near enough word for word, yet are that unlike.

    For a person to look at: a reason may fit all of them. The largest come first.
    """
    ordered = sorted(answers, key=lambda answer: answer.id)
    given: dict[str, list[Answered]] = {}
    for answer in ordered:
        given.setdefault(wording(answer.reason).bare, []).append(answer)
    alike = copies([wording(reason) for reason in given], [len(those) for those in given.values()])
    same = list(given.values())
    found = [
        _one_reason([answer for place in family.likeness for answer in same[place]])
        for family in alike.families
    ]
    flagged = [one for one in found if len(one.members) > 1 and one.unlikeness >= least]
    return tuple(sorted(flagged, key=lambda one: (-len(one.members), one.members)))


def _one_reason(answers: Sequence[Answered]) -> OneReason:
    members = tuple(sorted(answer.id for answer in answers))
    return OneReason(members, round(unlike([answer.text for answer in answers]), 4))
