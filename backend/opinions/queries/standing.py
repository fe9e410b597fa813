"""What a report's way depends on: what is open, which sentences repeat, through whose hands."""

from typing import Any

from backend.kernel.database import rows
from backend.opinions.enums import ReportState
from backend.opinions.queries.effective import EFFECTIVE, IS_VALID
from backend.opinions.rules.report import Hands, Standing
from backend.opinions.rules.sameness import GivenReason
from backend.opinions.schemas import Frozen
from backend.opinions.schemas.answers import Thresholds

STANDING = f"""
WITH {EFFECTIVE},
sizes AS (
    SELECT m.point, count(*) AS opinions FROM opinion_point_member m
    JOIN answered w ON w.id = m.opinion WHERE NOT m.is_dissenting GROUP BY m.point
)
SELECT
    count(*) FILTER (WHERE state = 'received') AS pending,
    count(*) FILTER (WHERE result IS NULL AND NOT is_dissenting) AS unanswered,
    count(*) FILTER (WHERE is_dissenting) AS dissenting,
    (SELECT count(*) FROM opinion_point WHERE subject = {{}} AND result = '') AS points_unanswered,
    (SELECT count(*) FROM opinion_point
     WHERE subject = {{}} AND result NOT IN ('', 'adopted')
       AND reason ~ '^\\s*$') AS without_reason,
    (SELECT count(*) FROM opinion_point p JOIN sizes z ON z.point = p.id
     WHERE p.subject = {{}} AND p.result = 'not_adopted' AND z.opinions >= {{}}
       AND char_length(regexp_replace(p.reason, '\\s', '', 'g')) < {{}}) AS too_short,
    coalesce((SELECT btrim(statement) FROM adoption_report WHERE subject = {{}}), '') AS statement,
    (SELECT coalesce(closes_at > clock_timestamp(), FALSE) FROM opinion_subject
     WHERE id = {{}}) AS is_receiving
FROM answered
"""  # noqa: S608 - constants of ours
REASONS = f"""
SELECT reason, result, id AS point, title, NULL::bigint AS opinion FROM opinion_point
WHERE subject = {{}} AND result NOT IN ('', 'adopted')
UNION ALL
SELECT d.reason, d.result, NULL, '', d.opinion FROM opinion_disposition d
JOIN opinion o ON o.id = d.opinion
WHERE o.subject = {{}} AND d.result <> 'adopted' AND {IS_VALID}
ORDER BY point, opinion
"""  # noqa: S608 - constants of ours
TEXTS = """
SELECT coalesce(o.public_text, o.text, '') AS text FROM opinion o
WHERE o.id = ANY({}::bigint[]) ORDER BY o.id
"""
HANDS = """
SELECT r.id, coalesce(r.state, 'draft') AS state, s.lead_unit, r.submitted_by, r.read_by,
       r.cleared_by, coalesce(r.revision, 0) AS revision
FROM opinion_subject s LEFT JOIN adoption_report r ON r.subject = s.id WHERE s.id = {}
"""


class InHand(Frozen):
    """A report with its revision; no id while nobody has begun it."""

    id: int | None
    revision: int
    hands: Hands


async def standing_of(subject_id: int, thresholds: Thresholds) -> Standing:
    """Return what is counted before a report may go on, in one statement."""
    numbers = (thresholds.concentrated_opinions, thresholds.concentrated_reason)
    values = (*(subject_id,) * 5, *numbers, subject_id, subject_id)
    return Standing(**(await rows(STANDING, *values))[0])


async def given_reasons(subject_id: int) -> tuple[GivenReason, ...]:
    """Return every reason that was given but for what was adopted."""
    found = await rows(REASONS, subject_id, subject_id)
    return tuple(GivenReason(**{**row, "title": _title(row)}) for row in found)


async def texts_of(numbers: list[int]) -> list[str]:
    """Return the words of opinions, to be compared."""
    return [row["text"] for row in await rows(TEXTS, numbers)] if numbers else []


async def report_in_hand(subject_id: int) -> InHand:
    """Return how far a subject's report has come, and through whose hands."""
    row = (await rows(HANDS, subject_id))[0]
    named = ("lead_unit", "submitted_by", "read_by", "cleared_by")
    hands = Hands(**{name: row[name] for name in named}, state=ReportState(row["state"]))
    return InHand(id=row["id"], revision=row["revision"], hands=hands)


def _title(row: dict[str, Any]) -> str:
    return row["title"] or f"{row['opinion']} 号"
