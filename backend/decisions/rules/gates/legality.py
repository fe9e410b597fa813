"""Legality review (art. 25-28): nothing is discussed without it, and it takes its time."""

from collections.abc import Iterator
from datetime import date

from backend.decisions.enums import Gate, LegalityConclusion
from backend.decisions.rules.gates import risk
from backend.decisions.rules.gates.lacks import Measures, future, lack, on_day
from backend.decisions.schemas.gates.dossier import Dossier, Lack, Matter
from backend.decisions.schemas.gates.legality import (
    LegalityOpinionDraft,
    LegalityReceiptDraft,
    LegalityRound,
)
from backend.kernel.calendar.rules import working_deadline
from backend.kernel.calendar.schemas import Deadline
from backend.kernel.language import Text, say


def lacks(dossier: Dossier, measures: Measures) -> tuple[Lack, ...]:
    """Return what is missing before the review is done."""
    texts = _of_round(latest(dossier), dossier.matter, measures)
    found = tuple(lack(text, dossier.matter, Gate.LEGALITY) for text in texts)
    return risk.stop(dossier) + found


def latest(dossier: Dossier) -> LegalityRound | None:
    """Return the round that counts."""
    return dossier.legality[-1] if dossier.legality else None


def _of_round(found: LegalityRound | None, matter: Matter, measures: Measures) -> Iterator[Text]:
    if found is None:
        yield say("还没有送请合法性审查。")
        return
    earliest = time_given(found.received_on, matter, measures).due_on
    if found.concluded_on is None:
        yield say("合法性审查还没有出具意见，最早 {day} 可以出具。", day=on_day(earliest))
    elif found.concluded_on < earliest:
        yield say("合法性审查时间不足，最早应到 {day}。", day=on_day(earliest))
    if found.conclusion is LegalityConclusion.UNLAWFUL:
        yield say("合法性审查结论为不合法，修改后要重新送审。")


def time_given(received_on: date, matter: Matter, measures: Measures) -> Deadline:
    """Return the first day on which the opinion may be given, counted day by day (art. 26)."""
    days = measures.book.number("legality_working_days", matter.topic, received_on)
    return working_deadline(measures.calendar, received_on, max(days, 1))


def faults_of_receipt(
    draft: LegalityReceiptDraft, dossier: Dossier, today: date
) -> dict[str, Text]:
    """Return what is wrong with a receipt, by field."""
    found = future({"received_on": draft.received_on}, today)
    before = latest(dossier)
    if before is None:
        return found
    if before.concluded_on is None:
        found["received_on"] = say("上一次送审还没有办结。")
    elif draft.received_on < before.concluded_on:
        found["received_on"] = say("重新送审不能早于上一次的审查意见。")
    return found


def faults_of_opinion(
    draft: LegalityOpinionDraft, open_round: LegalityRound, matter: Matter, measures: Measures
) -> dict[str, Text]:
    """Return what is wrong with an opinion, by field; less than the law's time is refused."""
    found = future({"concluded_on": draft.concluded_on}, measures.today)
    given = time_given(open_round.received_on, matter, measures)
    if draft.concluded_on < given.due_on:
        days = measures.book.number("legality_working_days", matter.topic, open_round.received_on)
        found["concluded_on"] = say(
            "审查时间不得少于 {days} 个工作日，最早 {day}。", days=days, day=on_day(given.due_on)
        )
    return found
