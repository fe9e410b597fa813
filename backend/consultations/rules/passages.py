"""Identities of clauses: what a passage is called, and which clause of a new text inherits it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from backend.consultations.enums.clauses import CarryOverKind
from backend.consultations.rules.ordering import heaviest_rising
from backend.consultations.schemas.clauses import ClauseDraft, KeyedClause
from backend.consultations.schemas.versions import Carried, StoredClause

Pair = tuple[int, int]  # passages of the former text and of this one
LONGEST_LABEL = 200  # characters
SAID = 24  # characters that stand for a clause without a name


class Heir(NamedTuple):
    """A clause of the new text: the passages it comes from, and the one it has already."""

    formers: tuple[int, ...]
    own: int | None = None


def passage_label(clause: ClauseDraft) -> str:
    """Return what people call a clause: 第五条　首末班与班次, or its first words."""
    named = "　".join(part for part in (clause.label, clause.heading) if part)
    return (named or clause.text[:SAID] or str(clause.kind.label))[:LONGEST_LABEL]


def whole_clauses(clauses: Sequence[StoredClause]) -> dict[int, ClauseDraft]:
    """Return the clauses one can point at by place, each with the paragraphs and items under it.

    An article whose third item changed has changed.
    """
    found: dict[int, ClauseDraft] = {}
    above: int | None = None
    for clause in clauses:
        if clause.is_commentable:
            above = clause.position
            found[above] = ClauseDraft(**clause.model_dump(include=set(ClauseDraft.model_fields)))
        elif clause.kind.is_division or above is None:
            above = None
        else:
            words = f"{found[above].text}\n{clause.label}{clause.heading}{clause.text}"
            found[above] = found[above].model_copy(update={"text": words})
    return found


def keyed(clauses: Sequence[StoredClause], *, by_passage: bool) -> tuple[KeyedClause, ...]:
    """Return what a map is made of, told apart by passage (the former text) or by place."""
    passages = {clause.position: clause.passage for clause in clauses}
    return tuple(
        KeyedClause(**clause.model_dump(), key=passages[place] or 0 if by_passage else place)
        for place, clause in whole_clauses(clauses).items()
    )


def inherited(heirs: Sequence[Heir], olds: Collection[int]) -> list[int | None]:
    """Return each clause's passage: its own where it keeps it, else a former's; None: a new one.

    A passage goes to one clause alone: of a clause that was split the first part inherits.
    """
    given: list[int | None] = [
        heir.own if heir.own in heir.formers or (heir.own and heir.own not in olds) else None
        for heir in heirs
    ]
    given = _once(given)
    taken = {passage for passage in given if passage is not None}
    for place, heir in enumerate(heirs):
        free = [former for former in heir.formers if former not in taken]
        if given[place] is None and free:
            given[place] = free[0]
            taken.add(free[0])
    return given


def _once(passages: Iterable[int | None]) -> list[int | None]:
    seen: set[int] = set()
    found: list[int | None] = []
    for passage in passages:
        found.append(None if passage in seen else passage)
        if passage is not None:
            seen.add(passage)
    return found


def carried(
    pairs: Sequence[tuple[int, int]],
    *,
    olds: Mapping[int, ClauseDraft],
    news: Mapping[int, ClauseDraft],
) -> tuple[Carried, ...]:
    """Return the map with its kinds, from the pairs of passages and the words on both sides.

    Both sides are in the order of their texts; one that keeps its words is moved when the others
    kept their order around it.
    """
    of_old = Counter(old for old, _ in pairs)
    of_new = Counter(new for _, new in pairs)
    moved = _moved([pair for pair in pairs if of_old[pair[0]] == of_new[pair[1]] == 1], olds)
    lines = []
    for old, new in pairs:
        if of_new[new] > 1:
            kind = CarryOverKind.MERGED
        elif of_old[old] > 1:
            kind = CarryOverKind.SPLIT
        elif _words(olds[old]) != _words(news[new]):
            kind = CarryOverKind.CHANGED
        else:
            kind = CarryOverKind.MOVED if (old, new) in moved else CarryOverKind.KEPT
        lines.append(Carried(kind=kind, former=old, passage=new))
    return (*lines, *_left_over(olds, of_old, news, of_new))


def _left_over(
    olds: Iterable[int], of_old: Counter[int], news: Iterable[int], of_new: Counter[int]
) -> Iterator[Carried]:
    for old in olds:
        if old not in of_old:
            yield Carried(kind=CarryOverKind.REMOVED, former=old, passage=None)
    for new in news:
        if new not in of_new:
            yield Carried(kind=CarryOverKind.ADDED, former=None, passage=new)


def _moved(pairs: Sequence[tuple[int, int]], olds: Mapping[int, ClauseDraft]) -> set[Pair]:
    places = {old: place for place, old in enumerate(olds)}
    rising = heaviest_rising([places[old] for old, _ in pairs], [1] * len(pairs))
    return {pair for index, pair in enumerate(pairs) if index not in rising}


def _words(clause: ClauseDraft) -> tuple[str, str]:
    """Return what counts: another number alone changes nothing."""
    return clause.heading, clause.text
