"""Reads what a paragraph of a draft is called: 第二章, 第五条之一, 一、, （三）, 1.2, ②."""

import re
from enum import IntEnum
from typing import NamedTuple

from backend.kernel.text.numerals import chinese_numeral, number_in

NUMERAL = "[〇零一二两三四五六七八九十百千]"
COUNT = rf"(?:{NUMERAL}{{1,9}}|\d{{1,4}})"
GAP = r"[ \t\u3000\u00a0]*"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
REFERS = re.compile(
    "第|[、，,。；]|之|的|款|规定|关于|情形|另有|项(?!目)|所[列述称指规]|以[外及下上]"
    "|中(?=[的，、])|[和或及与至到](?:者)?(?:第|本|其)"
)
OPENS = frozenset("【（(《“")
SPACES = re.compile(r"[ \t\u3000\u00a0]+")


class Style(IntEnum):
    """The ways of counting, from what holds most to what holds least."""

    PART = 0  # 第一编
    CHAPTER = 1
    SECTION = 2
    CHINESE = 3  # 一、
    CHINESE_ROUND = 4  # （一）
    DIGIT = 5  # 1.
    DOTTED = 6  # 1.2, one deeper for each further dot
    DIGIT_ROUND = 10  # （1）
    CIRCLE = 11  # ①
    ARTICLE = 20


class Label(NamedTuple):
    """What a paragraph is called, its place in a row of its like, and the words after it."""

    style: Style
    depth: int
    number: int
    text: str
    rest: str
    is_apart: bool  # something stands between label and words, so it is no mere reference


LAW = re.compile(
    rf"(?P<label>第{GAP}(?P<number>{COUNT}){GAP}(?P<unit>[编章节条])(?:之{COUNT})?)"
    rf"(?P<gap>{GAP})(?P<rest>.*)"
)
UNITS = {"编": Style.PART, "章": Style.CHAPTER, "节": Style.SECTION, "条": Style.ARTICLE}
PLAN = {
    Style.CHINESE: rf"(?P<label>(?P<number>{NUMERAL}{{1,5}}){GAP}[、．.])(?P<rest>.*)",
    Style.CHINESE_ROUND: (
        rf"(?P<label>[（(]{GAP}(?P<number>{NUMERAL}{{1,5}}){GAP}[）)][、.．]?)(?P<rest>.*)"
    ),
    Style.DOTTED: (
        r"(?P<label>\d{1,2}(?:[.．]\d{1,2}){0,2}[.．](?P<number>\d{1,2}))"
        r"(?=[ \t\u3000])(?P<rest>.*)"
    ),
    Style.DIGIT: r"(?P<label>(?P<number>\d{1,3})[.．、](?!\d))(?P<rest>.*)",
    Style.DIGIT_ROUND: (
        rf"(?P<label>(?:[（(]{GAP})?(?P<number>\d{{1,3}}){GAP}[）)][、.．]?)(?P<rest>.*)"
    ),
    Style.CIRCLE: rf"(?P<label>(?P<number>[{CIRCLED}]))(?P<rest>.*)",
}
SHAPES = tuple((style, re.compile(shape)) for style, shape in PLAN.items())


def read_label(paragraph: str) -> Label | None:
    """Return how a paragraph is labelled; None for plain words and for a row of a table.

    A tab is a space where it only parts the label from its words, as Word copies lists.
    """
    label = _law_label(paragraph) or _plan_label(paragraph)
    return None if label is None or "\t" in label.rest else label


def labelled(label: str, words: str) -> str:
    """Return label and words in one paragraph that `read_label` takes apart again."""
    if not label or not words:
        return label or words
    if LAW.fullmatch(label):
        return label + ("" if words[0] in OPENS else "\u3000") + words
    close = read_label(label + words)
    is_read = close is not None and (close.text, close.rest) == (label, words)
    return label + words if is_read else f"{label} {words}"


def _law_label(paragraph: str) -> Label | None:
    found = LAW.fullmatch(paragraph)
    if found is None:
        return None
    rest = found["rest"].strip()
    is_apart = bool(found["gap"]) or not rest or rest[0] in OPENS
    if not is_apart and REFERS.match(rest):  # 第五条第二款规定的 names an article, it opens none
        return None
    style, text = UNITS[found["unit"]], SPACES.sub("", found["label"])
    return Label(style, style, number_in(found["number"]) or 0, text, rest, is_apart)


def _plan_label(paragraph: str) -> Label | None:
    for style, shape in SHAPES:
        found = shape.fullmatch(paragraph)
        if found:
            return _as_label(style, found)
    return None


def _as_label(style: Style, found: re.Match[str]) -> Label | None:
    text, rest = SPACES.sub("", found["label"]), found["rest"].strip()
    if style is Style.CIRCLE:
        return Label(style, style, CIRCLED.index(text) + 1, text, rest, is_apart=True)
    number = number_in(found["number"]) or 0
    if style is Style.CHINESE and found["rest"].startswith(chinese_numeral(number + 1)):
        return None  # 一、二年级 counts two things, it is no first point
    dots = sum(char in ".．" for char in text) if style is Style.DOTTED else 1
    return Label(style, style + dots - 1, number, text, rest, is_apart=True)
