"""The same sentence for unlike opinions: a warning that must be looked at, never a block."""

import hashlib
from collections.abc import Mapping, Sequence

from backend.kernel.language import Text, say
from backend.kernel.text.normalise import comparable
from backend.opinions.enums import Result
from backend.opinions.schemas import Frozen
from backend.opinions.schemas.points import Caution

SHOWN = 24  # characters of the sentence
MOST_TOLD = 3


class GivenReason(Frozen):
    """A reason as it was given: to a point, or to one opinion."""

    reason: str
    result: Result
    point: int | None
    title: str  # the point's, or the opinion's number
    opinion: int | None = None


def bare(reason: str) -> str:
    """Return a reason for finding equals: letters and figures alone."""
    return "".join(char for char in comparable(reason) if char.isalnum())


def repeated(given: Sequence[GivenReason]) -> Mapping[str, tuple[GivenReason, ...]]:
    """Return the sentences that more than one point, or own answer, was given.

    What was adopted needs no reason of its own, so that a repeated one says nothing.
    """
    by_words: dict[str, list[GivenReason]] = {}
    for one in given:
        if one.result is not Result.ADOPTED and bare(one.reason):
            by_words.setdefault(bare(one.reason), []).append(one)
    return {words: tuple(found) for words, found in by_words.items() if len(found) > 1}


def warning_of(words: str, given: Sequence[GivenReason]) -> Caution:
    """Return the warning of one repeated sentence; its key changes with whom it is given to."""
    names = sorted(f"p{one.point}" if one.point else f"o{one.opinion}" for one in given)
    key = hashlib.sha256("|".join([words, *names]).encode()).hexdigest()[:16]
    return Caution(key=key, message=_message(given))


def _message(given: Sequence[GivenReason]) -> Text:
    sentence = given[0].reason
    return say(
        "同一句话「{sentence}」用来答复了 {count} 处不同的意见：{titles}。请看看是否都说得通。",
        sentence=sentence[:SHOWN] + ("…" if len(sentence) > SHOWN else ""),
        count=len(given),
        titles="、".join(one.title for one in given[:MOST_TOLD])
        + ("…" if len(given) > MOST_TOLD else ""),
    )
