"""What binds a group, in a few words, as a first suggestion for its title."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from backend.kernel.text.likeness.stance import stance_of
from backend.kernel.text.likeness.weights import Spoken
from backend.kernel.text.likeness.wording import MOST_COMPARED, plain, telling_words
from backend.kernel.text.mask import find_personal

MOST_TERMS = 4


def common_words(texts: Sequence[Spoken]) -> tuple[str, ...]:
    """Return the telling words of one text, or those two and at least half of several use."""
    often = Counter(word for text in texts for word in text.words)
    least = max(min(2, len(texts)), len(texts) / 2)
    return tuple(word for word, times in often.items() if times >= least)


def binding_words(
    text: str, common: Collection[str], weights: Mapping[str, float]
) -> tuple[str, ...]:
    """Return the heaviest of the common words as the text has them in turn, none personal.

    What stands in a demand ("please keep …") comes first: a title says what is wanted.
    """
    folded = plain(without_personal(text[:MOST_COMPARED]))
    demanded = telling_words(stance_of(folded).demands)
    held = [word for word in telling_words(folded) if word in common]
    heaviest = sorted(held, key=lambda word: (word not in demanded, -weights[word], word))
    return tuple(word.upper() for word in held if word in heaviest[:MOST_TERMS])


def without_personal(text: str) -> str:
    """Return the text with what looks like personal data left out, as well as can be."""
    last, parts = 0, []
    for span in find_personal(text, is_thorough=True):
        parts.append(text[last : span.start])
        last = span.end
    return " ".join([*parts, text[last:]])
