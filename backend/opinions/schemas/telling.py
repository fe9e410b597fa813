"""Whom the ledger writes to, on which occasion, and what each is told."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Literal, NamedTuple

from backend.notifications.schemas import Value
from backend.opinions.enums import ContactKind, Result


class Occasion(NamedTuple):
    """Something people are told, each once, however often the telling is begun anew."""

    subject: int
    key: str  # such as `consultations/extended:7`; with a receiver's number it is the letter's key
    origin: str = ""


class Author(NamedTuple):
    """Somebody who can be written to, and what one said on a subject that is owed an answer."""

    first: int  # the first opinion that came from there: it names the receiver
    kind: ContactKind
    contact: str
    language: Literal["zh", "en"]
    numbers: tuple[int, ...]


class Told(NamedTuple):
    """What one author is told."""

    template: str
    context: Mapping[str, Value]


# Asked for some authors at a time; who is left out of the answer is told nothing.
Writing = Callable[[Sequence[Author]], Awaitable[Mapping[int, Told]]]


class AnswerTold(NamedTuple):
    """What became of one opinion, for its author's own letterbox."""

    number: int
    original: int  # itself, or the one it says again
    result: Result
    reason: str
    is_withheld: bool  # then a letter says no more than that there is an answer


class SubjectTold(NamedTuple):
    """What opinions were invited on, as a letter names it."""

    title: str
    path: str
