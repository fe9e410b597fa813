"""The collective decision (art. 30-31): not before everything that comes first is complete."""

from collections.abc import Iterator
from datetime import date

from backend.decisions.enums import Gate, MeetingOutcome, ProcedureKind
from backend.decisions.rules.gates import legality
from backend.decisions.rules.gates.lacks import Measures, future, lack, on_day
from backend.decisions.rules.gates.required import requires
from backend.decisions.schemas.gates.dossier import Dossier, GateView, Lack
from backend.decisions.schemas.gates.meeting import MeetingDraft, MeetingRound
from backend.kernel.language import Text, say

PASSED = frozenset({MeetingOutcome.PASSED, MeetingOutcome.PASSED_WITH_CHANGES})
FIRST = (
    Gate.PARTICIPATION,
    Gate.HEARING,
    Gate.EXPERTS,
    Gate.RISK,
    Gate.FAIR_COMPETITION,
    Gate.LEGALITY,
    Gate.SUBMISSION,
)


def latest(dossier: Dossier) -> MeetingRound | None:
    """Return the sitting that counts."""
    return dossier.meetings[-1] if dossier.meetings else None


def lacks_before(before: tuple[GateView, ...]) -> tuple[Lack, ...]:
    """Return which of the gates that come first are not passed."""
    return tuple(
        Lack(text=say("{gate}还没有完成。", gate=view.gate.label), path=view.path)
        for view in before
        if not view.status.is_passed
    )


def lacks(dossier: Dossier, _: Measures) -> tuple[Lack, ...]:
    """Return what is missing of the sitting itself."""
    return tuple(lack(text, dossier.matter, Gate.MEETING) for text in _of_sitting(dossier))


def _of_sitting(dossier: Dossier) -> Iterator[Text]:
    sitting = latest(dossier)
    if sitting is None:
        yield say("还没有登记集体讨论的会议。")
        return
    if sitting.outcome not in PASSED:
        yield say("最近一次会议的结果是{outcome}。", outcome=sitting.outcome.label)
    if requires(ProcedureKind.PARTY_REPORT, dossier) and sitting.party_reported_on is None:
        yield say("还没有登记向党委请示报告的日期。")


def faults(draft: MeetingDraft, dossier: Dossier, today: date) -> dict[str, Text]:
    """Return what is wrong with a sitting, by field."""
    found = future({"held_on": draft.held_on, "party_reported_on": draft.party_reported_on}, today)
    review = legality.latest(dossier)
    if review and review.concluded_on and draft.held_on < review.concluded_on:
        day = on_day(review.concluded_on)
        found["held_on"] = say("不能早于合法性审查意见（{day}）。", day=day)
    handed = dossier.submissions[-1] if dossier.submissions else None
    if handed and draft.held_on < handed.submitted_on:
        day = on_day(handed.submitted_on)
        found["held_on"] = say("不能早于提请讨论的日期（{day}）。", day=day)
    if draft.party_reported_on and draft.party_reported_on > draft.held_on:
        found["party_reported_on"] = say("请示报告应在会议之前或当天。")
    return found
