"""Appeals as the desk sees them."""

from typing import Any

from backend.kernel.database import rows
from backend.kernel.errors import NotFound
from backend.kernel.paging import Page, read_cursor, write_cursor
from backend.opinions.enums import AppealOutcome
from backend.opinions.rules.moderation import refusal_of_answering
from backend.opinions.schemas.queue import AppealForDesk, AppealLine
from backend.organisation.schemas import StaffMember

PAGE_SIZE = 30  # appeals
LARGEST = 2**31 - 1
FIELDS = """
SELECT a.id, a.opinion AS number, s.title AS subject_title, a.filed_at, a.text,
       nullif(a.outcome, '') AS outcome, a.answer, a.answered_at,
       coalesce(b.name, '') AS answered_by,
       coalesce(r.title, '') AS rule_title, coalesce(r.explanation, '') AS rule_explanation,
       coalesce(r.citation, '') AS rule_citation, o.state, o.may_publish, o.route,
       coalesce(w.reason, '') AS reason, coalesce(x.name, '') AS withheld_by,
       w.acted_by AS withheld_by_id, w.acted_at AS withheld_at
FROM opinion_appeal a JOIN opinion o ON o.id = a.opinion JOIN opinion_subject s ON s.id = o.subject
LEFT JOIN LATERAL (
    SELECT m.rule, m.reason, m.acted_by, m.acted_at FROM moderation_act m
    WHERE m.opinion = a.opinion AND m.to_state = 'withheld' AND m.undone_at IS NULL
      AND m.acted_at <= coalesce(a.answered_at, 'infinity') ORDER BY m.id DESC LIMIT 1
) w ON TRUE
LEFT JOIN moderation_rule r ON r.id = w.rule
LEFT JOIN staff x ON x.id = w.acted_by LEFT JOIN staff b ON b.id = a.answered_by
"""


async def list_appeals(
    cursor: str = "", *, is_open: bool = True, size: int = PAGE_SIZE
) -> Page[AppealLine]:
    """Return appeals: those to answer, oldest first, or those answered, newest first."""
    after = int(read_cursor(cursor, int)[0]) if cursor else 0 if is_open else LARGEST
    condition = (
        "WHERE a.outcome = '' AND a.id > {} ORDER BY a.id LIMIT {}"
        if is_open
        else "WHERE a.outcome <> '' AND a.id < {} ORDER BY a.id DESC LIMIT {}"
    )
    found = await rows(FIELDS + condition, after, size + 1)
    lines = tuple(AppealLine(**row) for row in found[:size])
    return Page(items=lines, next=write_cursor(lines[-1].id) if len(found) > size else None)


async def get_appeal(appeal_id: int, staff: StaffMember) -> AppealForDesk:
    """Return one appeal with what this person may do with it; raise NotFound."""
    found = await rows(FIELDS + "WHERE a.id = {}", appeal_id) if appeal_id <= LARGEST else []
    if not found:
        raise NotFound
    return _appeal(found[0], staff)


async def count_open_appeals() -> int:
    """Return how many appeals wait for an answer."""
    found = await rows("SELECT count(*) AS appeals FROM opinion_appeal WHERE outcome = ''")
    return int(found[0]["appeals"])


def _appeal(row: dict[str, Any], staff: StaffMember) -> AppealForDesk:
    is_open = row["outcome"] is None
    refusal = refusal_of_answering(staff, row["withheld_by_id"]) if is_open else None
    outcome = AppealOutcome(row["outcome"]) if row["outcome"] else None
    return AppealForDesk(**{**row, "outcome": outcome, "refusal": refusal})
