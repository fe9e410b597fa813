"""Opinion points as the desk sees them."""

from typing import Any

from backend.kernel.database import rows
from backend.kernel.errors import NotFound
from backend.kernel.paging import Page, read_cursor, write_cursor
from backend.opinions.queries.sight import WORDS, masked_words, who
from backend.opinions.rules.answers import is_concentrated
from backend.opinions.rules.handling import may_answer
from backend.opinions.schemas.answers import Thresholds
from backend.opinions.schemas.points import Member, PointForDesk, PointLine
from backend.opinions.schemas.workbench import SubjectForDesk
from backend.organisation.schemas import StaffMember

PAGE_SIZE = 50  # members
POINTS = """
SELECT p.id, p.position, p.title, nullif(p.result, '') AS result, p.reason, p.due_on, p.revision,
       coalesce(u.name, '') AS unit_name, coalesce(m.opinions, 0) AS opinions,
       coalesce(m.near_identical, 0) AS near_identical, coalesce(m.dissenting, 0) AS dissenting,
       p.subject AS subject_id, p.unit AS unit_id, coalesce(a.name, '') AS answered_by,
       c.name AS created_by, p.created_at
FROM opinion_point p JOIN staff c ON c.id = p.created_by
LEFT JOIN staff a ON a.id = p.answered_by LEFT JOIN unit u ON u.id = p.unit
LEFT JOIN (
    SELECT point, count(*) AS opinions,
           count(*) FILTER (WHERE is_near_identical AND NOT is_dissenting) AS near_identical,
           count(*) FILTER (WHERE is_dissenting) AS dissenting
    FROM opinion_point_member GROUP BY point
) m ON m.point = p.id
WHERE p.subject = {} AND ({} OR p.unit = {}) AND ({} = 0 OR p.id = {}) ORDER BY p.position
"""
MEMBERS = f"""
SELECT o.id AS number, {WORDS}, o.channel, m.is_dissenting, m.is_near_identical,
       d.result AS own_result
FROM opinion_point_member m JOIN opinion o ON o.id = m.opinion
LEFT JOIN opinion_disposition d ON d.opinion = o.id
WHERE m.point = {{}} AND o.id > {{}} ORDER BY o.id LIMIT {{}}
"""  # noqa: S608 - constants of ours


async def list_points(subject: SubjectForDesk, staff: StaffMember) -> tuple[PointLine, ...]:
    """Return the points in this person's sight, in their order."""
    found = await _points(subject, staff, 0)
    return tuple(PointLine(**{name: row[name] for name in PointLine.model_fields}) for row in found)


async def get_point(
    subject: SubjectForDesk, point_id: int, staff: StaffMember, thresholds: Thresholds
) -> PointForDesk:
    """Return one point; raise NotFound, also where it is not in this person's sight."""
    found = await _points(subject, staff, point_id)
    if not found:
        raise NotFound
    row = found[0]
    members = row["opinions"] - row["dissenting"]
    is_theirs = may_answer(staff, subject.lead_unit, is_assigned=row["unit_id"] == staff.unit_id)
    return PointForDesk(
        **row, needs_detail=is_concentrated(members, thresholds), may_answer=is_theirs
    )


async def list_members(
    subject: SubjectForDesk, point_id: int, cursor: str = "", *, size: int = PAGE_SIZE
) -> Page[Member]:
    """Return a point's members in the order they came."""
    after = read_cursor(cursor, int)[0] if cursor else 0
    found = await rows(MEMBERS, point_id, after, size + 1)
    members = tuple(_member(row, subject) for row in found[:size])
    return Page(items=members, next=_after(members) if len(found) > size else None)


async def _points(subject: SubjectForDesk, staff: StaffMember, only: int) -> list[dict[str, Any]]:
    return await rows(POINTS, subject.id, subject.is_whole_in_sight, staff.unit_id, only, only)


def _after(members: tuple[Member, ...]) -> str:
    return write_cursor(members[-1].number)


def _member(row: dict[str, Any], subject: SubjectForDesk) -> Member:
    same = ("number", "channel", "state", "is_dissenting", "is_near_identical", "own_result")
    text, _ = masked_words(row, subject)
    return Member(**{name: row[name] for name in same}, text=text, said_by=who(row))
