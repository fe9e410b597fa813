"""Turns the lines of a carry-over map into entries to compare, in the order of the later text."""

from collections.abc import Iterable, Sequence

from backend.consultations.enums.clauses import CarryOverKind
from backend.consultations.schemas.clauses import CarryOver, KeyedClause
from backend.consultations.schemas.versions import Carried


def entries(
    old: Sequence[KeyedClause], new: Sequence[KeyedClause], carried: Iterable[Carried]
) -> tuple[CarryOver, ...]:
    """Return an entry for each clause of the later text; what went stands where it used to.

    Keys below 0 are titles: they stand for themselves on both sides. What a clause was split into
    is shown with its first part; the others are marked as split, with nothing before them.
    """
    lines = tuple(carried)
    known = {clause.key for clause in old}
    used: set[int] = set()
    found: list[CarryOver] = []
    for clause in new:
        formers = _formers(clause.key, lines, known) if clause.key > 0 else (clause.key,)
        fresh = tuple(key for key in formers if key not in used)
        used |= set(fresh)
        found.append(CarryOver(kind=_kind(clause.key, lines), olds=fresh, news=(clause.key,)))
    return tuple(_with_removed(old, found, lines))


def _formers(key: int, lines: tuple[Carried, ...], known: set[int]) -> tuple[int, ...]:
    named = tuple(line.former for line in lines if line.passage == key and line.former is not None)
    return tuple(former for former in named if former in known)


def _kind(key: int, lines: tuple[Carried, ...]) -> CarryOverKind:
    return next((line.kind for line in lines if line.passage == key), CarryOverKind.KEPT)


def _with_removed(
    old: Sequence[KeyedClause], found: list[CarryOver], lines: tuple[Carried, ...]
) -> Iterable[CarryOver]:
    """Return the entries with each removed clause after the one it used to follow."""
    gone = {line.former for line in lines if line.passage is None}
    after: dict[int | None, list[CarryOver]] = {}
    previous: int | None = None
    for clause in old:
        if clause.key in gone:
            entry = CarryOver(kind=CarryOverKind.REMOVED, olds=(clause.key,))
            after.setdefault(previous, []).append(entry)
        elif clause.key > 0:
            previous = clause.key
    yield from after.get(None, ())
    for entry in found:
        yield entry
        for key in entry.olds:
            yield from after.get(key, ()) if key > 0 else ()
