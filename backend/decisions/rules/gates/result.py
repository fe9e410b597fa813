"""Publication of a decision (art. 32), with what became of people's opinions."""

from collections.abc import Iterator
from datetime import date

from backend.decisions.enums import AttachmentKind, Gate, ProcedureKind, StepKind, StepState
from backend.decisions.rules.gates import meeting
from backend.decisions.rules.gates.lacks import Measures, future, lack, on_day
from backend.decisions.rules.gates.required import is_before_platform, requires
from backend.decisions.schemas.gates.dossier import Dossier, Lack
from backend.decisions.schemas.gates.result import ResultDraft
from backend.kernel.language import Text, say

FILES = "#files"


def lacks(dossier: Dossier, _: Measures) -> tuple[Lack, ...]:
    """Return what is missing before the decision counts as published."""
    matter = dossier.matter
    found = [lack(text, matter, Gate.RESULT) for text in _of_record(dossier)]
    if not dossier.has_file(AttachmentKind.DECISION_TEXT):
        found.append(lack(say("还没有上传决策正式文本。"), matter, FILES))
    return tuple(found)


def _of_record(dossier: Dossier) -> Iterator[Text]:
    record = dossier.result
    if record is None:
        yield say("还没有登记文号和公布日期。")
        return
    has_explained = bool(record.adoption_explanation) or dossier.has_file(
        AttachmentKind.ADOPTION_REPORT
    )
    if dossier.matter.is_of_wide_concern and not has_explained:
        yield say("社会关注度高的事项，公布时要说明公众和专家意见的采纳情况。")


def lacks_before(dossier: Dossier) -> tuple[Lack, ...]:
    """Return what is missing before a publication may be recorded at all."""
    matter = dossier.matter
    found: list[Lack] = []
    if not _has_passed(dossier):
        found.append(lack(say("集体讨论还没有通过。"), matter, Gate.MEETING))
    if requires(ProcedureKind.CONGRESS_REPORT, dossier):
        found += [
            lack(say("{step}还没有完成。", step=step.name), matter, f"steps/{step.seq}")
            for step in dossier.steps_of(StepKind.CONGRESS)
            if step.state is not StepState.COMPLETED
        ]
    return tuple(found)


def _has_passed(dossier: Dossier) -> bool:
    sitting = meeting.latest(dossier)
    if sitting is None:
        return is_before_platform(Gate.MEETING, dossier)
    return sitting.outcome in meeting.PASSED


def faults(draft: ResultDraft, dossier: Dossier, today: date) -> dict[str, Text]:
    """Return what is wrong with a publication, by field."""
    found = future({"published_on": draft.published_on}, today)
    sitting = meeting.latest(dossier)
    decided_on = sitting.held_on if sitting else dossier.matter.decided_on
    if decided_on and draft.published_on < decided_on:
        found["published_on"] = say("不能早于会议日期（{day}）。", day=on_day(decided_on))
    has_report = dossier.has_file(AttachmentKind.ADOPTION_REPORT)
    is_owed = dossier.matter.is_of_wide_concern and not has_report
    if is_owed and not draft.adoption_explanation:
        found["adoption_explanation"] = say("请说明公众和专家意见的采纳情况。")
    return found
