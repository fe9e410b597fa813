"""The result of a consultation: once it is published for everybody, before that for the desk."""

from collections.abc import Mapping
from typing import Any

from backend.consultations.enums.clauses import CarryOverKind
from backend.consultations.queries.compared import set_beside
from backend.consultations.rules import permissions
from backend.consultations.schemas import Frozen
from backend.consultations.schemas.clauses import ComparedClauses
from backend.consultations.schemas.result import (
    AnsweredPoint,
    CausedClause,
    ClauseNamed,
    ResultShown,
)
from backend.consultations.schemas.shown import ClauseShown
from backend.consultations.schemas.versions import Carried
from backend.kernel.database import rows
from backend.kernel.errors import Forbidden, NotFound
from backend.opinions.queries.figures import passage_counts
from backend.opinions.queries.report import get_report, preview_report
from backend.opinions.schemas.report import AdoptionReportShown, PointShown
from backend.organisation.schemas import StaffMember

# The final text and the published one it follows. Blanks: whether it must be published, the
# consultation.
FINAL = """
SELECT f.id, f.note, (
    SELECT v.id FROM draft_version v
    WHERE v.consultation = f.consultation AND v.published_at IS NOT NULL AND v.number < f.number
    ORDER BY v.number DESC LIMIT 1) AS former
FROM draft_version f
WHERE f.stage = 'final' AND (f.published_at IS NOT NULL OR NOT {}) AND f.consultation = {}
ORDER BY f.number DESC LIMIT 1
"""
CLAUSES = """
SELECT version, passage, kind, level, label, heading, text
FROM draft_clause WHERE version = ANY({}::int[]) ORDER BY version, position
"""
CARRIED = """
SELECT kind, former, passage FROM clause_carry_over WHERE version = {} ORDER BY id
"""
CAUSES = """
SELECT a.passage, a.point FROM clause_cause a JOIN opinion_point p ON p.id = a.point
WHERE a.version = {} ORDER BY p.position
"""
CHANGED_BY = """
SELECT a.passage, coalesce(k.label, '') AS label, coalesce(k.heading, p.label) AS heading
FROM clause_cause a
JOIN draft_version f ON f.id = a.version JOIN opinion_passage p ON p.id = a.passage
LEFT JOIN draft_clause k ON k.version = f.id AND k.passage = a.passage
WHERE f.consultation = {} AND f.published_at IS NOT NULL AND a.point = {} ORDER BY k.position
"""
PREVIEWED = """
SELECT c.slug, u.code AS lead_unit FROM consultation c JOIN unit u ON u.id = c.lead_unit
WHERE c.id = {} AND c.state IN ('published', 'concluded')
"""


class Previewed(Frozen):
    """A consultation that may be looked at before its result is out."""

    slug: str
    lead_unit: str


async def get_previewed(number: int, staff: StaffMember) -> Previewed:
    """Return a consultation whose result is being worked on; raise NotFound, or Forbidden."""
    found = await rows(PREVIEWED, number)
    if not found:
        raise NotFound
    if not permissions.may_preview_result(staff, found[0]["lead_unit"]):
        raise Forbidden
    return Previewed(**found[0])


async def get_result(consultation: int, subject: int) -> ResultShown:
    """Return the published result; raise NotFound before that."""
    return await _result(consultation, subject, await get_report(subject), is_public=True)


async def preview_result(consultation: int, subject: int) -> ResultShown:
    """Return the result as it would be published now; for the desk alone."""
    return await _result(consultation, subject, await preview_report(subject), is_public=False)


async def get_answered_point(consultation: int, subject: int, position: int) -> AnsweredPoint:
    """Return a published point with the clauses it changed; raise NotFound for any other."""
    report = await get_report(subject)
    found = [point for point in report.points if point.position == position]
    if not found:
        raise NotFound
    clauses = tuple(
        ClauseNamed(passage=row["passage"], name=f"{row['label']}　{row['heading']}".strip("　"))
        for row in await rows(CHANGED_BY, consultation, found[0].id)
    )
    return AnsweredPoint(point=found[0], clauses=clauses)


async def _result(
    consultation: int, subject: int, report: AdoptionReportShown, *, is_public: bool
) -> ResultShown:
    found = await rows(FINAL, is_public, consultation)
    if not found or found[0]["former"] is None:
        return ResultShown(report=report, is_written=False)
    final = found[0]
    causes = await _causes(final["id"], report)
    counts = await passage_counts(subject)
    clauses = tuple(
        _caused(row, causes, counts) for row in await _compared(final["former"], final["id"])
    )
    return ResultShown(report=report, clauses=clauses, note=final["note"])


async def _compared(former: int, final: int) -> tuple[ComparedClauses, ...]:
    texts: dict[int, list[ClauseShown]] = {former: [], final: []}
    for row in await rows(CLAUSES, [former, final]):
        texts[row["version"]].append(ClauseShown(**row))
    found = await rows(CARRIED, final)
    carried = [Carried(**{**row, "kind": CarryOverKind(row["kind"])}) for row in found]
    return set_beside(texts[former], texts[final], carried)


async def _causes(final: int, report: AdoptionReportShown) -> dict[int, list[PointShown]]:
    """Return, by passage, the points that are answered and named for it."""
    points = {point.id: point for point in report.points}
    found: dict[int, list[PointShown]] = {}
    for row in await rows(CAUSES, final):
        if row["point"] in points:
            found.setdefault(row["passage"], []).append(points[row["point"]])
    return found


def _caused(
    row: ComparedClauses, causes: Mapping[int, list[PointShown]], counts: Mapping[int, int]
) -> CausedClause:
    keys = dict.fromkeys(clause.key for clause in (*row.news, *row.olds))
    points: dict[int, Any] = {point.id: point for key in keys for point in causes.get(key, ())}
    return CausedClause(
        row=row,
        points=tuple(points.values()),
        opinions=sum(counts.get(key, 0) for key in keys),
    )
