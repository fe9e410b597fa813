"""Fair competition review (art. 29; 公平竞争审查条例)."""

from datetime import date

from backend.decisions.enums import FairConclusion, Gate
from backend.decisions.rules.gates.lacks import Measures, future, lack
from backend.decisions.schemas.gates.dossier import Dossier, Lack
from backend.decisions.schemas.gates.fair_competition import FairCompetitionDraft
from backend.kernel.language import Text, say


def lacks(dossier: Dossier, _: Measures) -> tuple[Lack, ...]:
    """Return what is missing before the review is done."""
    record = dossier.fair_competition
    if record is None:
        text = say("还没有登记公平竞争审查。")
    elif record.concluded_on is None:
        text = say("公平竞争审查还没有结论。")
    elif record.conclusion is FairConclusion.RESTRICTS:
        text = say("草案具有排除、限制竞争效果，应当调整后重新审查。")
    else:
        return ()
    return (lack(text, dossier.matter, Gate.FAIR_COMPETITION),)


def faults(draft: FairCompetitionDraft, today: date) -> dict[str, Text]:
    """Return what is wrong with a draft, by field."""
    found = future({"concluded_on": draft.concluded_on}, today)
    if draft.concluded_on and draft.conclusion is None:
        found["conclusion"] = say("请选择审查结论。")
    if draft.conclusion in (FairConclusion.EXCEPTION, FairConclusion.RESTRICTS) and not draft.note:
        found["note"] = say("请写明理由。")
    return found
