"""Two published texts, the later beside the one before it, clause by clause."""

from collections.abc import Iterable, Sequence

from backend.consultations.enums.clauses import CarryOverKind, ClauseKind
from backend.consultations.queries.visible_parts import clauses_of, versions_of
from backend.consultations.rules import comparing
from backend.consultations.rules.mapping import entries
from backend.consultations.rules.reading import Block, blocks
from backend.consultations.schemas import Frozen
from backend.consultations.schemas.clauses import ComparedClauses, KeyedClause
from backend.consultations.schemas.shown import ClauseShown, VersionShown
from backend.consultations.schemas.versions import Carried
from backend.kernel.database import rows
from backend.kernel.errors import NotFound

CARRIED = """
SELECT o.kind, o.former, o.passage FROM clause_carry_over o JOIN draft_version d ON d.id = o.version
WHERE d.consultation = {} AND d.number = {} AND d.published_at IS NOT NULL ORDER BY o.id
"""


class Comparison(Frozen):
    """What a text changed of the one before."""

    former: VersionShown
    later: VersionShown
    rows: tuple[ComparedClauses, ...]

    @property
    def changed(self) -> tuple[ComparedClauses, ...]:
        """Return the rows with anything new to read, with the titles above them."""
        return comparing.only_changed(self.rows)

    @property
    def count(self) -> int:
        """Return how many clauses read differently."""
        return sum(row.is_changed for row in self.rows)


async def compare(consultation: int, *, later: int) -> Comparison:
    """Return what a published text changed; raise NotFound for the first one and unknown ones."""
    versions = await versions_of(consultation)
    place = next((at for at, one in enumerate(versions) if one.number == later), 0)
    if place == 0:
        raise NotFound
    former = versions[place - 1]
    found = await rows(CARRIED, consultation, later)
    carried = tuple(Carried(**{**row, "kind": CarryOverKind(row["kind"])}) for row in found)
    old = await clauses_of(consultation, former.number)
    new = await clauses_of(consultation, later)
    compared = set_beside(old, new, carried)
    return Comparison(former=former, later=versions[place], rows=compared)


def set_beside(
    former: Iterable[ClauseShown], later: Iterable[ClauseShown], carried: Iterable[Carried]
) -> tuple[ComparedClauses, ...]:
    """Return the rows of two texts by the map from one to the other, in the later one's order."""
    old, new = _keyed(blocks(former)), _keyed(blocks(later))
    titles = [clause for clause in new if clause.key < 0]
    return comparing.compare([*old, *titles], new, entries(old, new, carried))


def _keyed(laid_out: Iterable[Block]) -> Sequence[KeyedClause]:
    """Return the clauses with all that belongs to them; titles get keys of their own, below 0."""
    return [
        KeyedClause(
            key=block.clause.passage or -place,
            kind=ClauseKind(block.clause.kind),
            level=block.clause.level,
            label=block.clause.label,
            heading=block.clause.heading,
            text=block.whole_text,
        )
        for place, block in enumerate(laid_out, start=1)
    ]
