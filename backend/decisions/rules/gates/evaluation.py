"""Evaluation after the decision (art. 36): not by who assessed it before."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from backend.decisions.enums import Gate
from backend.decisions.rules.gates import experts
from backend.decisions.rules.gates.lacks import Measures, future, lack
from backend.decisions.schemas.gates.dossier import Dossier, Lack
from backend.decisions.schemas.gates.result import EvaluationDraft
from backend.kernel.language import Text, say

NOT_LETTERS = re.compile(r"[\W_]+")
SHORTEST_PART = 4  # characters of an organisation's name found inside another's


def lacks(dossier: Dossier, _: Measures) -> tuple[Lack, ...]:
    """Return what is missing before the evaluation is done."""
    return tuple(lack(text, dossier.matter, Gate.EVALUATION) for text in _of_record(dossier))


def _of_record(dossier: Dossier) -> Iterator[Text]:
    record = dossier.evaluation
    if record is None:
        yield say("还没有登记决策后评估。")
        return
    clash = assessed_before(record.evaluator, dossier)
    if clash:
        yield clash
    if record.concluded_on is None:
        yield say("评估还没有结论。")


def assessed_before(evaluator: str, dossier: Dossier) -> Text | None:
    """Return why somebody may not evaluate: an expert or the risk assessor of the same matter."""
    own = _plain(evaluator)
    for expert in experts.taking_part(dossier):
        if own == _plain(expert.name) or _is_same_house(own, _plain(expert.organisation)):
            return say("{name}参加过本事项的专家论证，不能再做评估。", name=evaluator)
    if dossier.risk and _is_same_house(own, _plain(dossier.risk.assessor)):
        return say("{name}做过本事项的风险评估，不能再做评估。", name=evaluator)
    return None


def _plain(name: str) -> str:
    return NOT_LETTERS.sub("", unicodedata.normalize("NFKC", name)).casefold()


def _is_same_house(one: str, other: str) -> bool:
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= SHORTEST_PART and shorter in longer


def faults(draft: EvaluationDraft, dossier: Dossier, today: date) -> dict[str, Text]:
    """Return what is wrong with an evaluation, by field."""
    found = future({"started_on": draft.started_on, "concluded_on": draft.concluded_on}, today)
    clash = assessed_before(draft.evaluator, dossier)
    if clash:
        found["evaluator"] = clash
    published = dossier.matter.result_published_on
    if published is None:
        found["started_on"] = say("决策公布以后才能评估。")
    elif draft.started_on < published:
        found["started_on"] = say("不能早于决策公布的日期。")
    if draft.concluded_on is None:
        return found
    if draft.concluded_on < draft.started_on:
        found["concluded_on"] = say("结束日期应在开始日期之后。")
    if not draft.heard:
        found["heard"] = say("请写明怎样听取了公众、代表委员和有关群体的意见。")
    if not draft.summary:
        found["summary"] = say("请写下评估结论。")
    return found
