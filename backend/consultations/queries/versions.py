"""Texts of a draft as the desk reads them."""

from backend.consultations.enums.clauses import CarryOverKind, ClauseKind
from backend.consultations.schemas.versions import (
    Carried,
    CausedClause,
    StoredClause,
    VersionForDesk,
    VersionLine,
)
from backend.kernel.database import rows
from backend.kernel.errors import NotFound
from backend.opinions.schemas.points import PointChoice

VERSIONS = """
SELECT v.id, v.number, v.stage, v.note, v.is_sealed, v.sha256, v.created_by,
       p.name AS created_by_name, v.created_at, v.published_at, v.revision,
       (SELECT count(*)::int FROM draft_clause k WHERE k.version = v.id) AS clauses
FROM draft_version v JOIN staff p ON p.id = v.created_by WHERE v.consultation = {} ORDER BY v.number
"""
CLAUSES = """
SELECT id, position, passage, kind, level, label, heading, text
FROM draft_clause WHERE version = {} ORDER BY position
"""
CARRIED = """
SELECT kind, former, passage FROM clause_carry_over WHERE version = {} ORDER BY id
"""
CAUSES = """
SELECT passage, array_agg(point ORDER BY point) AS points
FROM clause_cause WHERE version = {} GROUP BY passage
"""
POINTS = """
SELECT p.id, p.position, p.title FROM opinion_point p
JOIN consultation c ON c.subject = p.subject WHERE c.id = {} ORDER BY p.position
"""


async def list_versions(consultation: int) -> tuple[VersionLine, ...]:
    """Return every text of a draft, the first one first, published or not."""
    return tuple(VersionLine(**row) for row in await rows(VERSIONS, consultation))


async def load_stored(version: int) -> tuple[StoredClause, ...]:
    """Return the clauses of a text in order, as they are kept."""
    return tuple(
        StoredClause(**{**row, "kind": ClauseKind(row["kind"])})
        for row in await rows(CLAUSES, version)
    )


async def load_carried(version: int) -> tuple[Carried, ...]:
    """Return the map from the former text to this one."""
    return tuple(
        Carried(**{**row, "kind": CarryOverKind(row["kind"])})
        for row in await rows(CARRIED, version)
    )


async def get_version(consultation: int, number: int) -> VersionForDesk:
    """Return a text with clauses, map and causes; raise NotFound."""
    versions = await list_versions(consultation)
    line = next((found for found in versions if found.number == number), None)
    if line is None:
        raise NotFound
    former = next((v for v in reversed(versions) if v.is_sealed and v.number < number), None)
    carried = await load_carried(line.id)
    return VersionForDesk(
        **dict(line),
        stored=await load_stored(line.id),
        former_number=former.number if former else None,
        former=await load_stored(former.id) if former else (),
        carried=carried,
        causes=await _causes(line.id, carried),
        points=tuple(PointChoice(**row) for row in await rows(POINTS, consultation)),
    )


async def _causes(version: int, carried: tuple[Carried, ...]) -> tuple[CausedClause, ...]:
    """Return every clause that reads differently, once, with the points named so far."""
    named = {row["passage"]: tuple(row["points"]) for row in await rows(CAUSES, version)}
    same = (CarryOverKind.KEPT, CarryOverKind.MOVED)
    found: dict[int, CausedClause] = {}
    for line in carried:
        passage = line.passage or line.former
        if line.kind not in same and passage is not None and passage not in found:
            found[passage] = CausedClause(
                passage=passage, kind=line.kind, points=named.get(passage, ())
            )
    return tuple(found.values())
