"""Gives each line of a draft its kind and its depth, reading from the top as a person does."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from backend.consultations.enums.clauses import ClauseKind
from backend.consultations.rules.headings import is_sentence, is_title
from backend.consultations.rules.labels import COUNT, GAP, SPACES, Label, Style, read_label

CONTENTS = "目录"
LONGEST_SIGNATURE = 30  # characters
ANNEX = re.compile(rf"附[件表图录]{GAP}{COUNT}?(?:{GAP}|{GAP}[:：].*|[ \u3000].{{0,40}})|附[:：].*")
ANNEX_LIST = re.compile(rf"附件?{GAP}[:：]{GAP}1[.．、]\D.*")
YEAR = r"(?:\d{4}|[〇○零一二三四五六七八九]{4})"
DATE = re.compile(
    rf"{YEAR}年[\d一二三四五六七八九十×xX]{{1,3}}月[\d一二三四五六七八九十×xX]{{1,3}}日"
)
DIVISIONS = {
    Style.PART: ClauseKind.PART,
    Style.CHAPTER: ClauseKind.CHAPTER,
    Style.SECTION: ClauseKind.SECTION,
}
STYLES = {kind: style for style, kind in DIVISIONS.items()} | {ClauseKind.ARTICLE: Style.ARTICLE}
UNDER_ARTICLE = {ClauseKind.PARAGRAPH: 1, ClauseKind.ITEM: 2, ClauseKind.SUB_ITEM: 3}
PLAIN = (ClauseKind.PARAGRAPH, ClauseKind.TEXT)


class Line(NamedTuple):
    """A line of the draft and what it is."""

    kind: ClauseKind
    level: int
    depth: int  # of what holds others: the less, the more it holds
    label: str
    rest: str
    is_joining: bool  # it may be the words of the label before it


class Open(NamedTuple):
    """What the line being read stands in."""

    style: Style
    depth: int
    number: int


def outline(texts: Sequence[str], kinds: Sequence[ClauseKind | None] = ()) -> list[Line]:
    """Return the lines with kind and depth; where `kinds` names one, a person has decided it."""
    reader, contents = _Reader(), _contents(texts)
    lines = []
    for place, text in enumerate(texts):
        following = texts[place + 1] if place + 1 < len(texts) else ""
        decided = kinds[place] if place < len(kinds) else None
        if decided in (None, ClauseKind.TEXT) and place in contents:
            lines.append(_apart(text))
        else:
            lines.append(reader.read(text, following, decided))
    return lines


def _contents(texts: Sequence[str]) -> range:
    """Return where a table of contents stands: up to where its first label comes again."""
    for place, text in enumerate(texts[:-1]):
        if SPACES.sub("", text) != CONTENTS:
            continue
        first = read_label(texts[place + 1])
        for end in range(place + 2, len(texts)) if first else ():
            again = read_label(texts[end])
            if again and first and again.text == first.text:
                return range(place, end)
    return range(0)


def _apart(text: str) -> Line:
    return Line(ClauseKind.TEXT, 0, 0, "", text, is_joining=False)


class _Reader:
    """Follows which divisions, headings and which article the reading is in."""

    def __init__(self) -> None:
        self.open: list[Open] = []
        self.last_article: int | None = None
        self.is_listing_annexes = False

    def read(self, text: str, following: str, decided: ClauseKind | None) -> Line:
        """Return the line as it is to be taken, and remember what it opens or closes."""
        label = read_label(text)
        if decided in (None, ClauseKind.TEXT) and self._closes(text, label, following):
            return _apart(text)
        kind = decided or self._kind(label)
        if kind in PLAIN:
            label = None
        rest = label.rest if label else text
        is_joining = decided is None and kind in PLAIN and "\t" not in text
        depth = self._depth(kind, label)
        level = self._level(kind, depth)
        if depth is not None:
            self.open.append(Open(_style(kind, label), depth, label.number if label else 0))
        if kind is ClauseKind.ARTICLE and label:
            self.last_article = label.number
        return Line(kind, level, depth or 0, label.text if label else "", rest, is_joining)

    def _closes(self, text: str, label: Label | None, following: str) -> bool:
        """Whether a line ends the text proper: an annex, a signature, a date."""
        if self.is_listing_annexes and label and label.style is Style.DIGIT:
            return True
        self.is_listing_annexes = bool(ANNEX_LIST.fullmatch(text))
        if ANNEX.fullmatch(text):
            self.last_article = None
        elif not _is_date(text) and not (label is None and _is_signature(text, following)):
            return False
        self.open.clear()
        return True

    def _kind(self, label: Label | None) -> ClauseKind:
        is_in_article = bool(self.open) and self.open[-1].style is Style.ARTICLE
        plain = ClauseKind.PARAGRAPH if is_in_article else ClauseKind.TEXT
        if label is None:
            return plain
        if label.style in DIVISIONS:
            is_heading = not label.rest or is_title(label.rest)
            return DIVISIONS[label.style] if is_heading else plain
        if label.style is Style.ARTICLE:
            return ClauseKind.ARTICLE if label.is_apart or self._is_next(label) else plain
        return self._kind_in_article(label) if is_in_article else ClauseKind.HEADING

    def _is_next(self, label: Label) -> bool:
        return self.last_article is None or label.number == self.last_article + 1

    def _kind_in_article(self, label: Label) -> ClauseKind:
        """Return whether a plan's label goes on with the headings above, or counts items."""
        is_going_on = any(
            one.depth == label.depth and one.number + 1 == label.number for one in self.open
        )
        is_plan = not any(one.style in DIVISIONS for one in self.open)
        if is_going_on or (label.style is Style.CHINESE and is_plan and is_title(label.rest)):
            return ClauseKind.HEADING
        is_item = label.style in (Style.CHINESE, Style.CHINESE_ROUND)
        return ClauseKind.ITEM if is_item else ClauseKind.SUB_ITEM

    def _depth(self, kind: ClauseKind, label: Label | None) -> int | None:
        """Return how much a line holds, after closing what holds no more than it; None: nothing."""
        if kind in UNDER_ARTICLE or kind is ClauseKind.TEXT:
            return None
        depth = label.depth if kind is ClauseKind.HEADING and label else _style(kind, label)
        while self.open and self.open[-1].depth >= depth:
            self.open.pop()
        return int(depth)

    def _level(self, kind: ClauseKind, depth: int | None) -> int:
        if depth is None and self.open and self.open[-1].style is Style.ARTICLE:
            return len(self.open) - 1 + UNDER_ARTICLE.get(kind, 1)
        return len(self.open)


def _style(kind: ClauseKind, label: Label | None) -> Style:
    if kind in STYLES:
        return STYLES[kind]
    return label.style if label else Style.CHINESE


def _is_date(text: str) -> bool:
    return bool(DATE.fullmatch(SPACES.sub("", text)))


def _is_signature(text: str, following: str) -> bool:
    is_short = len(text) <= LONGEST_SIGNATURE and not is_sentence(text) and "\t" not in text
    return is_short and _is_date(following)
