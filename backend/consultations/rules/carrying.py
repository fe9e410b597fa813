"""Suggests which clauses of one version became which of the next; a person corrects it.

Unchanged words come first, whatever they are numbered now; then what is most alike. The same two
versions always give the same suggestion.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from backend.consultations.enums.clauses import CarryOverKind
from backend.consultations.rules.ordering import heaviest_rising
from backend.consultations.rules.overlap import Pairs, candidates, likeness, pairs_of, part
from backend.consultations.schemas.clauses import CarryOver, ClauseDraft, KeyedClause

LEAST_ALIKE = 0.5  # when nothing else speaks for two clauses being one
LEAST_ALIKE_SAME_PLACE = 0.2  # under the same label of the same chapter
LEAST_PART = 0.75  # of a clause's words found in another, for it to be a part of that
LEAST_PART_SIZE = 8  # pairs of characters; less is found anywhere
HEADING_COUNTS, PLACE_COUNTS = 0.3, 0.1  # what a common heading or place adds to the likeness
DIVISION_WEIGHT = 3  # a chapter stays where it is rather than an article

Match = tuple[int, int]  # places of an old and a new clause


@dataclass
class _Version:
    """The clauses of one side with what is asked of them again and again."""

    clauses: Sequence[KeyedClause]
    words: list[Pairs] = field(init=False)
    paths: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.words = [pairs_of(clause) for clause in self.clauses]
        self.paths = list(_paths(self.clauses))

    def keys(self, places: Iterable[int]) -> tuple[int, ...]:
        return tuple(self.clauses[place].key for place in sorted(places))

    def together(self, places: Iterable[int]) -> Pairs:
        return sum((self.words[place] for place in places), Pairs())


@dataclass
class _Entry:
    """What became of what, by places."""

    olds: list[int]
    news: list[int]
    is_same: bool = False


def suggest_carry_over(
    old: Sequence[KeyedClause], new: Sequence[KeyedClause]
) -> tuple[CarryOver, ...]:
    """Return what became of every clause, in the order of the new version.

    Every old and every new clause is in exactly one entry. What went stands where it used to.
    """
    olds, news = _Version(old), _Version(new)
    entries = [_Entry([one], [other], is_same=True) for one, other in _unchanged(olds, news)]
    likely = _likely(olds, news, entries)
    entries += _changed(olds, news, likely)
    _join_parts(entries, likely, olds, news)
    moved = _moved(entries, olds)
    _add_rest(entries, olds, news)
    return tuple(_carry_over(entry, olds, news, moved) for entry in _in_order(entries))


def _paths(clauses: Sequence[ClauseDraft]) -> Iterator[str]:
    """Yield where each clause stands: 第二章/第五条/（一）; what has no label is counted."""
    above: list[tuple[int, str]] = []
    counts: defaultdict[str, int] = defaultdict(int)
    for clause in clauses:
        while above and above[-1][0] >= clause.level:
            above.pop()
        parent = above[-1][1] if above else ""
        counts[parent] += not clause.label
        path = f"{parent}/{clause.label or counts[parent]}"
        above.append((clause.level, path))
        yield path


def _unchanged(olds: _Version, news: _Version) -> list[Match]:
    """Return the clauses with the same words; of several alike, those in the same place first."""
    old_places, new_places = _by_words(olds.clauses), _by_words(news.clauses)
    found: list[Match] = []
    for words, places in old_places.items():
        free = list(new_places.get(words, ()))
        by_path = {news.paths[place]: place for place in reversed(free)}
        here = {by_path[olds.paths[one]]: one for one in places if olds.paths[one] in by_path}
        left = [one for one in places if one not in here.values()]
        found += [(one, place) for place, one in here.items()]
        found += zip(left, (place for place in free if place not in here), strict=False)
    return sorted(found)


def _by_words(clauses: Sequence[ClauseDraft]) -> dict[tuple[str, ...], list[int]]:
    found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, clause in enumerate(clauses):
        is_bare = not clause.heading and not clause.text
        label = clause.label if is_bare else ""
        found[str(clause.kind.is_division), clause.heading, clause.text, label].append(place)
    return found


def _likely(olds: _Version, news: _Version, entries: Iterable[_Entry]) -> dict[Match, float]:
    """Return how alike the clauses are that may have become each other, of those that changed."""
    gone = {place for entry in entries for place in entry.olds}
    come = {place for entry in entries for place in entry.news}
    old_left = [place for place in range(len(olds.clauses)) if place not in gone]
    new_left = [place for place in range(len(news.clauses)) if place not in come]
    close = candidates([olds.words[one] for one in old_left], [news.words[one] for one in new_left])
    matches = {(old_left[one], new_left[other]) for one, other in close}
    for named in (_headings, _places):
        by_name = {name: place for place, name in named(news, new_left)}
        matches |= {
            (place, by_name[name]) for place, name in named(olds, old_left) if name in by_name
        }
    return {
        (one, other): likeness(olds.words[one], news.words[other])
        for one, other in sorted(matches)
        if olds.clauses[one].kind.is_division == news.clauses[other].kind.is_division
    }


def _headings(version: _Version, places: Sequence[int]) -> list[tuple[int, str]]:
    return [(one, version.clauses[one].heading) for one in places if version.clauses[one].heading]


def _places(version: _Version, places: Sequence[int]) -> list[tuple[int, str]]:
    return [(one, version.paths[one]) for one in places]


def _changed(olds: _Version, news: _Version, likely: dict[Match, float]) -> list[_Entry]:
    """Return one to one what most likely became what, the surest first."""
    scores = {match: _score(olds, news, match, alike) for match, alike in likely.items()}
    found: dict[int, int] = {}
    taken: set[int] = set()
    for one, other in sorted(scores, key=lambda match: (-scores[match], match)):
        if scores[one, other] and one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return [_Entry([one], [other]) for one, other in sorted(found.items())]


def _score(olds: _Version, news: _Version, match: Match, alike: float) -> float:
    """Return how much speaks for two clauses being one; 0 when it is not enough."""
    one, other = olds.clauses[match[0]], news.clauses[match[1]]
    is_named = bool(one.heading) and one.heading == other.heading
    is_there = one.kind is other.kind and olds.paths[match[0]] == news.paths[match[1]]
    is_enough = (
        alike >= LEAST_ALIKE
        or is_named
        or (is_there and alike >= LEAST_ALIKE_SAME_PLACE)
        or _is_part(olds.words[match[0]], news.words[match[1]])
        or _is_part(news.words[match[1]], olds.words[match[0]])
    )
    return alike + HEADING_COUNTS * is_named + PLACE_COUNTS * is_there if is_enough else 0.0


def _is_part(inner: Pairs, outer: Pairs) -> bool:
    return inner.total() >= LEAST_PART_SIZE and part(inner, outer) >= LEAST_PART


def _join_parts(
    entries: list[_Entry], likely: dict[Match, float], olds: _Version, news: _Version
) -> None:
    """Add to what changed the clauses that hold the rest of its words: it was split, or merged."""
    by_old = {entry.olds[0]: entry for entry in entries}
    by_new = {entry.news[0]: entry for entry in entries}
    for one, other in sorted(likely, key=lambda match: (-likely[match], match)):
        entry = by_old.get(one)
        if entry and other not in by_new and len(entry.olds) == 1:
            rest = olds.words[one] - news.together(entry.news)
            if _is_part(news.words[other], rest):
                entry.news.append(other)
                by_new[other] = entry
        entry = by_new.get(other)
        if entry and one not in by_old and len(entry.news) == 1:
            rest = news.words[other] - olds.together(entry.olds)
            if _is_part(olds.words[one], rest):
                entry.olds.append(one)
                by_old[one] = entry


def _moved(entries: Iterable[_Entry], olds: _Version) -> set[int]:
    """Return the places of the old clauses that another now stands before or behind."""
    matches = sorted((entry.olds[0], entry.news[0]) for entry in entries)
    weights = [DIVISION_WEIGHT if olds.clauses[one].kind.is_division else 1 for one, _ in matches]
    stayed = heaviest_rising([other for _, other in matches], weights)
    return {one for at, (one, _) in enumerate(matches) if at not in stayed}


def _add_rest(entries: list[_Entry], olds: _Version, news: _Version) -> None:
    gone = {place for entry in entries for place in entry.olds}
    come = {place for entry in entries for place in entry.news}
    entries += [_Entry([one], []) for one in range(len(olds.clauses)) if one not in gone]
    entries += [_Entry([], [one]) for one in range(len(news.clauses)) if one not in come]


def _in_order(entries: Iterable[_Entry]) -> list[_Entry]:
    """Return the entries as the new version reads; what went follows what stood before it."""
    by_old = {place: entry for entry in entries for place in entry.olds}
    after: defaultdict[int, list[_Entry]] = defaultdict(list)
    last = 0  # the entry all that went so far stands behind; 0: at the very beginning
    for place in sorted(by_old):
        if by_old[place].news:
            last = id(by_old[place])
        else:
            after[last].append(by_old[place])
    staying = sorted((entry for entry in entries if entry.news), key=lambda one: min(one.news))
    return after[0] + [one for entry in staying for one in (entry, *after[id(entry)])]


def _carry_over(entry: _Entry, olds: _Version, news: _Version, moved: set[int]) -> CarryOver:
    alike = likeness(olds.together(entry.olds), news.together(entry.news))
    return CarryOver(
        kind=_kind(entry, moved),
        olds=olds.keys(entry.olds),
        news=news.keys(entry.news),
        similarity=1.0 if entry.is_same else round(alike, 3),
    )


def _kind(entry: _Entry, moved: set[int]) -> CarryOverKind:
    if not entry.olds or not entry.news:
        return CarryOverKind.REMOVED if entry.olds else CarryOverKind.ADDED
    if len(entry.olds) > 1 or len(entry.news) > 1:
        return CarryOverKind.MERGED if len(entry.olds) > 1 else CarryOverKind.SPLIT
    if not entry.is_same:
        return CarryOverKind.CHANGED
    return CarryOverKind.MOVED if entry.olds[0] in moved else CarryOverKind.KEPT
