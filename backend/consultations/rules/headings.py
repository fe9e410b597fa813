"""Tells a heading from the words under it, by how offices write them."""

import re
from typing import NamedTuple

from backend.consultations.rules.labels import SPACES
from backend.kernel.text.numerals import number_in

LONGEST_TITLE = 40  # characters
LONGEST_NAME = 30  # of an article
LONGEST_INLINE = 15  # an article's name on the line of its words
LONGEST_LEAD = 20  # the first sentence of a plan's point, set in bold by offices
SENTENCE_ENDS = frozenset("。；！？;!?")
BROKEN_OFF = frozenset("，、：:,")
BRACKETED = re.compile(r"【(?P<heading>[^【】\t]*)】(?P<text>.*)")
ROUND = re.compile(r"[（(](?P<heading>[^（）()【】\t]{1,20})[）)](?P<text>.*)")
INLINE = re.compile(r"(?P<heading>[^\u3000]+?)(?:\u3000+| {2,})(?P<text>\S.*)")
LEAD = re.compile(r"(?P<heading>[^。；：！？;:!?\t]{2,20}[。：])(?P<text>.+)")
SIGNS_OF_SPEECH = frozenset("，。；：")


class Opening(NamedTuple):
    """How the words after an article's label begin."""

    heading: str
    text: str
    is_marked: bool  # brackets say where the heading is, an empty one too


def is_title(text: str, longest: int = LONGEST_TITLE) -> bool:
    """Whether these words can be a heading: short, and no sentence."""
    return (
        0 < len(text) <= longest
        and not any(char in SENTENCE_ENDS for char in text)
        and text[-1] not in BROKEN_OFF
        and "\t" not in text
    )


def is_article_name(text: str) -> bool:
    """Whether these words can be an article's heading."""
    return is_title(text, LONGEST_NAME) and not any(char in "，,：【】" for char in text)


def is_sentence(text: str) -> bool:
    """Whether these words say something, and do not only name it."""
    return any(char in SIGNS_OF_SPEECH for char in text)


def squeezed(heading: str) -> str:
    """Return a heading without the spaces that only stretch it: 总　则."""
    pieces = SPACES.split(heading)
    return "".join(pieces) if all(len(piece) <= 1 for piece in pieces) else heading


def opening(rest: str) -> Opening:
    """Return an article's heading where it stands in brackets or apart on the same line."""
    if found := BRACKETED.fullmatch(rest):
        return Opening(squeezed(found["heading"].strip()), found["text"].strip(), is_marked=True)
    found = ROUND.fullmatch(rest)
    if found and is_article_name(found["heading"]) and number_in(found["heading"]) is None:
        return Opening(squeezed(found["heading"].strip()), found["text"].strip(), is_marked=True)
    found = INLINE.fullmatch(rest)
    if found and _is_name_before(found["heading"], found["text"]):
        return Opening(squeezed(found["heading"].strip()), found["text"].strip(), is_marked=True)
    return Opening("", rest, is_marked=False)


def _is_name_before(heading: str, text: str) -> bool:
    return len(heading) <= LONGEST_INLINE and is_article_name(heading) and is_sentence(text)


def lead(rest: str) -> tuple[str, str]:
    """Return the first sentence of a plan's point as its heading, if it is one, and the others.

    提高认识，加强领导。 is a heading: its parts are alike; 逾期不报的，予以通报。 is not.
    """
    found = LEAD.fullmatch(rest)
    if found is None:
        return "", rest
    parts = re.split("[，,]", found["heading"][:-1])
    is_even = len({len(part) for part in parts}) == 1
    return (found["heading"], found["text"].strip()) if is_even else ("", rest)
