"""The adoption report as those see it who carry it into the public."""

from typing import Any

from backend.journal.queries import find_latest
from backend.kernel.database import rows
from backend.kernel.language import Text
from backend.opinions.enums import ReportState
from backend.opinions.queries.cautions import cautions_of
from backend.opinions.queries.standing import report_in_hand, standing_of
from backend.opinions.rules.report import (
    NEXT,
    Hands,
    is_theirs,
    open_things,
    refusal_of_step,
    steps_open_to,
)
from backend.opinions.schemas.answers import Thresholds
from backend.opinions.schemas.reporting import Carried, ReportForDesk, ReportStep
from backend.opinions.schemas.workbench import SubjectForDesk
from backend.organisation.schemas import StaffMember

REPORT = """
SELECT r.statement, r.submitted_at, r.read_at, r.read_note, r.cleared_at, r.clearance,
       r.published_at, s.name AS submitted_by, e.name AS read_by, c.name AS cleared_by,
       p.name AS published_by
FROM adoption_report r LEFT JOIN staff s ON s.id = r.submitted_by
LEFT JOIN staff e ON e.id = r.read_by LEFT JOIN staff c ON c.id = r.cleared_by
LEFT JOIN staff p ON p.id = r.published_by WHERE r.subject = {}
"""
STEPS = (
    (ReportStep.SUBMIT, "submitted_by", "submitted_at", ""),
    (ReportStep.READ, "read_by", "read_at", "read_note"),
    (ReportStep.CLEAR, "cleared_by", "cleared_at", "clearance"),
    (ReportStep.PUBLISH, "published_by", "published_at", ""),
)


async def get_report_for_desk(
    subject: SubjectForDesk, staff: StaffMember, thresholds: Thresholds
) -> ReportForDesk:
    """Return the report with what is open, what is warned of, and what this person may do."""
    found = await rows(REPORT, subject.id)
    row = found[0] if found else {}
    held = await report_in_hand(subject.id)
    hands = held.hands
    is_out = hands.state is ReportState.PUBLISHED
    standing = await standing_of(subject.id, thresholds)
    return ReportForDesk(
        subject_id=subject.id,
        state=hands.state,
        statement=row.get("statement", ""),
        revision=held.revision,
        carried=_carried(row),
        returned=await _returned(subject) if hands.state is ReportState.DRAFT else None,
        open=() if is_out else open_things(standing),
        warnings=() if is_out else await cautions_of(subject.id),
        may=steps_open_to(hands, staff),
        refusal=_refusal(hands, staff),
        published_at=row.get("published_at"),
    )


def _carried(row: dict[str, Any]) -> tuple[Carried, ...]:
    return tuple(
        Carried(step=step, who=row[who], at=row[at], words=row[words] if words else "")
        for step, who, at, words in STEPS
        if row.get(at) is not None
    )


async def _returned(subject: SubjectForDesk) -> Carried | None:
    """Return who sent the report back and why, if it was not submitted again since."""
    name = f"{subject.kind}/{subject.key}"
    back, again = await find_latest("report.return", name), await find_latest("report.submit", name)
    if back is None or again is None or back.id < again.id:
        return None
    return Carried(
        step=ReportStep.RETURN, who=back.actor_name, at=back.recorded_at, words=back.reason
    )


def _refusal(hands: Hands, staff: StaffMember) -> Text | None:
    """Return why the next step is not this person's, where they hold the place for it."""
    step = NEXT.get(hands.state)
    if step is None or not is_theirs(step, hands, staff):
        return None
    return refusal_of_step(step, hands, staff)
