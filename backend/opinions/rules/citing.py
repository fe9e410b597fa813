"""Which passages somebody means who writes 第五条、第七条, 5-7 or a clause's name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from backend.kernel.text.normalise import comparable
from backend.kernel.text.numerals import number_in
from backend.opinions.schemas.shown import PassageShown

NUMERAL = "[零一二两三四五六七八九十百千]{1,7}|[0-9]{1,4}"
PARTS = re.compile(r"[、,，;；/\n]+|\s{1,}")
INNER_GAP = re.compile(r"(?<=第)\s+|\s+(?=[条款项之])")
JOINED = re.compile("以及|和|及|与|跟")
ARTICLE = re.compile(rf"第?({NUMERAL})条?(?:之({NUMERAL}))?(?:第?\(?(?:{NUMERAL})\)?[款项目].*)?")
RANGE = re.compile(rf"第?({NUMERAL})条?(?:-|—|–|~|～|至|到)+第?({NUMERAL})条?")
OTHER_NUMBER = re.compile(rf"[(（]?({NUMERAL})[)）]?[、.．]?")
WHOLE = frozenset(
    {"全文", "全部", "整体", "总体", "整个草案", "草案", "通篇", "无", "-", "—", "不限"}
)
LEAST_NAME = 2  # characters of a clause's name
LONGEST_RANGE = 60  # clauses
REMEMBERED = 2000  # labels: a register names the same ones in every row
GAP = "\u3000"  # between a clause's label and its name


class Cited(NamedTuple):
    """The passages that were meant, in order, and the words that say nothing known."""

    passages: tuple[int, ...]
    unknown: tuple[str, ...] = ()


def read_citation(text: str, passages: Sequence[PassageShown]) -> Cited:
    """Return the passages a clerk wrote down; the whole draft is none of them."""
    found: list[int] = []
    unknown: list[str] = []
    for words in _words(text, passages):
        meant = _meant(words, passages)
        found += meant
        if not meant:
            unknown.append(words)
    return Cited(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(unknown)))


def _words(text: str, passages: Sequence[PassageShown]) -> Iterator[str]:
    """Yield what was written, name by name; 和 parts two names only where it is in neither."""
    for part in PARTS.split(INNER_GAP.sub("", comparable(text))):
        whole = part.strip("《》“”\"'。. ")
        if not whole or whole in WHOLE:
            continue
        if JOINED.search(whole) and not _meant(whole, passages):
            yield from filter(None, JOINED.split(whole))
        else:
            yield whole


def _meant(words: str, passages: Sequence[PassageShown]) -> list[int]:
    """Return the passages of one name, number or range of numbers; none unless it is clear."""
    return _only(_named(words, passages)) or _numbered(words, passages) or _within(words, passages)


def _only(found: Iterable[PassageShown]) -> list[int]:
    ids = [passage.id for passage in found]
    return ids if len(ids) == 1 else []


def _named(words: str, passages: Sequence[PassageShown]) -> Iterator[PassageShown]:
    for passage in passages:
        if words in _spellings(passage.label):
            yield passage


@lru_cache(REMEMBERED)
def _spellings(label: str) -> frozenset[str]:
    number, _, name = label.partition(GAP)
    return frozenset(comparable(one).replace(" ", "") for one in (number, name, label) if one)


def _within(words: str, passages: Sequence[PassageShown]) -> list[int]:
    """Return the one passage with these words in its name."""
    if len(words) < LEAST_NAME or number_in(words) is not None:
        return []
    return _only(passage for passage in passages if words in comparable(passage.label))


def _numbered(words: str, passages: Sequence[PassageShown]) -> list[int]:
    many = RANGE.fullmatch(words)
    if many:
        first, last = number_in(many[1]) or 0, number_in(many[2]) or 0
        if not 0 < first <= last < first + LONGEST_RANGE:
            return []
        each = [_of_number(number, 0, passages) for number in range(first, last + 1)]
        return [passage for found in each for passage in found] if all(each) else []
    one = ARTICLE.fullmatch(words)
    if one is None:
        return []
    return _of_number(number_in(one[1]) or 0, number_in(one[2] or "零") or 0, passages)


def _of_number(number: int, after: int, passages: Sequence[PassageShown]) -> list[int]:
    """Return the article of this number, or what is counted so where there are no articles."""
    articles = [passage for passage in passages if _article(passage.label) == (number, after)]
    if articles or any(_article(passage.label) for passage in passages):
        return _only(articles)
    return _only(passage for passage in passages if _number(passage.label) == number and not after)


@lru_cache(REMEMBERED)
def _article(label: str) -> tuple[int, int] | None:
    head = comparable(label.partition(GAP)[0])
    found = ARTICLE.fullmatch(head) if head.startswith("第") else None
    return (number_in(found[1]) or 0, number_in(found[2] or "零") or 0) if found else None


@lru_cache(REMEMBERED)
def _number(label: str) -> int | None:
    found = OTHER_NUMBER.fullmatch(label.partition(GAP)[0].strip())
    return number_in(found[1]) if found else None
