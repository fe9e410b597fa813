"""Sets two versions of a draft side by side: a row for each clause, its words marked."""

from collections.abc import Iterable, Sequence

from backend.consultations.enums.clauses import CarryOverKind, ClauseKind
from backend.consultations.schemas.clauses import CarryOver, ComparedClauses, KeyedClause
from backend.kernel.text.difference import pieces


def compare(
    old: Sequence[KeyedClause], new: Sequence[KeyedClause], carry_over: Iterable[CarryOver]
) -> tuple[ComparedClauses, ...]:
    """Return a row for each entry of the carry-over, in its order.

    Several clauses on one side read one below the other. Raises KeyError for a key of neither.
    """
    olds = {clause.key: clause for clause in old}
    news = {clause.key: clause for clause in new}
    return tuple(
        _row(
            entry.kind,
            tuple(olds[key] for key in entry.olds),
            tuple(news[key] for key in entry.news),
        )
        for entry in carry_over
    )


def only_changed(rows: Sequence[ComparedClauses]) -> tuple[ComparedClauses, ...]:
    """Return the rows with anything new to read, below the divisions and headings they stand in."""
    wanted: set[int] = set()
    above: list[int] = []
    for place, row in enumerate(rows):
        above = [one for one in above if rows[one].level < row.level]
        if row.is_changed:
            wanted |= {*above, place}
        if (row.news or row.olds)[0].kind is not ClauseKind.TEXT:
            above.append(place)
    return tuple(rows[place] for place in sorted(wanted))


def _row(
    kind: CarryOverKind, olds: tuple[KeyedClause, ...], news: tuple[KeyedClause, ...]
) -> ComparedClauses:
    return ComparedClauses(
        kind=kind,
        level=(news or olds)[0].level,
        olds=olds,
        news=news,
        heading=pieces(_headings(olds), _headings(news)),
        text=pieces(_texts(olds), _texts(news)),
    )


def _headings(clauses: Iterable[KeyedClause]) -> str:
    return "、".join(clause.heading for clause in clauses if clause.heading)


def _texts(clauses: Iterable[KeyedClause]) -> str:
    return "\n".join(clause.text for clause in clauses if clause.text)
