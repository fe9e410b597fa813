"""What people call the columns of their tables."""

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Generic

from backend.kernel.importing.enums import Certainty
from backend.kernel.importing.schemas import M
from backend.kernel.text.normalise import comparable

NOISE = re.compile(r"[\s:：*、，,。.．·/／_\-—]+")
BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
LEAST_LIKENESS = 0.75
LEAST_CONTAINED = 4  # characters: shorter names stand inside too many words
LONGEST_HEADER = 24  # characters: longer is a sentence
REMEMBERED = 2000  # headers

Look = Callable[[str], bool]
"""Whether a cell looks like what a column may hold."""


class Vocabulary(Generic[M]):
    """The names of a room's columns; `main` is the one with most words in it."""

    def __init__(
        self,
        names: Mapping[M, Sequence[str]],
        *,
        ignored: M,
        main: M,
        looks: Sequence[tuple[M, Look]] = (),
        minor: frozenset[M] = frozenset(),
    ) -> None:
        self.known = {name: field for field, called in names.items() for name in called}
        self.ignored, self.main = ignored, main
        self.looks = looks  # in the order they are tried where there is no header
        self.minor = minor  # too common in sentences to prove a header
        self.field_of = lru_cache(REMEMBERED)(self._field_of)

    def is_sure(self, header: str) -> bool:
        """Whether a cell is surely a header: a look in a table, quick enough for every row."""
        return len(header) <= LONGEST_HEADER and NOISE.sub("", comparable(header)) in self.known

    def _field_of(self, header: str) -> tuple[M, Certainty]:
        """Return what a header means and how surely; ignored and unknown when it says nothing."""
        plain = NOISE.sub("", comparable(header))
        bare = NOISE.sub("", BRACKETS.sub("", comparable(header)))
        for words in (plain, bare):
            if words in self.known:
                return self.known[words], Certainty.SURE
        near = self._nearest(bare) if bare and len(bare) <= LONGEST_HEADER else None
        return (self.known[near], Certainty.LIKELY) if near else (self.ignored, Certainty.UNKNOWN)

    def _nearest(self, bare: str) -> str | None:
        """Return the longest name that stands inside, or the one most alike."""
        inside = [name for name in self.known if len(name) >= LEAST_CONTAINED and name in bare]
        if inside:
            return max(inside, key=len)
        likeness, name = max((SequenceMatcher(None, bare, one).ratio(), one) for one in self.known)
        return name if likeness >= LEAST_LIKENESS else None
