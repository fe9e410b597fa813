"""Expert review (art. 19-20): independent, signed, dissent kept."""

from collections.abc import Iterator
from datetime import date

from backend.decisions.enums import Gate
from backend.decisions.rules.gates.lacks import Measures, future, lack
from backend.decisions.schemas.gates.dossier import Dossier, Lack
from backend.decisions.schemas.gates.experts import ExpertDraft, ExpertRecord
from backend.kernel.language import Text, say


def lacks(dossier: Dossier, measures: Measures) -> tuple[Lack, ...]:
    """Return what is missing before the expert review is done."""
    active = taking_part(dossier)
    texts = [text for expert in active for text in _of_one(expert)]
    signed = sum(expert.signed_on is not None and not expert.has_conflict for expert in active)
    least = measures.book.number("experts_at_least", dossier.matter.topic, measures.today)
    if signed < max(least, 1):
        texts.append(
            say("签名的专家意见有 {n} 份，至少要 {least} 份。", n=signed, least=max(least, 1))
        )
    return tuple(lack(text, dossier.matter, Gate.EXPERTS) for text in texts)


def taking_part(dossier: Dossier) -> tuple[ExpertRecord, ...]:
    """Return the experts that were not released."""
    return tuple(expert for expert in dossier.experts if not expert.release_reason)


def _of_one(expert: ExpertRecord) -> Iterator[Text]:
    if expert.has_conflict:
        yield say("{name}与决策有利害关系，不能参加论证，请更换。", name=expert.name)
    elif expert.declared_on is None:
        yield say("{name}还没有作出利害关系声明。", name=expert.name)
    elif expert.signed_on is None:
        yield say("{name}的论证意见还没有签名。", name=expert.name)


def faults(draft: ExpertDraft, today: date) -> dict[str, Text]:
    """Return what is wrong with a draft, by field."""
    found = future({"declared_on": draft.declared_on, "signed_on": draft.signed_on}, today)
    if draft.has_conflict and not draft.conflict_note:
        found["conflict_note"] = say("请写明是什么样的利害关系。")
    if draft.signed_on is None:
        return found
    if draft.has_conflict:
        found["signed_on"] = say("有利害关系的专家不能出具论证意见。")
    elif draft.declared_on is None or draft.declared_on > draft.signed_on:
        found["declared_on"] = say("签名以前要先声明有没有利害关系。")
    if draft.conclusion is None:
        found["conclusion"] = say("请选择论证结论。")
    if not draft.opinion:
        found["opinion"] = say("请写下论证意见。")
    return found
