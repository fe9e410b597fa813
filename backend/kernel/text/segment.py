"""Cuts text for PostgreSQL's `simple` search: words of a dictionary, and every two characters.

Pairs find what no dictionary knows, and any part of a longer word; words make ranking sensible.
"""

import re

import rjieba

from backend.kernel.text.normalise import comparable

RUN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]+|[a-z0-9]+")
LATIN = re.compile(r"[a-z0-9]")
MOST_TERMS = 40  # of a query: what a person types, not a pasted page


def index_words(text: str) -> str:
    """Return what to hand to `to_tsvector('simple', …)`: words and pairs between blanks."""
    terms: list[str] = []
    for run in RUN.findall(comparable(text)):
        if LATIN.match(run):
            terms.append(run)
            continue
        words = rjieba.cut(run)
        terms += words
        terms += [pair for pair in _pairs(run) if pair not in words]
    return " ".join(terms)


def query_words(text: str) -> str:
    """Return what to hand to `to_tsquery('simple', …)`: all must be there; empty for no words.

    A lone character and a Latin word match from their beginning.
    """
    terms: list[str] = []
    for run in RUN.findall(comparable(text)):
        is_prefix = len(run) == 1 or LATIN.match(run)
        terms += [f"{run}:*"] if is_prefix else _pairs(run)
    return " & ".join(list(dict.fromkeys(terms))[:MOST_TERMS])


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]
