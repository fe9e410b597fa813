"""When a consultation may end, and what may be said about why its text changed."""

from collections.abc import Collection
from datetime import datetime

from backend.consultations.enums.consultation import ConsultationState
from backend.consultations.schemas.versions import CausesDraft
from backend.kernel.language import Text, say


def refusal_of_result(
    state: ConsultationState, *, closes_at: datetime | None, now: datetime
) -> Text | None:
    """Return why there can be no result now; None when there can."""
    if state is ConsultationState.CONCLUDED:
        return say("意见反馈已经公布。")
    if state is not ConsultationState.PUBLISHED or closes_at is None:
        return say("还没有公布征集，不能公布反馈。")
    if now < closes_at:
        return say("征集还没有截止，截止后再公布反馈。")
    return None


def fault_of_causes(
    draft: CausesDraft, *, changed: Collection[int], points: Collection[int]
) -> Text | None:
    """Return what is wrong with the causes named; None when they can be kept."""
    passages = [row.passage for row in draft.clauses]
    if len(passages) != len(set(passages)):
        return say("同一条写了两次，请重新打开页面。")
    if any(passage not in changed for passage in passages):
        return say("有的条文没有改动，不用写因为哪些意见。")
    if any(point not in points for row in draft.clauses for point in row.points):
        return say("有的意见要点已经不在了，请重新打开页面。")
    return None
