"""One spelling for the same text: as it is kept, and as it is compared."""

import re
import unicodedata
from typing import NamedTuple

from backend.kernel.text.characters import INVISIBLE, JOINERS, UNKEPT, UNSEEN, is_unprintable

LINE_END = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
MANY_BLANK_LINES = re.compile(r"\n{4,}")
CHINESE_ZERO = "〇"  # read as a digit, yet no compatibility form of one
# What nearly all people write with: of these each character alone gives one of the comparing form.
ONE_TO_ONE = re.compile("[\n\t -~、。〇《》「」【】—‘’“”\u4e00-\u9fff！-～]*")
HALF_WIDTH: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    ord(CHINESE_ZERO): "0",
}


class Folded(NamedTuple):
    """A text in comparing form, and where each of its characters stood in the original."""

    text: str
    positions: tuple[int, ...]


def tidy(text: str) -> str:
    """Return the text as it is kept: same words in one spelling (NFC), nothing unseen.

    Direction marks and zero-width characters go: they let a text show what it does not say.
    """
    kept = LINE_END.sub("\n", text).translate(UNKEPT)
    return MANY_BLANK_LINES.sub("\n\n\n", unicodedata.normalize("NFC", kept)).strip()


def comparable(text: str) -> str:
    """Return the text for finding equals: full width as half, no case, no unseen characters."""
    plain = unicodedata.normalize("NFKC", text.translate(UNSEEN)).casefold()
    return plain.replace(CHINESE_ZERO, "0")


def folded(text: str) -> Folded:
    """Return the comparing form with the way back to each original character."""
    if ONE_TO_ONE.fullmatch(text):
        return Folded(text.translate(HALF_WIDTH).lower(), tuple(range(len(text))))
    return _folded_one_by_one(text)


def _folded_one_by_one(text: str) -> Folded:
    characters: list[str] = []
    positions: list[int] = []
    for position, char in enumerate(text):
        if char in INVISIBLE or char in JOINERS or is_unprintable(char):
            continue
        plain = "0" if char == CHINESE_ZERO else unicodedata.normalize("NFKC", char).casefold()
        characters += plain
        positions += [position] * len(plain)
    return Folded("".join(characters), tuple(positions))
