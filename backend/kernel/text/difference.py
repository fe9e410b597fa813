"""The difference of two texts, as a person would mark it: words that stayed, went and came.

Words come from a dictionary; numbers, times and article labels are never cut. What stayed between
two changes and is shorter than they are says nothing and would only flicker: it goes with them.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

import rjieba

Words = list[str]

ATOM = re.compile(
    r"第[〇零一二两三四五六七八九十百千\d]{1,8}[编章节条款项目](?:之[一二三四五六七八九十])?"
    r"|\d{1,2}[:：∶]\d{2}(?:[:：∶]\d{2})?"  # a time
    r"|\d+(?:[.,．，]\d+)*[%％‰℃]?"
    r"|[A-Za-z][A-Za-z0-9]*"
)
CLAUSE_ENDS = frozenset("。；，、：！？,;:!?\n")
MOST_PAIRS = 6_000  # equal words on both sides; beyond it, first look for words said but once
LONGEST_RUN = 4  # words that together occur once in each text hold the two together
LEAST_KEPT = 0.2  # of the longer text; below it the texts have nothing to do with each other
SHORT_TEXT = 12  # characters; up to this length a few common ones mean something
LONGEST_ORPHAN = 12  # characters; what is longer is worth reading on its own


class PieceKind(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Piece(NamedTuple):
    """A run of words that stayed, went or came."""

    kind: PieceKind
    text: str


class Step(NamedTuple):
    """What stayed, then what went and what came after it."""

    same: Words
    removed: Words
    added: Words


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return both texts in one reading: same and removed give the first, same and added the second.

    Takes time in proportion to the texts' length; two texts with hardly a word in common are given
    whole, one after the other.
    """
    steps = _cleaned(_steps(words_of(before), words_of(after)))
    kept = sum(_length(step.same) for step in steps)
    longer = max(len(before), len(after))
    if longer > SHORT_TEXT and kept < LEAST_KEPT * min(len(before), len(after)):
        steps = [Step([], [before], [after])]
    return tuple(piece for step in steps for piece in _pieces(step))


def words_of(text: str) -> Words:
    """Return the text cut into words; joined they are the text again."""
    words: Words = []
    last = 0
    for atom in ATOM.finditer(text):
        words += rjieba.cut(text[last : atom.start()])
        words.append(atom[0])
        last = atom.end()
    return words + list(rjieba.cut(text[last:]))


def _pieces(step: Step) -> list[Piece]:
    found = zip(PieceKind, step, strict=True)
    return [Piece(kind, "".join(words)) for kind, words in found if words]


def _steps(olds: Words, news: Words) -> list[Step]:
    """Return the two texts aligned: every step but the first begins with what stayed."""
    steps: list[Step] = []
    old_at = new_at = 0
    same: Words = []
    for old, new in _matches(olds, news):
        if old > old_at or new > new_at:
            steps.append(Step(same, olds[old_at:old], news[new_at:new]))
            same = []
        same.append(olds[old])
        old_at, new_at = old + 1, new + 1
    steps.append(Step(same, olds[old_at:], news[new_at:]))
    return [step for step in steps if any(step)]


def _matches(olds: Words, news: Words) -> list[tuple[int, int]]:
    """Return the places of equal words, rising on both sides.

    Works through a list of gaps still to align, not by recursion: a gap is closed by its ends,
    by plain matching where it is small, and else is parted at words said but once.
    """
    found: list[tuple[int, int]] = []
    gaps = [(0, len(olds), 0, len(news))]
    while gaps:
        old_from, old_to, new_from, new_to = gaps.pop()
        while old_from < old_to and new_from < new_to and olds[old_from] == news[new_from]:
            found.append((old_from, new_from))
            old_from, new_from = old_from + 1, new_from + 1
        while old_from < old_to and new_from < new_to and olds[old_to - 1] == news[new_to - 1]:
            old_to, new_to = old_to - 1, new_to - 1
            found.append((old_to, new_to))
        inner = _inside(olds[old_from:old_to], news[new_from:new_to])
        shifted = [(old + old_from, new + new_from) for old, new in inner.pairs]
        found += shifted
        if not inner.is_final:
            gaps += _between(shifted, (old_from, old_to, new_from, new_to))
    return sorted(found)


class _Inner(NamedTuple):
    """Pairs found inside a gap, and whether there is nothing more to find between them."""

    pairs: list[tuple[int, int]]
    is_final: bool


def _inside(olds: Words, news: Words) -> _Inner:
    old_counts, new_counts = Counter(olds), Counter(news)
    if sum(count * new_counts[word] for word, count in old_counts.items()) <= MOST_PAIRS:
        return _Inner(_plainly(olds, news), is_final=True)
    for size in range(LONGEST_RUN, 0, -1):
        pairs = _anchors(olds, news, size)
        if pairs:
            return _Inner(pairs, is_final=False)
    return _Inner([], is_final=True)


def _plainly(olds: Words, news: Words) -> list[tuple[int, int]]:
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    return [
        (block.a + place, block.b + place)
        for block in matcher.get_matching_blocks()
        for place in range(block.size)
    ]


def _anchors(olds: Words, news: Words, size: int) -> list[tuple[int, int]]:
    """Return where runs of `size` words stand that occur once in each text, in rising order."""
    old_places, new_places = _single_places(olds, size), _single_places(news, size)
    pairs = [(old, new_places[run]) for run, old in old_places.items() if run in new_places]
    return _rising(sorted(pairs))


def _single_places(words: Words, size: int) -> dict[tuple[str, ...], int]:
    runs = list(zip(*(words[start:] for start in range(size)), strict=False))
    counts = Counter(runs)
    return {run: place for place, run in enumerate(runs) if counts[run] == 1}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest selection of pairs, sorted by the first, that rises in the second too."""
    tails: list[int] = []  # of the best selection of each length: where it ends, and its last pair
    last_pairs: list[int] = []
    before: list[int] = []
    for place, (_, new) in enumerate(pairs):
        at = bisect_left(tails, new)
        before.append(last_pairs[at - 1] if at else -1)
        if at == len(tails):
            tails.append(new)
            last_pairs.append(place)
        else:
            tails[at], last_pairs[at] = new, place
    chosen: list[tuple[int, int]] = []
    place = last_pairs[-1] if last_pairs else -1
    while place >= 0:
        chosen.append(pairs[place])
        place = before[place]
    return chosen[::-1]


def _between(
    pairs: list[tuple[int, int]], gap: tuple[int, int, int, int]
) -> list[tuple[int, int, int, int]]:
    old_from, old_to, new_from, new_to = gap
    ends = [(old_from - 1, new_from - 1), *pairs, (old_to, new_to)]
    return [
        (left[0] + 1, right[0], left[1] + 1, right[1])
        for left, right in pairwise(ends)
        if right[0] > left[0] + 1 and right[1] > left[1] + 1
    ]


def _cleaned(steps: list[Step]) -> list[Step]:
    """Return the steps with what would flicker between two changes counted as changed."""
    done: list[Step] = []
    for step in _slid(steps):
        done.append(step)
        while len(done) > 1 and _is_orphan(done[-2], done[-1]):
            right, left = done.pop(), done.pop()
            done.append(_merged(left, right))
    return done


def _slid(steps: list[Step]) -> list[Step]:
    """Return the steps, what only came or only went beginning where a clause of speech does.

    甲，[乙，]丙 reads better than 甲[，乙]，丙; both give the same two texts.
    """
    done = list(steps)
    for place in range(len(done) - 1):
        step, following = done[place], done[place + 1]
        run = step.added or step.removed
        if step.added and step.removed:
            continue
        words = step.same + run + following.same
        start = _best_start(words, len(step.same), len(run))
        same, run = words[:start], words[start : start + len(run)]
        done[place] = Step(same, *(([], run) if step.added else (run, [])))
        done[place + 1] = following._replace(same=words[start + len(run) :])
    return done


def _best_start(words: Words, start: int, size: int) -> int:
    """Return where a run of that size may begin as well, best right after a clause's end."""
    first = last = start
    while first > 0 and words[first - 1] == words[first + size - 1]:
        first -= 1
    while last + size < len(words) and words[last] == words[last + size]:
        last += 1
    starts = range(first, last + 1)
    return next((at for at in starts if not at or words[at - 1] in CLAUSE_ENDS), last)


def _is_orphan(left: Step, right: Step) -> bool:
    """Whether what stayed between two changes is too little to be worth reading on its own."""
    kept = "".join(right.same)
    if not (left.removed or left.added) or not (right.removed or right.added) or "\n" in kept:
        return False
    if sum(char not in CLAUSE_ENDS and not char.isspace() for char in kept) <= 1:
        return True
    is_rewritten = any(step.removed and step.added for step in (left, right))
    return is_rewritten and len(kept) <= min(LONGEST_ORPHAN, _weight(left), _weight(right))


def _merged(left: Step, right: Step) -> Step:
    return Step(
        left.same,
        left.removed + right.same + right.removed,
        left.added + right.same + right.added,
    )


def _weight(step: Step) -> int:
    """Return how much there is to read in a change, if little; a number is one thing."""
    return max(
        sum(1 if ATOM.fullmatch(word) else len(word) for word in words[:LONGEST_ORPHAN])
        for words in (step.removed, step.added)
    )


def _length(words: Words) -> int:
    return sum(map(len, words))
