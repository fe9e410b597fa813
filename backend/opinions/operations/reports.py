"""The adoption report: written, submitted, read by another, cleared by law, published at once."""

from datetime import datetime

from backend.kernel.database import rows, transaction
from backend.kernel.jobs import enqueue
from backend.kernel.language import say
from backend.opinions.enums import ReportState
from backend.opinions.operations.carrying import go, hold_report, refuse_while_open
from backend.opinions.operations.subjects import conclude_subject
from backend.opinions.operations.working import record, record_publicly
from backend.opinions.queries.effective import EFFECTIVE
from backend.opinions.queries.report import live_figures
from backend.opinions.rules.overtaken import Overtaken
from backend.opinions.schemas.reporting import (
    Clearance,
    Reading,
    ReportRef,
    ReportStep,
    ReturnNote,
    StatementDraft,
    Submission,
)
from backend.organisation.schemas import StaffMember

GO = """
UPDATE adoption_report SET {changes}, revision = revision + 1 WHERE subject = {{}}
RETURNING revision
"""
WRITE = GO.format(changes="statement = {}")
SUBMIT = GO.format(changes="state = 'submitted', submitted_by = {}, submitted_at = {}")
READ = GO.format(changes="state = 'read', read_by = {}, read_at = {}, read_note = {}")
CLEAR = GO.format(changes="state = 'cleared', cleared_by = {}, cleared_at = {}, clearance = {}")
RETURN = GO.format(
    changes="state = 'draft', submitted_by = NULL, submitted_at = NULL, read_by = NULL,"
    " read_at = NULL, read_note = '', cleared_by = NULL, cleared_at = NULL, clearance = ''"
)
FREEZE = f"""
WITH {EFFECTIVE},
written AS (
    INSERT INTO opinion_answer (report, opinion, result, reason)
    SELECT (SELECT id FROM adoption_report WHERE subject = {{}}), id, result, reason
    FROM answered WHERE result IS NOT NULL ORDER BY answered.id RETURNING id
)
SELECT count(*) AS opinions FROM written
"""  # noqa: S608 - constants of ours
PUBLISH = GO.format(
    changes="state = 'published', published_by = {}, published_at = {}, figures = {}"
)
ANNOUNCE = "opinions.announce_answers"  # the job that writes to everybody


async def write_statement(
    subject_id: int, draft: StatementDraft, *, staff: StaffMember
) -> ReportRef:
    """Keep the words the report opens with; raise Overtaken when somebody wrote meanwhile."""
    async with transaction():
        work, report = await hold_report(subject_id, ReportStep.WRITE, staff)
        if report.revision != draft.revision:
            raise Overtaken(say("别人刚刚改过情况说明。您写的内容都还在，请看过后再保存。"))
        ref = await go(work, WRITE, draft.statement, state=ReportState.DRAFT)
        payload = {"characters": len(draft.statement)}
        await record(work, "report.write", staff=staff, payload=payload)
    return ref


async def submit_report(
    subject_id: int, draft: Submission, *, staff: StaffMember, now: datetime
) -> ReportRef:
    """Hand the answers to the second reader; from now on nothing of the subject changes.

    Raises Conflict listing everything that is still open, and Invalid while a warning was not
    acknowledged; the acknowledged ones go into the journal.
    """
    async with transaction():
        work, _ = await hold_report(subject_id, ReportStep.SUBMIT, staff)
        await refuse_while_open(subject_id, acknowledged=draft.acknowledged)
        ref = await go(work, SUBMIT, staff.id, now, state=ReportState.SUBMITTED)
        payload = {"acknowledged": sorted(draft.acknowledged)}
        await record(work, "report.submit", staff=staff, payload=payload)
    return ref


async def read_report(
    subject_id: int, draft: Reading, *, staff: StaffMember, now: datetime
) -> ReportRef:
    """Let a second person vouch for the answers: never the one who submitted them."""
    async with transaction():
        work, _ = await hold_report(subject_id, ReportStep.READ, staff)
        ref = await go(work, READ, staff.id, now, draft.note, state=ReportState.READ)
        await record(work, "report.read", staff=staff, reason=draft.note, payload={})
    return ref


async def clear_report(
    subject_id: int, draft: Clearance, *, staff: StaffMember, now: datetime
) -> ReportRef:
    """Record the legality opinion on the answers, by a reviewer who did not submit them."""
    async with transaction():
        work, _ = await hold_report(subject_id, ReportStep.CLEAR, staff)
        ref = await go(work, CLEAR, staff.id, now, draft.clearance, state=ReportState.CLEARED)
        await record(work, "report.clear", staff=staff, reason=draft.clearance, payload={})
    return ref


async def return_report(subject_id: int, draft: ReturnNote, *, staff: StaffMember) -> ReportRef:
    """Send the report back to be changed; it is read and cleared anew afterwards."""
    async with transaction():
        work, report = await hold_report(subject_id, ReportStep.RETURN, staff)
        ref = await go(work, RETURN, state=ReportState.DRAFT)
        payload = {"from": report.hands.state.value}
        await record(work, "report.return", staff=staff, reason=draft.note, payload=payload)
    return ref


async def publish_report(
    subject_id: int,
    *,
    staff: StaffMember,
    now: datetime,
    origin: str = "",
    announced_by: str = ANNOUNCE,
) -> ReportRef:
    """Publish every answer at once and conclude the subject; join the caller's transaction if any.

    The job `announced_by` writes to the authors: who has more to tell them names one of its own.
    Only what was read and cleared, by the office, and never by who submitted it. Raises Conflict
    while anything is open: an opinion that arrives at this moment is either in and blocks, or is
    refused afterwards. What was published never changes.
    """
    async with transaction():
        work, _ = await hold_report(subject_id, ReportStep.PUBLISH, staff)
        await refuse_while_open(subject_id)
        written = await rows(FREEZE, subject_id, subject_id, subject_id)
        figures = await live_figures(subject_id)
        await conclude_subject(subject_id)
        values = (staff.id, now, figures.model_dump_json())
        ref = await go(work, PUBLISH, *values, state=ReportState.PUBLISHED)
        payload = {"answers": written[0]["opinions"], "figures": figures}
        await record_publicly(work, "report.publish", staff=staff, payload=payload)
        await enqueue(announced_by, {"subject": subject_id, "origin": origin})
    return ref.model_copy(update={"opinions": written[0]["opinions"]})
