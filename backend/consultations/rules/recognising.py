"""Recognises the clauses of a draft in its paragraphs, and writes them as plain text again.

Nothing is lost: label, heading and text of all clauses in a row are the words of the draft, but for
spaces and the brackets round an article's heading.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from backend.consultations.enums.clauses import ClauseKind
from backend.consultations.rules.headings import (
    is_article_name,
    is_sentence,
    is_title,
    lead,
    opening,
    squeezed,
)
from backend.consultations.rules.labels import labelled, read_label
from backend.consultations.rules.outline import PLAIN, Line, outline
from backend.consultations.schemas.clauses import ClauseDraft

Words = tuple[str, str, bool]  # heading, text, and whether the next line went into them


def recognise(
    paragraphs: Iterable[str], kinds: Sequence[ClauseKind | None] = ()
) -> tuple[ClauseDraft, ...]:
    """Return the clauses in order, at least one for each line but an article's words and heading.

    `kinds` corrects, line by line, what a line was taken for; a corrected line stays by itself.
    Read `as_text` with its clauses' own kinds and the same clauses come back.
    """
    texts = [line for paragraph in paragraphs for line in _lines(paragraph)]
    lines = outline(texts, kinds)
    clauses: list[ClauseDraft] = []
    is_taken = False
    for line, following in zip_longest(lines, lines[1:]):
        if is_taken:
            is_taken = False
            continue
        heading, text, is_taken = _words(line, following)
        clauses.append(
            ClauseDraft(
                kind=line.kind, level=line.level, label=line.label, heading=heading, text=text
            )
        )
    return tuple(clauses)


def as_text(clauses: Iterable[ClauseDraft]) -> str:
    """Return the clauses as a clerk edits them: one clause a line, headings of articles in 【】."""
    return "\n".join(map(_line_of, clauses))


def _lines(paragraph: str) -> list[str]:
    """Return a paragraph's lines without outer spaces; a table's row keeps its empty cells."""
    found = []
    for line in paragraph.splitlines():
        bare = line.strip()
        is_row = "\t" in bare and read_label(bare) is None
        found.append(line.strip(" \u3000\u00a0") if is_row else bare)
    return [line for line in found if line]


def _words(line: Line, following: Line | None) -> Words:
    """Return a line's heading and text, with what the next line adds to them."""
    if line.kind.is_division:
        return _division_words(line, following)
    if line.kind is ClauseKind.ARTICLE:
        return _article_words(line, following)
    if line.kind is ClauseKind.HEADING:
        return (*_point_words(line, following), False)
    return "", line.rest, False


def _division_words(line: Line, following: Line | None) -> Words:
    """第二章 may stand above its name."""
    if not line.rest and following and following.is_joining and is_title(following.rest):
        return squeezed(following.rest), "", True
    return squeezed(line.rest), "", False


def _article_words(line: Line, following: Line | None) -> Words:
    """第五条 may stand above its name or its words, and its name above its words or its items."""
    heading, text, is_marked = opening(line.rest)
    joining = following.rest if following and following.is_joining else ""
    if not text and joining:
        return heading, joining, True
    if not is_marked and is_article_name(text):
        if is_sentence(joining):
            return squeezed(text), joining, True
        if following and following.kind in (ClauseKind.ITEM, ClauseKind.SUB_ITEM):
            return squeezed(text), "", False
    return heading, text, False


def _point_words(line: Line, following: Line | None) -> tuple[str, str]:
    """The words of 一、 or （一） are a heading when something stands under it, else its text."""
    if not is_title(line.rest):
        return lead(line.rest)
    is_over = following is not None and (
        following.kind is ClauseKind.ARTICLE
        or (following.kind is ClauseKind.HEADING and following.depth > line.depth)
        or (following.kind in PLAIN and following.level > line.level)
    )
    return (squeezed(line.rest), "") if is_over else ("", line.rest)


def _line_of(clause: ClauseDraft) -> str:
    if clause.kind is not ClauseKind.ARTICLE:
        return labelled(clause.label, clause.heading + clause.text)
    is_doubtful = opening(clause.text).is_marked or is_article_name(clause.text)
    if clause.heading or is_doubtful:
        return labelled(clause.label, f"【{clause.heading}】{clause.text}")
    return labelled(clause.label, clause.text)
