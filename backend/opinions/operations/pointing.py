"""Writing a point's answer: asked of the rules first, for whoever answers it."""

from datetime import datetime

from backend.kernel.database import rows
from backend.kernel.errors import Invalid
from backend.opinions.enums import Result
from backend.opinions.operations.membership import HeldPoint
from backend.opinions.operations.working import Work, record, thresholds
from backend.opinions.queries.effective import IS_VALID
from backend.opinions.rules.answers import fault_of_reason
from backend.organisation.schemas import StaffMember

COUNT = f"""
SELECT count(*) AS opinions FROM opinion_point_member m JOIN opinion o ON o.id = m.opinion
WHERE m.point = {{}} AND NOT m.is_dissenting AND {IS_VALID}
"""  # noqa: S608 - constants of ours
ANSWER = """
UPDATE opinion_point SET result = {}, reason = {}, answered_by = {}, revision = revision + 1
WHERE id = {} RETURNING revision
"""


async def set_answer(
    work: Work,
    point: HeldPoint,
    result: Result,
    reason: str,
    *,
    staff: StaffMember,
    now: datetime,
) -> int:
    """Write the answer of a held point and return its revision; raise Invalid for a poor reason."""
    opinions = (await rows(COUNT, point.id))[0]["opinions"]
    fault = fault_of_reason(result, reason, opinions=opinions, thresholds=thresholds())
    if fault:
        raise Invalid(fields={"reason": fault})
    written = await rows(ANSWER, result.value, reason, staff.id, point.id)
    payload = {
        "point": point.id,
        "title": point.title,
        "opinions": opinions,
        "result": result.value,
        "reason": reason,
        "former_result": point.result.value if point.result else "",
        "former_reason": point.reason,
        "at": now,
    }
    await record(work, "point.answer", staff=staff, payload=payload)
    return int(written[0]["revision"])
