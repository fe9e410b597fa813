"""What consultations hang on a decision: links that fill themselves on pages of rooms below."""

from collections.abc import Sequence

from backend.consultations.enums.consultation import Status
from backend.consultations.queries.visible import lines_of_decisions
from backend.consultations.schemas.shown import ConsultationLine
from backend.kernel.clock import now
from backend.kernel.language import Text, say
from backend.web.site import Attached


async def consultations_on(codes: Sequence[str]) -> dict[str, tuple[Attached, ...]]:
    """Return the published consultations of these decisions, by the decision's code."""
    found = await lines_of_decisions(tuple(codes), now())
    return {code: tuple(map(_attached, lines)) for code, lines in found.items()}


def _attached(line: ConsultationLine) -> Attached:
    is_answered = line.status is Status.ANSWERED
    path = f"/consultations/{line.slug}"
    return Attached(
        label=say("看意见采纳情况") if is_answered else say("意见征集"),
        title=line.title,
        path=f"{path}/result" if is_answered else path,
        state=line.status.label,
        tone=line.status.tone,
        next=_next(line),
        is_open=line.status is Status.OPEN,
    )


def _next(line: ConsultationLine) -> Text | None:
    if line.status is Status.OPEN:
        if line.days_left:
            return say("提意见，还有 {days} 天", days=line.days_left)
        return say("提意见，今天是最后一天")
    if line.status is Status.SCHEDULED:
        return say("{day}开始征求意见", day=line.opens_on)
    if line.status is Status.AWAITING_FEEDBACK:
        return say("{day}前公布采纳情况", day=line.feedback_due_on)
    return None
