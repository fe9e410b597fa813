"""Risk assessment (art. 22-24): what cannot be controlled is not decided."""

from collections.abc import Iterator
from datetime import date

from backend.decisions.enums import AttachmentKind, Gate, RiskResult
from backend.decisions.rules.gates.lacks import Measures, future, lack
from backend.decisions.schemas.gates.dossier import Dossier, Lack
from backend.decisions.schemas.gates.risk import RiskDraft, RiskRecord
from backend.kernel.language import Text, say


def lacks(dossier: Dossier, _: Measures) -> tuple[Lack, ...]:
    """Return what is missing before the assessment is done."""
    record = dossier.risk
    if record is None:
        return (lack(say("还没有登记风险评估。"), dossier.matter, Gate.RISK),)
    texts = _of_record(record, has_report=dossier.has_file(AttachmentKind.RISK_REPORT))
    return tuple(lack(text, dossier.matter, Gate.RISK) for text in texts)


def _of_record(record: RiskRecord, *, has_report: bool) -> Iterator[Text]:
    if record.concluded_on is None or record.result is None:
        yield say("风险评估还没有结论。")
    if record.result is RiskResult.UNCONTROLLABLE:
        yield say("风险不可控，应当调整草案，降低风险后重新评估。")
    if not has_report and not record.report_reference:
        yield say("还没有上传风险评估报告，也没有写报告文号。")


def is_stopped_by_risk(dossier: Dossier) -> bool:
    """Whether the risk was found not to be controllable: nothing after it may go on (art. 24)."""
    return dossier.risk is not None and dossier.risk.result is RiskResult.UNCONTROLLABLE


def stop(dossier: Dossier) -> tuple[Lack, ...]:
    """Return the one lack that stops everything after an uncontrollable risk, or nothing."""
    if not is_stopped_by_risk(dossier):
        return ()
    text = say("风险评估结论为不可控，不能进入后面的程序。")
    return (lack(text, dossier.matter, Gate.RISK),)


def faults(draft: RiskDraft, today: date) -> dict[str, Text]:
    """Return what is wrong with a draft, by field."""
    found = future({"started_on": draft.started_on, "concluded_on": draft.concluded_on}, today)
    if draft.concluded_on and (draft.started_on is None or draft.concluded_on < draft.started_on):
        found["concluded_on"] = say("结束日期应在开始日期之后。")
    if draft.concluded_on and draft.result is None:
        found["result"] = say("请选择评估结论。")
    if draft.concluded_on and draft.level is None:
        found["level"] = say("请选择风险等级。")
    if draft.result is RiskResult.CONTROLLABLE_WITH_MEASURES and not draft.measures:
        found["measures"] = say("请写明采取哪些措施控制风险。")
    return found
