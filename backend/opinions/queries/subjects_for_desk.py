"""The subjects a member of staff works on, and how far the work has come."""

from datetime import date

from backend.kernel.calendar.queries import load_calendar
from backend.kernel.calendar.rules import is_published, working_days_between
from backend.kernel.database import rows
from backend.kernel.errors import NotFound
from backend.kernel.paging import Page, read_cursor, write_cursor
from backend.opinions.queries.effective import EFFECTIVE, IS_VALID
from backend.opinions.rules import handling
from backend.opinions.schemas.workbench import Clock, Progress, SubjectForDesk, SubjectLine
from backend.organisation.schemas import StaffMember

PAGE_SIZE = 30  # subjects
# Blanks: the unit, twice.
IS_ASSIGNED = """
(EXISTS (SELECT FROM opinion_assignment a JOIN opinion ao ON ao.id = a.opinion
         WHERE ao.subject = s.id AND a.unit = {})
 OR EXISTS (SELECT FROM opinion_point ap WHERE ap.subject = s.id AND ap.unit = {}))
"""
SUBJECT = f"""
SELECT s.id, s.kind, s.key, s.title, s.path, s.lead_unit, u.code AS unit_code,
       u.name AS unit_name, s.opens_at, s.closes_at, s.answer_due_on, s.concluded_at,
       coalesce(r.state, 'draft') AS report_state, {IS_ASSIGNED} AS is_assigned
FROM opinion_subject s JOIN unit u ON u.id = s.lead_unit
LEFT JOIN adoption_report r ON r.subject = s.id WHERE s.id = {{}}
"""  # noqa: S608 - constants of ours
PROGRESS = f"""
WITH {EFFECTIVE}
SELECT count(*) AS valid, count(result) AS answered,
       count(*) FILTER (WHERE state = 'received') AS pending,
       count(*) FILTER (WHERE points = 0 AND NOT is_own) AS ungrouped,
       count(*) FILTER (WHERE is_dissenting OR is_mixed) AS review,
       (SELECT count(*) FROM opinion WHERE subject = {{}}) AS total,
       (SELECT count(*) FROM opinion_point WHERE subject = {{}}) AS points,
       (SELECT count(*) FROM opinion_suggested_group g
        WHERE g.subject = {{}} AND g.dismissed_by IS NULL AND EXISTS (
            SELECT FROM opinion_suggested_member sm JOIN answered w ON w.id = sm.opinion
            WHERE sm.group = g.id AND NOT sm.is_dissenting AND w.points = 0 AND NOT w.is_own
        )) AS suggestions
FROM answered
"""  # noqa: S608 - constants of ours
LISTING = f"""
SELECT s.id, s.kind, s.key, s.title, u.name AS unit_name, s.closes_at, s.answer_due_on,
       s.concluded_at, coalesce(r.state, 'draft') AS report_state,
       CASE WHEN s.concluded_at IS NULL THEN (
           SELECT count(*) FROM opinion o WHERE o.subject = s.id AND {IS_VALID}
       ) ELSE 0 END AS valid,
       CASE WHEN s.concluded_at IS NULL THEN (
           SELECT count(*) FROM opinion o WHERE o.subject = s.id AND o.state = 'received'
       ) ELSE 0 END AS pending,
       CASE WHEN s.concluded_at IS NULL THEN (
           SELECT count(*) FROM opinion o WHERE o.subject = s.id AND {IS_VALID}
           AND NOT EXISTS (SELECT FROM opinion_disposition d WHERE d.opinion = o.id)
           AND NOT EXISTS (SELECT FROM opinion_point_member m JOIN opinion_point p ON p.id = m.point
                           WHERE m.opinion = o.id AND p.result <> '' AND NOT m.is_dissenting)
       ) ELSE 0 END AS unanswered
FROM opinion_subject s JOIN unit u ON u.id = s.lead_unit
LEFT JOIN adoption_report r ON r.subject = s.id
WHERE s.opens_at IS NOT NULL AND ({{}} OR s.lead_unit = {{}} OR {IS_ASSIGNED})
  AND (s.concluded_at IS NOT NULL, -s.id) > ({{}}, {{}})
ORDER BY s.concluded_at IS NOT NULL, -s.id LIMIT {{}}
"""  # noqa: S608 - constants of ours


async def get_subject_for_desk(subject_id: int, staff: StaffMember) -> SubjectForDesk:
    """Return a subject; raise NotFound, also to who has nothing to do with it."""
    found = await rows(SUBJECT, staff.unit_id, staff.unit_id, subject_id)
    if not found:
        raise NotFound
    is_whole = handling.sees_whole(staff, found[0]["lead_unit"])
    if not is_whole and not found[0]["is_assigned"]:
        raise NotFound
    return SubjectForDesk(
        **found[0],
        may_handle=handling.may_handle(staff, found[0]["lead_unit"]),
        is_whole_in_sight=is_whole,
        is_unmasked=handling.reads_unmasked(staff, found[0]["lead_unit"]),
    )


async def progress_of(subject_id: int) -> Progress:
    """Return how far the answering has come, counted in one statement."""
    return Progress(**(await rows(PROGRESS, *(subject_id,) * 5))[0])


async def clock_of(subject: SubjectForDesk, today: date) -> Clock | None:
    """Return the day the feedback is due with the working days left; None once it is given."""
    due_on = subject.answer_due_on
    if due_on is None or subject.concluded_at is not None:
        return None
    calendar = await load_calendar()
    return Clock(
        due_on=due_on,
        working_days=working_days_between(calendar, today, due_on),
        is_provisional=not is_published(calendar, due_on),
    )


async def list_subjects_for_desk(
    staff: StaffMember, cursor: str = "", *, size: int = PAGE_SIZE
) -> Page[SubjectLine]:
    """Return the subjects in this person's sight, those still to be answered first."""
    is_done, before = read_cursor(cursor, int, int) if cursor else (0, -(2**31))
    found = await rows(
        LISTING,
        *(handling.sees_whole(staff, 0), staff.unit_id, staff.unit_id, staff.unit_id),
        *(bool(is_done), before, size + 1),
    )
    lines = tuple(SubjectLine(**row) for row in found[:size])
    return Page(items=lines, next=_after(lines[-1]) if len(found) > size else None)


def _after(line: SubjectLine) -> str:
    return write_cursor(int(line.concluded_at is not None), -line.id)
