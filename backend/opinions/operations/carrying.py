"""Taking a report one step on: held alone, asked of the rules, written."""

from collections.abc import Collection
from typing import Any

from backend.kernel.database import rows
from backend.kernel.errors import Conflict, Forbidden, Invalid
from backend.kernel.language import Text, say
from backend.opinions.enums import ReportState
from backend.opinions.operations.working import Work, hold_alone, thresholds
from backend.opinions.queries.cautions import cautions_of
from backend.opinions.queries.standing import InHand, report_in_hand, standing_of
from backend.opinions.rules.report import is_theirs, open_things, refusal_of_step
from backend.opinions.schemas.reporting import Lack, Open, ReportRef, ReportStep
from backend.organisation.schemas import StaffMember

BEGIN = """
INSERT INTO adoption_report (subject, state, statement, read_note, clearance, figures, revision)
VALUES ({}, 'draft', '', '', '', jsonb_build_object(), 0) ON CONFLICT (subject) DO NOTHING
"""


async def hold_report(subject_id: int, step: ReportStep, staff: StaffMember) -> tuple[Work, InHand]:
    """Hold a subject alone for a step of its report that this person may take now.

    Raises NotFound, Forbidden, or Conflict saying why not now.
    """
    work = await hold_alone(subject_id)
    await rows(BEGIN, subject_id)
    report = await report_in_hand(subject_id)
    if not is_theirs(step, report.hands, staff):
        raise Forbidden
    refused = refusal_of_step(step, report.hands, staff)
    if refused:
        raise Conflict(refused)
    return work, report


async def refuse_while_open(
    subject_id: int, *, acknowledged: Collection[str] | None = None
) -> None:
    """Raise Conflict with everything open, or Invalid for warnings nobody acknowledged.

    None: they were acknowledged by whoever submitted.
    """
    found = await standing_of(subject_id, thresholds())
    cautions = () if acknowledged is None else await cautions_of(subject_id)
    still_open = open_things(found, cautions, acknowledged or ())
    if any(one.lack is not Lack.WARNING for one in still_open):
        raise Conflict(_told(still_open))
    if still_open:
        raise Invalid(fields={"acknowledged": say("请逐条看过提醒，再勾选确认。")})


async def go(work: Work, sql: str, *values: Any, state: ReportState) -> ReportRef:
    """Write a step of the report of a subject that is held alone."""
    written = await rows(sql, *values, work.id)
    return ReportRef(subject_id=work.id, state=state, revision=written[0]["revision"])


def _told(still_open: Collection[Open]) -> Text:
    """Return what is open as one sentence, for whoever did not come by the page that lists it."""
    things = "；".join(f"{one.message}（{one.count}）" for one in still_open)
    return say("还不能往下走：{things}。", things=things)
