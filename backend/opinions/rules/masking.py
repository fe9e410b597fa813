"""What is covered before strangers read an opinion, and how a moderator sees what will be."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from backend.kernel.text.characters import INVISIBLE, is_unprintable
from backend.kernel.text.mask import Span, find_personal
from backend.kernel.text.normalise import folded, tidy
from backend.kernel.text.personal_shapes import SURE
from backend.opinions.schemas.queue import PartKind, TextPart

HIDDEN = "【已隐藏】"
SURE_KINDS = frozenset(kind for kind, _ in SURE)
Places = Collection[tuple[int, int]]


class Cover(NamedTuple):
    """A stretch and the word that stands in its place."""

    start: int
    end: int
    word: str


def text_for_public(text: str, *, covers: Sequence[str] = (), uncovered: Places = ()) -> str:
    """Return what strangers may read: personal data and the named words covered, nothing unseen.

    A stretch may stay uncovered only where its kind is not sure: a name, a door, a plate.
    """
    found = [
        Cover(span.start, span.end, span.kind.cover)
        for span in find_personal(text, is_thorough=True)
        if span.kind in SURE_KINDS or (span.start, span.end) not in uncovered
    ]
    found += [Cover(start, end, HIDDEN) for word in covers for start, end in places(text, word)]
    return tidy(_covered(text, _joined(found)))


def missing_words(text: str, covers: Iterable[str]) -> tuple[str, ...]:
    """Return the words to cover that do not stand in the text."""
    return tuple(word for word in covers if not places(text, word))


def places(text: str, word: str) -> tuple[tuple[int, int], ...]:
    """Return where a word stands, whatever its width or what nobody sees inside it."""
    plain, sought = folded(text), folded(word.strip()).text
    found: list[tuple[int, int]] = []
    at = plain.text.find(sought) if sought else -1
    while at >= 0:
        last = at + len(sought) - 1
        found.append((plain.positions[at], plain.positions[last] + 1))
        at = plain.text.find(sought, last + 1)
    return tuple(found)


def parts_of(text: str, *, most: int | None = None) -> tuple[TextPart, ...]:
    """Return the text in stretches, personal data and unseen characters by themselves.

    With `most`, only the beginning; what stands there is judged by the whole text.
    """
    spans = find_personal(text, is_thorough=True)
    end = len(text) if most is None else most
    return tuple(part for part in _parts(text, spans, min(end, len(text))) if part.text)


def has_personal(text: str) -> bool:
    """Whether personal data stands in the text, or what may be."""
    return bool(find_personal(text, is_thorough=True))


def _parts(text: str, spans: Sequence[Span], end: int) -> Iterator[TextPart]:
    last = 0
    for span in spans:
        if span.start >= end:
            break
        yield from _seen(text, last, span.start)
        kind = PartKind.SURE if span.kind in SURE_KINDS else PartKind.LIKELY
        yield TextPart(kind, tidy(text[span.start : span.end]), span.start, span.end)
        last = span.end
    yield from _seen(text, last, max(last, end))


def _seen(text: str, start: int, end: int) -> Iterator[TextPart]:
    """Return a plain stretch cut at characters nobody sees."""
    since = start
    for at in range(start, end):
        char = text[at]
        if char in INVISIBLE or is_unprintable(char):
            yield TextPart(PartKind.PLAIN, text[since:at], since, at)
            yield TextPart(PartKind.UNSEEN, f"U+{ord(char):04X}", at, at + 1)
            since = at + 1
    yield TextPart(PartKind.PLAIN, text[since:end], since, end)


def _joined(covers: Iterable[Cover]) -> list[Cover]:
    """Return the covers in order; those that overlap become one, under the first one's word."""
    joined: list[Cover] = []
    for cover in sorted(covers):
        if joined and cover.start < joined[-1].end:
            before = joined.pop()
            joined.append(Cover(before.start, max(before.end, cover.end), before.word))
        else:
            joined.append(cover)
    return joined


def _covered(text: str, covers: Iterable[Cover]) -> str:
    parts: list[str] = []
    last = 0
    for cover in covers:
        parts += [text[last : cover.start], cover.word]
        last = cover.end
    return "".join([*parts, text[last:]])
