"""What waits for a person at the desk, from every room, the most pressing first."""

from collections.abc import Iterable
from datetime import date, datetime

from backend.consultations.enums.consultation import ConsultationState
from backend.consultations.queries.desk import list_current_for_desk
from backend.consultations.rules.permissions import may_publish
from backend.decisions.queries.desk.tasks import desk_tasks
from backend.decisions.schemas.desk import DeskTask
from backend.kernel.clock import county_date
from backend.kernel.language import Text, say
from backend.opinions.enums import ReportState
from backend.opinions.queries.queue import shelf_counts
from backend.opinions.queries.subjects_for_desk import list_subjects_for_desk
from backend.opinions.schemas.queue import QueueFilter, Shelf
from backend.opinions.schemas.workbench import SubjectLine
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember

MOST_SUBJECTS = 50  # looked at; those still to be answered come first
MODERATING = (Role.MODERATOR, Role.OFFICE, Role.DRAFTER)
TONES = ("late", "wait", "plain")


async def tasks_of(staff: StaffMember, *, now: datetime) -> tuple[DeskTask, ...]:
    """Return what this person has to do, overdue things first."""
    today = county_date(now)
    subjects = await list_subjects_for_desk(staff, size=MOST_SUBJECTS)
    found = [
        *await desk_tasks(staff, today=today),
        *await _queue(staff),
        *await _publications(staff, now),
        *_answers(subjects.items, staff, now),
    ]
    return tuple(sorted(found, key=lambda task: TONES.index(task.tone)))


async def _queue(staff: StaffMember) -> list[DeskTask]:
    if not staff.has(*MODERATING):
        return []
    shelves = await shelf_counts(QueueFilter(), staff)
    waiting = next((found.opinions for found in shelves if found.shelf is Shelf.PENDING), 0)
    if not waiting:
        return []
    return [
        DeskTask(label=say("审核意见：{count} 条在排队", count=waiting), path="/desk/moderation")
    ]


async def _publications(staff: StaffMember, now: datetime) -> list[DeskTask]:
    if not may_publish(staff):
        return []
    return [
        DeskTask(
            label=say("审核公布意见征集：{title}", title=line.title),
            path=f"/desk/consultations/{line.id}",
            note=say("{unit}提交", unit=line.unit_name),
        )
        for line in await list_current_for_desk(staff, is_mine=False, now=now)
        if line.state is ConsultationState.SUBMITTED
    ]


def _answers(
    subjects: Iterable[SubjectLine], staff: StaffMember, now: datetime
) -> Iterable[DeskTask]:
    for line in subjects:
        is_closed = line.closes_at is not None and line.closes_at <= now
        label = _label(line, staff) if is_closed and line.concluded_at is None else None
        if label:
            yield DeskTask(
                label=label,
                path=_path(line),
                tone="late" if _is_late(line, county_date(now)) else "wait",
                note=_note(line),
            )


def _label(line: SubjectLine, staff: StaffMember) -> Text | None:
    match line.report_state:
        case ReportState.DRAFT if staff.has(Role.DRAFTER):
            return say(
                "答复意见，还有 {count} 条：{title}", count=line.unanswered, title=line.title
            )
        case ReportState.SUBMITTED if staff.has(Role.DRAFTER, Role.OFFICE):
            return say("复核采纳情况：{title}", title=line.title)
        case ReportState.READ if staff.has(Role.REVIEWER):
            return say("合法性审核采纳情况：{title}", title=line.title)
        case ReportState.CLEARED if staff.has(Role.OFFICE):
            return say("公布采纳情况：{title}", title=line.title)
    return None


def _path(line: SubjectLine) -> str:
    root = f"/desk/subjects/{line.id}"
    return root if line.report_state is ReportState.DRAFT else f"{root}/report"


def _is_late(line: SubjectLine, today: date) -> bool:
    return line.answer_due_on is not None and today > line.answer_due_on


def _note(line: SubjectLine) -> Text | None:
    return say("{day}前公布", day=line.answer_due_on) if line.answer_due_on else None
