"""What somebody else saved of a part, beside what this person typed."""

from datetime import date
from enum import Enum
from typing import Any

from backend.consultations.schemas.drafting import PartDraft
from backend.decisions.rules.difference import text_change
from backend.decisions.schemas.difference import FieldChange
from backend.kernel.language import Text, chinese_date, say

LABELS: dict[str, Text] = {
    "title": say("标题"),
    "type": say("类型"),
    "lead_unit": say("承办单位"),
    "decision": say("关联的决策事项"),
    "is_close_to_market": say("和市场主体生产经营活动密切相关"),
    "moderation": say("意见怎么审核"),
    "opens_on": say("开始那天"),
    "closes_on": say("最后一天"),
    "shortened_reason": say("缩短期限的理由"),
    "shortened_approved_by": say("谁批准缩短"),
    "announcement": say("征集公告"),
    "email": say("电子邮箱"),
    "phone": say("电话"),
    "postal_address": say("信函地址"),
    "postcode": say("邮政编码"),
    "envelope_note": say("信封上注明"),
    "venues": say("现场提交的地点"),
    "background": say("背景"),
    "basis": say("依据"),
    "process": say("起草过程"),
    "main_content": say("主要内容"),
    "focus_questions": say("最想听的意见"),
    "affected_groups": say("和谁有关"),
    "plain_summary": say("大白话"),
    "changes": say("前后对照"),
    "questions": say("问答"),
    "options": say("方案选项"),
}


def overtaken_fields(theirs: PartDraft, mine: PartDraft) -> tuple[FieldChange, ...]:
    """Return every field that differs: before is what was saved, after is what was typed."""
    names = [name for name in type(theirs).model_fields if name != "seen"]
    sides = [(name, _worded(getattr(theirs, name)), _worded(getattr(mine, name))) for name in names]
    return tuple(
        text_change(LABELS[name], before, after) for name, before, after in sides if before != after
    )


def _worded(value: Any) -> str:
    """Return a field's content as people read it."""
    if value is None or value is False:
        return ""
    if value is True:
        return str(say("是"))
    if isinstance(value, date):
        return chinese_date(value)
    if isinstance(value, Enum):
        return str(getattr(value, "label", value.value))
    if isinstance(value, tuple):
        return "\n".join("｜".join(str(part) for _, part in row if part) for row in value)
    return str(value)
