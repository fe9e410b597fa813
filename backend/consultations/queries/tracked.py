"""What became of the clauses an opinion points at: for the holder of its receipt code."""

from typing import NamedTuple

from backend.consultations.enums.consultation import Stage
from backend.consultations.queries.compared import compare
from backend.consultations.queries.visible_parts import clauses_of, versions_of
from backend.consultations.rules.reading import blocks
from backend.consultations.schemas import Frozen
from backend.consultations.schemas.clauses import ComparedClauses
from backend.kernel.database import rows
from backend.kernel.text.difference import Piece, PieceKind

CONSULTATION = "SELECT id FROM consultation WHERE subject = {} AND published_at IS NOT NULL"
CAUSED = """
SELECT a.passage FROM clause_cause a
JOIN opinion_point_member m ON m.point = a.point
JOIN draft_version d ON d.id = a.version
WHERE d.consultation = {} AND d.published_at IS NOT NULL AND m.opinion = {}
  AND NOT m.is_dissenting
"""


class OwnClause(Frozen):
    """A clause somebody wrote about, as it reads now."""

    name: str
    passage: int
    pieces: tuple[Piece, ...]
    is_changed: bool
    is_removed: bool
    because: bool  # an opinion point of this opinion changed it


class Pointed(NamedTuple):
    """An opinion and the passages it points at."""

    subject: int
    opinion: int
    passages: tuple[int, ...]


async def clauses_now(pointed: Pointed) -> tuple[OwnClause, ...]:
    """Return the clauses an opinion points at, or changed, as they read now."""
    found = await rows(CONSULTATION, pointed.subject)
    if not found:
        return ()
    number = found[0]["id"]
    versions = await versions_of(number)
    if versions[-1].stage is not Stage.FINAL:
        return await _as_put_to_the_public(number, versions[-1].number, pointed)
    caused = {row["passage"] for row in await rows(CAUSED, number, pointed.opinion)}
    wanted = {*pointed.passages, *caused}
    comparison = await compare(number, later=versions[-1].number)
    return tuple(
        _own(row, caused)
        for row in comparison.rows
        if wanted & {clause.key for clause in (*row.olds, *row.news)}
    )


async def _as_put_to_the_public(
    number: int, version: int, pointed: Pointed
) -> tuple[OwnClause, ...]:
    return tuple(
        OwnClause(
            name=block.name,
            passage=block.clause.passage,
            pieces=(Piece(PieceKind.SAME, block.whole_text),),
            is_changed=False,
            is_removed=False,
            because=False,
        )
        for block in blocks(await clauses_of(number, version))
        if block.clause.passage in pointed.passages and block.clause.passage is not None
    )


def _own(row: ComparedClauses, caused: set[int]) -> OwnClause:
    clause = (row.news or row.olds)[0]
    return OwnClause(
        name="　".join(part for part in (clause.label, clause.heading) if part),
        passage=clause.key,
        pieces=row.text,
        is_changed=row.is_changed,
        is_removed=not row.news,
        because=bool(caused & {one.key for one in (*row.olds, *row.news)}),
    )
