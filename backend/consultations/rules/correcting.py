"""From a clerk's rows to clauses: joined, split at line breaks, their depth found again."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from backend.consultations.enums.clauses import ClauseKind
from backend.consultations.rules.recognising import as_text, recognise
from backend.consultations.schemas.clauses import ClauseDraft
from backend.consultations.schemas.versions import ClauseRow, StoredClause

WITHIN_AN_ARTICLE = frozenset(
    {ClauseKind.ARTICLE, ClauseKind.PARAGRAPH, ClauseKind.ITEM, ClauseKind.SUB_ITEM}
)
AN_ARTICLE = "第一条　本条只用来说明下面各行在条文之内。"


class Corrected(NamedTuple):
    """A clause, and the places of the stored clauses it was made from."""

    clause: ClauseDraft
    was: tuple[int, ...] = ()


def corrected(
    stored: Sequence[StoredClause], rows: Sequence[ClauseRow], *, first: int, last: int
) -> tuple[Corrected, ...]:
    """Return the whole text with these rows in place of the clauses from `first` to `last`."""
    before = [Corrected(bare(one), (one.position,)) for one in stored if one.position < first]
    after = [Corrected(bare(one), (one.position,)) for one in stored if one.position > last]
    known = {one.position: one for one in stored if first <= one.position <= last}
    found = before + _read(rows, known) + after
    depths = levels([entry.clause for entry in found])
    return tuple(
        entry._replace(clause=entry.clause.model_copy(update={"level": depth}))
        for entry, depth in zip(found, depths, strict=True)
    )


def levels(clauses: Sequence[ClauseDraft]) -> list[int]:
    """Return how deep each clause stands, from what it is and what stands above it."""
    read = recognise(as_text(clauses).splitlines(), [clause.kind for clause in clauses])
    if [clause.kind for clause in read] == [clause.kind for clause in clauses]:
        return [clause.level for clause in read]
    return [clause.level for clause in clauses]  # a label nobody can read: as it was


def _read(rows: Iterable[ClauseRow], known: dict[int, StoredClause]) -> list[Corrected]:
    found: list[Corrected] = []
    for row in rows:
        kept = known.pop(row.was or 0, None)
        was = (kept.position,) if kept else ()
        if row.is_joined and found:
            found[-1] = _joined(found[-1], row, was)
        elif kept and row.text == kept.text.strip():
            clause = _clause(row, kept.text)  # a table's row may begin with an empty cell
            found.append(Corrected(clause, was))
        else:
            found += _split(row, was)
    return found


def _joined(above: Corrected, row: ClauseRow, was: tuple[int, ...]) -> Corrected:
    words = above.clause.text + row.label + row.heading + row.text.replace("\n", "")
    return Corrected(above.clause.model_copy(update={"text": words}), above.was + was)


def _split(row: ClauseRow, was: tuple[int, ...]) -> list[Corrected]:
    """A line break begins another clause, read as what it would be at this place."""
    head, *lines = [line.strip() for line in row.text.split("\n") if line.strip()] or [""]
    clause = _clause(row, head)
    if not (clause.label or clause.heading or clause.text):
        return []
    if row.kind in WITHIN_AN_ARTICLE and lines:
        further = recognise((AN_ARTICLE, *lines))[1:]
    else:
        further = recognise(lines)
    return [Corrected(clause, was), *map(Corrected, further)]


def _clause(row: ClauseRow, text: str) -> ClauseDraft:
    return ClauseDraft(kind=row.kind, label=row.label, heading=row.heading, text=text)


def bare(clause: StoredClause) -> ClauseDraft:
    """Return a clause as it reads, without where it is kept."""
    return ClauseDraft(**clause.model_dump(include=set(ClauseDraft.model_fields)))
