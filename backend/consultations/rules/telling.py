"""Which changed clauses concern somebody who spoke in a consultation."""

from collections.abc import Collection, Iterable, Mapping

from backend.consultations.schemas.clauses import ComparedClauses


def concerned(numbers: Iterable[int], passages: Mapping[int, set[int]]) -> set[int]:
    """Return the passages that any of these opinions has to do with."""
    return {passage for number in numbers for passage in passages.get(number, ())}


def touching(
    compared: Collection[ComparedClauses], passages: Collection[int]
) -> list[ComparedClauses]:
    """Return the rows in which one of these passages stands, before or after, in their order."""
    if not passages:
        return []
    return [
        row for row in compared if any(clause.key in passages for clause in (*row.olds, *row.news))
    ]
