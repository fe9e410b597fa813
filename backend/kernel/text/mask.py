"""Finds personal data by its shape and covers it: phones, identity and bank cards, mail, chats.

By shape, not by checking digits: a mistyped number is somebody's number still. What only looks
alike stays: 12345, office landlines, document numbers, credit codes, meter and ticket numbers.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from backend.kernel.text.normalise import Folded, folded
from backend.kernel.text.personal_shapes import LIKELY, SURE, PersonalKind

LEAST_DIGITS = 5  # of a mobile number with letters for zeros
OFFICE_MAIL = ".gov.cn"


class Span(NamedTuple):
    """Where personal data stands in a text, in characters."""

    kind: PersonalKind
    start: int
    end: int


class Masked(NamedTuple):
    """A text with its personal data covered, and where that was."""

    text: str
    spans: tuple[Span, ...]


def find_personal(text: str, *, is_thorough: bool = False) -> tuple[Span, ...]:
    """Return where personal data stands, in order and without overlaps.

    Phones, identity cards, bank cards, e-mails and named chat accounts are always found;
    spoken numbers, names, door numbers and plates only when thorough, and as well as can be.
    """
    plain = folded(text)
    found: list[Span] = []
    for kind, shape in SURE + LIKELY if is_thorough else SURE:
        for span in _matches(kind, shape, plain):
            if not any(span.start < other.end and other.start < span.end for other in found):
                found.append(span)
    return tuple(sorted(found, key=lambda span: span.start))


def mask(text: str, *, is_thorough: bool = False) -> Masked:
    """Return the text with its personal data covered by a word saying what stood there."""
    spans = find_personal(text, is_thorough=is_thorough)
    parts: list[str] = []
    last = 0
    for span in spans:
        parts += [text[last : span.start], span.kind.cover]
        last = span.end
    return Masked("".join([*parts, text[last:]]), spans)


def _matches(kind: PersonalKind, shape: re.Pattern[str], plain: Folded) -> Iterator[Span]:
    for match in shape.finditer(plain.text):
        group = "it" if match["it"] is not None else "plain"
        start, end = match.span(group)
        if _is_meant(kind, match[group]):
            yield Span(kind, plain.positions[start], plain.positions[end - 1] + 1)


def _is_meant(kind: PersonalKind, words: str) -> bool:
    """Whether a match is somebody's: not an office's mailbox, not a word of round letters."""
    if kind is PersonalKind.PHONE:
        return sum(char.isdigit() for char in words) >= LEAST_DIGITS
    return not (kind is PersonalKind.EMAIL and words.endswith(OFFICE_MAIL))
