"""Which text of the draft may be begun, written and published, and when."""

from collections.abc import Sequence
from datetime import datetime

from backend.consultations.enums.consultation import ConsultationState, Stage
from backend.consultations.schemas.clauses import ClauseDraft
from backend.consultations.schemas.versions import MOST_CLAUSES, MOST_IN_A_CLAUSE
from backend.kernel.language import Text, say


def refusal_of_beginning(
    stage: Stage,
    *,
    state: ConsultationState,
    closes_at: datetime | None,
    now: datetime,
    is_another_open: bool,
) -> Text | None:
    """Return why another text cannot be begun: corrections while open, the final one afterwards."""
    if state is not ConsultationState.PUBLISHED or closes_at is None:
        return say("公布以后、反馈以前，才能另写文本。")
    if is_another_open:
        return say("还有一个没写完的文本，请先公布或删除它。")
    if stage is Stage.COMMENT and now >= closes_at:
        return say("征集已经截止，不能再更正征求意见稿。")
    if stage is Stage.FINAL and now < closes_at:
        return say("征集还没有截止，截止后再写修改后的文本。")
    return None


def refusal_of_editing(number: int, *, state: ConsultationState, is_sealed: bool) -> Text | None:
    """Return why a text cannot be written any more: what was read must not change."""
    if is_sealed:
        return say("公布过的文本不能改。")
    expected = ConsultationState.DRAFT if number == 1 else ConsultationState.PUBLISHED
    if state is not expected:
        return say("已经提交，不能再改草案；要改请先退回。")
    return None


def refusal_of_correction(
    stage: Stage, *, is_sealed: bool, note: str, state: ConsultationState
) -> Text | None:
    """Return why a corrected text cannot be published by itself."""
    if is_sealed:
        return say("这个文本已经公布。")
    if stage is Stage.FINAL:
        return say("修改后的文本和意见反馈一起公布。")
    if state is not ConsultationState.PUBLISHED:
        return say("第一个文本和征集公告一起公布。")
    return None if note else say("请先写明更正了什么。")


def fault_of_text(clauses: Sequence[ClauseDraft]) -> Text | None:
    """Return what is wrong with a text as a whole; None when it can be kept."""
    if not clauses:
        return say("请放进草案全文。")
    if len(clauses) > MOST_CLAUSES:
        return say("太长了，最多 {most} 段。", most=MOST_CLAUSES)
    if any(len(clause.text) > MOST_IN_A_CLAUSE for clause in clauses):
        return say("有一段太长了，最多 {most} 个字，请分段。", most=MOST_IN_A_CLAUSE)
    return None
