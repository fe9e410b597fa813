"""Which parts of the procedure a cell asks for, however many stand in it."""

import re
from typing import NamedTuple

from backend.decisions.enums import ProcedureKind
from backend.kernel.language import Text, say
from backend.kernel.text.normalise import comparable

WORDS: dict[ProcedureKind, tuple[str, ...]] = {
    ProcedureKind.PARTICIPATION: (
        "公众参与", "征求意见", "征集意见", "意见征集", "意见征求", "座谈会", "问卷",
        "民意调查", "公示",
    ),
    ProcedureKind.HEARING: ("听证",),
    ProcedureKind.EXPERT_REVIEW: ("专家论证", "专家咨询", "专家评审", "专家意见"),
    ProcedureKind.RISK_ASSESSMENT: ("风险评估", "稳评", "风险评价"),
    ProcedureKind.FAIR_COMPETITION: ("公平竞争",),
    ProcedureKind.LEGALITY_REVIEW: ("合法性审查", "合法性审核", "法制审核", "合法性"),
    ProcedureKind.COLLECTIVE_DECISION: ("集体讨论", "集体审议", "常务会", "政府会议", "集体决定"),
    ProcedureKind.PARTY_REPORT: ("党委", "县委", "党组", "党工委"),
    ProcedureKind.CONGRESS_REPORT: ("人大",),
}  # fmt: skip
SPLIT = re.compile(
    r"[、，,；;。\n]+|(?:^|\s)[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）.、．]|[①-⑳]"
)
NUMBERED = re.compile(r"^[\s(（]*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[)）.、．]\s*")
LONGEST = 2_000  # characters looked at
MOST_PARTS = 40  # in one cell; the law knows nine
ONLY_NUMBER = re.compile(r"\d{1,2}|[一二三四五六七八九十]{1,2}")
NEGATIONS = ("不需", "无需", "不用", "不举行", "不进行", "免于", "不涉及", "不适用", "不开展")
YES = {"是", "√", "✓", "✔", "需", "需要", "有", "y", "yes", "1", "●", "应当", "必须", "v", "对勾"}
NO = {
    "否",
    "×",
    "✗",
    "✘",
    "不需",
    "不需要",
    "无需",
    "无",
    "n",
    "no",
    "0",
    "-",
    "—",
    "/",
    "x",
    "不",
    "不涉及",
}
REASON = re.compile(
    r"(?P<answer>[^(（,，:：;；]{1,4})[(（,，:：;；](?P<reason>.+?)[)）]?", re.DOTALL
)


class Asked(NamedTuple):
    """One part of the procedure, whether it is required, and the reason given."""

    kind: ProcedureKind
    is_required: bool
    reason: str = ""


class Procedures(NamedTuple):
    """What a cell asks for, and the words in it that nobody understood."""

    asked: tuple[Asked, ...] = ()
    unknown: tuple[str, ...] = ()


def read_procedures(text: str) -> Procedures:
    """Return the parts a cell names; "不需听证" is a part that is not required."""
    asked: dict[ProcedureKind, Asked] = {}
    unknown = []
    for part in _parts(text):
        kinds = _kinds_in(part)
        if not kinds:
            unknown.append(part)
        is_required = not part.startswith(NEGATIONS)
        for kind in kinds:
            asked.setdefault(kind, Asked(kind, is_required))
    return Procedures(tuple(asked.values()), tuple(unknown))


def read_answer(kind: ProcedureKind, text: str) -> tuple[Asked | None, Text | None]:
    """Return what a yes-or-no cell says of one part, or why it cannot be told."""
    plain = comparable(text).strip(" 。.")
    found = REASON.fullmatch(plain)
    answer, reason = (found["answer"], found["reason"]) if found else (plain, "")
    if not plain:
        return None, None
    if answer in YES:
        return Asked(kind, is_required=True, reason=reason), None
    if answer in NO:
        return Asked(kind, is_required=False, reason=reason), None
    return None, say("看不出要不要{part}，请填“是”或“否”。", part=kind.label)


def is_like_procedures(text: str) -> bool:
    """Whether a cell is a list of parts of the procedure."""
    parts = _parts(text)
    return bool(parts) and sum(bool(_kinds_in(part)) for part in parts) * 2 > len(parts)


def _parts(text: str) -> list[str]:
    parts = (NUMBERED.sub("", part.strip()) for part in SPLIT.split(comparable(text[:LONGEST])))
    bare = (part.strip(" .()（）") for part in parts)
    return [part for part in bare if part and not ONLY_NUMBER.fullmatch(part)][:MOST_PARTS]


def _kinds_in(part: str) -> list[ProcedureKind]:
    return [kind for kind, words in WORDS.items() if any(word in part for word in words)]
