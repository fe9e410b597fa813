"""What a text wants of a thing, more of it or less, read from a short list of stance words.

"Oppose cancelling" and "please keep" want the same; "agree to merge" wants the contrary. Each
clause is read by itself: its attitude (against, else for) times its direction (more or less).
It is a safeguard for groups, not an understanding: what it cannot read counts as no stance.
"""

import re
from typing import NamedTuple

CLAUSE_END = re.compile(r"[,.!?;:。，！？；：、…()（）\[\]【】《》\s]+")
MORE = "保留|留住|延长|增加|增设|增开|加开|加密|恢复|扩大|提高|放宽|开通|新增|多开|多设"
LESS = (
    "取消|撤[并销掉]|撤(?=[一-龥]{1,6}(?:学校|教学点|站|线))|合并|并[入到]|并过去|并校|停[运办开]|"
    "关[闭停]|缩[短减]|减少|降[低到]|压缩|拆除|砍掉"
)
DIRECTION = re.compile(f"(?P<more>{MORE})|(?P<less>{LESS})")
TOO_LITTLE = re.compile(r"太[短少低]|过[短少低](?!于)|偏[短少低]|不够|不足")
TOO_MUCH = re.compile(r"太[长多高]|过[长多高]|偏[长多高]")

OPPOSES = "反对|抗议|抵制|不同意|不赞[成同]|不支持|不认可|不接受"
FORBIDS = (
    r"(?<![要能应该许])不(?:要|能|应|该|宜|准|许)|(?<!舍)不得(?![不已])|勿|"
    f"(?<![特区分级差个类识])别(?=[再把让光只])|不再?(?={MORE}|{LESS})"
)
AGREES = "不反对|支持|同意|赞[成同]|拥护|认可|欢迎"
ASKS = "建议|希望|请|要求|恳求|应[当该]|没有?意见|是对的|很好|也行|能不能|能否|可否"
NOT_AGAINST = re.compile("不反对")
AGAINST, FOR = re.compile(f"{OPPOSES}|{FORBIDS}"), re.compile(f"{AGREES}|{ASKS}")
STRONGLY_AGAINST, STRONGLY_FOR = re.compile(OPPOSES), re.compile(AGREES)
BUT = r"(?:但是?|不过|然而|可是?)[,，]?"
TURN = re.compile(
    rf"{BUT}我(?!们)|{BUT}[一-龥]{{0,6}}(?:{AGREES}|{OPPOSES})|相反|[说看想]法不一?[样同]|意见不一?[样同]"
)


class Stance(NamedTuple):
    """What a text wants (+1 more, -1 less), what it says of the whole, and if it turns round."""

    wants: frozenset[int]
    says: frozenset[int]
    opposes: bool
    turns: bool
    demands: str  # the clauses it takes a stance in

    @property
    def sign(self) -> int:
        """Return +1 or -1 when the text wants, or else says, one thing only; 0 otherwise."""
        signs = self.wants or self.says
        return next(iter(signs)) if len(signs) == 1 else 0


def stance_of(text: str) -> Stance:
    """Return the stance of a text in comparing form."""
    wants: set[int] = set()
    says: set[int] = set()
    demands: list[str] = []
    for clause in CLAUSE_END.split(text):
        wanted = _wanted(clause)
        wants |= wanted
        if not wanted:
            says |= _said(clause)
        if wanted or FOR.search(clause) or AGAINST.search(clause):
            demands.append(clause)
    opposes, turns = bool(STRONGLY_AGAINST.search(text)), bool(TURN.search(text))
    return Stance(frozenset(wants), frozenset(says), opposes, turns, " ".join(demands))


def opposed(one: Stance, other: Stance) -> bool:
    """Whether two texts say the contrary: one wants more and the other less, or for and against."""
    return one.sign * other.sign < 0


def departs(one: Stance, other: Stance) -> bool:
    """Whether a text that copies another still says something contrary, or turns round in it."""
    return (
        opposed(one, other)
        or one.turns != other.turns
        or bool(one.wants and other.wants and one.wants != other.wants)
    )


def _wanted(clause: str) -> set[int]:
    signs = {1 for _ in TOO_LITTLE.finditer(clause)} | {-1 for _ in TOO_MUCH.finditer(clause)}
    attitude = _attitude(clause, AGAINST, FOR)
    if attitude:
        signs |= {attitude if found["more"] else -attitude for found in DIRECTION.finditer(clause)}
    return signs


def _said(clause: str) -> set[int]:
    return {_attitude(clause, STRONGLY_AGAINST, STRONGLY_FOR)} - {0}


def _attitude(clause: str, against: re.Pattern[str], agreeing: re.Pattern[str]) -> int:
    if against.search(NOT_AGAINST.sub("支持", clause)):
        return -1
    return 1 if agreeing.search(clause) else 0
