"""What waits in the ledger for whom, in a few statements however many subjects there are."""

from datetime import date, datetime

from backend.kernel.database import rows
from backend.opinions.queries.effective import IS_VALID
from backend.opinions.rules import handling
from backend.opinions.schemas.clocks import AppealsOnClock, AssignedOnClock, SubjectOnClock
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember

MOST_SUBJECTS = 200  # not concluded, of the whole county
MOST_ASSIGNED = 50
# How many have waited too long is counted row by row, but only of subjects that are that old.
SUBJECTS = f"""
SELECT s.id, s.title, s.lead_unit, u.name AS unit_name, s.closes_at, s.answer_due_on,
       coalesce(r.state, 'draft') AS report_state, r.submitted_by,
       (SELECT coalesce(sum(t.opinions), 0)::bigint FROM opinion_tally t
        LEFT JOIN moderation_rule m ON m.id = t.rule
        WHERE t.subject = s.id AND t.state NOT IN ('duplicate', 'withdrawn')
          AND (t.state <> 'withheld' OR m.is_answered)) AS valid,
       aged.waiting, aged.oldest_at
FROM opinion_subject s JOIN unit u ON u.id = s.lead_unit
LEFT JOIN adoption_report r ON r.subject = s.id
LEFT JOIN LATERAL (
    SELECT count(*) AS waiting, min(o.received_at) AS oldest_at FROM opinion o
    WHERE s.opens_at <= {{}} AND o.subject = s.id AND o.received_at <= {{}} AND {IS_VALID}
) aged ON TRUE
WHERE s.opens_at IS NOT NULL AND s.concluded_at IS NULL AND ({{}} OR s.lead_unit = {{}})
ORDER BY s.answer_due_on, s.id LIMIT {{}}
"""  # noqa: S608 - constants of ours
# Blanks: the unit; whether others' overdue things are in sight too, and today.
IS_THEIRS = "({alias}.unit = {{}} OR ({{}} AND {alias}.due_on < {{}}))"
ASSIGNED = f"""
WITH asked AS (
    SELECT o.subject, NULL::int AS point, '' AS point_title, count(*) AS opinions, a.unit, a.due_on
    FROM opinion_assignment a JOIN opinion o ON o.id = a.opinion
    WHERE {IS_THEIRS.format(alias="a")} AND {IS_VALID}
      AND NOT EXISTS (SELECT FROM opinion_disposition d WHERE d.opinion = o.id)
      AND NOT EXISTS (SELECT FROM opinion_point_member m JOIN opinion_point p ON p.id = m.point
                      WHERE m.opinion = o.id AND p.result <> '' AND NOT m.is_dissenting)
    GROUP BY o.subject, a.unit, a.due_on
    UNION ALL
    SELECT p.subject, p.id, p.title, 0, p.unit, p.due_on FROM opinion_point p
    WHERE {IS_THEIRS.format(alias="p")} AND p.result = ''
)
SELECT asked.*, s.title AS subject_title, u.name AS unit_name
FROM asked JOIN opinion_subject s ON s.id = asked.subject JOIN unit u ON u.id = asked.unit
LEFT JOIN adoption_report r ON r.subject = s.id
WHERE s.concluded_at IS NULL AND coalesce(r.state, 'draft') = 'draft'
ORDER BY asked.due_on, asked.subject, asked.point LIMIT {{}}
"""  # noqa: S608 - constants of ours
APPEALS = """
SELECT count(*) AS appeals, min(filed_at) AS oldest_at FROM opinion_appeal WHERE outcome = ''
"""


async def subjects_on_clock(
    staff: StaffMember, *, older_than: datetime
) -> tuple[SubjectOnClock, ...]:
    """Return the subjects in sight that are not concluded, those due first foremost.

    `waiting` and `oldest_at` tell of the opinions that were received no later than `older_than`.
    """
    sees_all = handling.sees_whole(staff, 0)
    found = await rows(SUBJECTS, older_than, older_than, sees_all, staff.unit_id, MOST_SUBJECTS)
    return tuple(SubjectOnClock(**row) for row in found)


async def assigned_on_clock(staff: StaffMember, *, today: date) -> tuple[AssignedOnClock, ...]:
    """Return what is assigned to this person's unit; to the office also what others are late with.

    Nothing for who answers no opinions.
    """
    if not staff.has(Role.DRAFTER, Role.OFFICE):
        return ()
    theirs = (staff.unit_id, staff.has(Role.OFFICE), today)
    found = await rows(ASSIGNED, *theirs, *theirs, MOST_ASSIGNED)
    return tuple(AssignedOnClock(**row) for row in found)


async def appeals_on_clock() -> AppealsOnClock:
    """Return how many appeals wait, and since when the oldest does."""
    return AppealsOnClock(**(await rows(APPEALS))[0])
