"""How much of their words two clauses share: pairs of neighbouring characters, counted."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from backend.consultations.schemas.clauses import ClauseDraft
from backend.kernel.text.normalise import comparable

Pairs = Counter[str]

MOST_HOLDERS = 60  # clauses; what more of them hold tells none from another
MOST_CANDIDATES = 8  # clauses worth a closer look, for each


def pairs_of(clause: ClauseDraft) -> Pairs:
    """Return the pairs of neighbouring characters of heading and text, spaces aside."""
    words = "".join(comparable(clause.heading + clause.text).split())
    return Counter(words[at : at + 2] for at in range(len(words) - 1))


def likeness(one: Pairs, other: Pairs) -> float:
    """Return 0 for nothing in common to 1 for the same words, by Dice's measure."""
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 0.0


def part(inner: Pairs, outer: Pairs) -> float:
    """Return how much of the inner's words the outer holds, 0 to 1."""
    size = inner.total()
    return (inner & outer).total() / size if size else 0.0


def candidates(olds: Sequence[Pairs], news: Sequence[Pairs]) -> Iterator[tuple[int, int]]:
    """Yield for each old the few news that share most of its less common pairs, by their places."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, pairs in enumerate(news):
        for pair in pairs:
            holders[pair].append(place)
    telling = {pair: places for pair, places in holders.items() if len(places) <= MOST_HOLDERS}
    for old, pairs in enumerate(olds):
        shared = Counter(place for pair in pairs for place in telling.get(pair, ()))
        closest = sorted(shared, key=lambda place: (-shared[place], place))
        yield from ((old, new) for new in closest[:MOST_CANDIDATES])
