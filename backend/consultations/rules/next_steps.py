"""What a person may do with a consultation now; the same rules the operations ask."""

from datetime import datetime

from backend.consultations.enums.consultation import ConsultationState, Stage
from backend.consultations.enums.parts import Part
from backend.consultations.rules import concluding, extending, permissions, versions
from backend.consultations.schemas.content import ConsultationContent, ConsultationStanding
from backend.consultations.schemas.desk import Actions, PartTask
from backend.consultations.schemas.gaps import Gap
from backend.consultations.schemas.versions import VersionLine
from backend.kernel.language import Text, say
from backend.opinions.enums import ReportState
from backend.organisation.schemas import StaffMember

BEGUN_BY = {
    Part.PERIOD: ("opens_on", "closes_on"),
    Part.ANNOUNCEMENT: ("announcement", "email", "phone", "postal_address", "venues"),
    Part.NOTE: ("background", "basis", "process", "main_content"),
    Part.INTERPRETATION: ("plain_summary", "changes", "questions"),
    Part.OPTIONS: ("options",),
    Part.FILES: ("files",),
    Part.DRAFT: ("version",),
}


def tasks_of(content: ConsultationContent, gaps: tuple[Gap, ...]) -> tuple[PartTask, ...]:
    """Return the pages of a draft, each with what it lacks."""
    return tuple(
        PartTask(
            part=part,
            gaps=tuple(gap for gap in gaps if gap.part is part),
            is_begun=any(getattr(content, name) for name in BEGUN_BY.get(part, ("title",))),
        )
        for part in Part
    )


def actions_of(
    staff: StaffMember,
    content: ConsultationContent,
    standing: ConsultationStanding,
    *,
    texts: tuple[VersionLine, ...],
    report: ReportState,
    now: datetime,
) -> Actions:
    """Return what this person may do with it at that moment."""
    state, closes_at = standing.state, standing.closes_at
    is_drafter = permissions.may_draft_for(staff, content.lead_unit)
    is_office = permissions.may_publish(staff)
    is_submitted = state is ConsultationState.SUBMITTED
    involved = {*standing.authors, standing.submitted_by}
    refusal = permissions.refusal_of_second_person(staff, involved)
    may_extend = extending.refusal_of_more_time(state, closes_at=closes_at, now=now) is None
    result = refusal_of_result(standing, texts=texts, report=report, now=now) or refusal
    return Actions(
        may_edit=permissions.may_edit(staff, content.lead_unit, state),
        may_submit=permissions.may_edit(staff, content.lead_unit, state),
        may_return=is_submitted and (is_office or staff.id == standing.submitted_by),
        may_publish=is_submitted and is_office and refusal is None,
        refusal_of_publication=refusal if is_submitted and is_office else None,
        may_extend=is_office and may_extend,
        may_postpone=is_office and extending.refusal_of_later_feedback(state) is None,
        may_correct=is_drafter and _may_begin(Stage.COMMENT, standing, texts=texts, now=now),
        may_finish=is_drafter and _may_begin(Stage.FINAL, standing, texts=texts, now=now),
        may_conclude=is_office and result is None,
        refusal_of_result=result,
    )


def refusal_of_result(
    standing: ConsultationStanding,
    *,
    texts: tuple[VersionLine, ...],
    report: ReportState,
    now: datetime,
) -> Text | None:
    """Return why the result cannot be published yet; None when it can."""
    early = concluding.refusal_of_result(standing.state, closes_at=standing.closes_at, now=now)
    if early:
        return early
    if not any(text.stage is Stage.FINAL for text in texts):
        return say("还没有修改后的文本。没有改动，也请先写一份再公布。")
    if report is not ReportState.CLEARED:
        return say("采纳情况现在是“{state}”，合法性审核通过后才能公布。", state=report.label)
    return None


def _may_begin(
    stage: Stage, standing: ConsultationStanding, *, texts: tuple[VersionLine, ...], now: datetime
) -> bool:
    refusal = versions.refusal_of_beginning(
        stage,
        state=standing.state,
        closes_at=standing.closes_at,
        now=now,
        is_another_open=any(not text.is_sealed for text in texts),
    )
    return refusal is None
