"""Which unit a cell means: by its name, by its short name, or nearly, which the clerk confirms."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from backend.decisions.schemas.imports import UnitName
from backend.kernel.text.normalise import comparable

SPLIT = re.compile(r"[、，,；;\n/]+|\s{1,}")
COUNTY = re.compile(r"^[一-龥]{1,4}县|^[县市区](?=[一-龥\d]{2})")
ROLE = re.compile(
    r"^(?:牵头|承办|主办|责任|配合|协办|协助)(?:单位|部门)?[:：]\s*|[(（](?:牵头|主办|承办)[)）]"
)
CO_ROLE = re.compile(r"(?:配合|协办|协助)(?:单位|部门)?[:：]")
ENDINGS = (
    "局", "委", "办", "厅", "院", "站", "所", "中心", "公司", "政府", "街道", "委员会", "管委会",
    "办公室", "大队", "支队", "银行", "学校", "镇", "乡", "镇街", "部门", "单位", "开发区",
    "联合会", "办事处",
)  # fmt: skip
COLLECTIVE = ("各", "有关", "相关", "所有", "全县")
SHORTENED = (
    ("发展和改革", ("发改", "发展改革")),
    ("工业和信息化", ("工信", "工业信息化")),
    ("教育和体育", ("教体", "教育体育", "教育")),
    ("住房和城乡建设", ("住建", "住房城乡建设", "建设")),
    ("人力资源和社会保障", ("人社", "人力资源社会保障")),
    ("自然资源和规划", ("自规", "自然资源", "资规")),
    ("卫生健康", ("卫健", "卫生")),
    ("文化和旅游", ("文旅", "文化旅游")),
    ("市场监督管理", ("市场监管", "市监")),
    ("综合行政执法", ("综合执法", "执法", "城管")),
    ("交通运输", ("交通", "交运")),
    ("农业农村", ("农业", "农村")),
    ("生态环境", ("环境", "环保")),
    ("行政审批服务", ("行政审批", "审批服务", "审批")),
    ("医疗保障", ("医保",)),
    ("退役军人事务", ("退役军人",)),
    ("应急管理", ("应急",)),
    ("商务和投资促进", ("商务", "商务投资促进", "投促")),
    ("政府办公室", ("政府办", "府办")),
    ("街道办事处", ("街道", "街道办")),
    ("镇人民政府", ("镇", "镇政府")),
    ("消防救援大队", ("消防大队", "消防")),
    ("市民服务热线中心", ("热线中心", "热线")),
)
ZONE = "经济开发区管委会"
LEAST_LIKENESS = 0.6
MOST_SUGGESTIONS = 3
MOST_COMPARED = 300  # unknown names of one table: past them, none is like the county's
MOST_NAMES = 60  # in one cell; a decision takes thirty
LONGEST_CELL = 2_000  # characters looked at
LONGEST_NAME = 30  # characters


class UnitMatch(NamedTuple):
    """One unit a cell names: the unit if that is sure, else those that may be meant."""

    words: str
    unit: UnitName | None = None
    suggestions: tuple[UnitName, ...] = ()
    is_co: bool = False


class Units:
    """The county's units under all the names people give them."""

    def __init__(self, units: Sequence[UnitName]) -> None:
        self.units = units
        self.by_name: dict[str, list[UnitName]] = {}
        self.names = {unit: names_of(unit.name) for unit in units}
        for unit, names in self.names.items():
            for name in names:
                self.by_name.setdefault(name, []).append(unit)
        self.seen: dict[str, UnitMatch] = {}
        self.compared = 0

    def read(self, text: str) -> list[UnitMatch]:
        """Return the units a cell names, in its order."""
        is_co, matches = False, []
        for part in SPLIT.split(comparable(text[:LONGEST_CELL]))[:MOST_NAMES]:
            is_co = is_co or bool(CO_ROLE.match(part))
            name = ROLE.sub("", part).strip("()（）。. ")
            if name:
                matches.append(self._match(name)._replace(is_co=is_co))
        return matches

    def _match(self, name: str) -> UnitMatch:
        if name not in self.seen:
            found = self.by_name.get(name, self.by_name.get(_bare(name), []))
            distinct = tuple({unit.code: unit for unit in found}.values())
            if len(distinct) == 1:
                self.seen[name] = UnitMatch(name, distinct[0])
            else:
                self.seen[name] = UnitMatch(name, suggestions=distinct or self._similar(name))
        return self.seen[name]

    def _similar(self, name: str) -> tuple[UnitName, ...]:
        """Return the units whose names come nearest; none for a word for many units."""
        is_collective = any(word in name for word in COLLECTIVE)
        if is_collective or len(name) > LONGEST_NAME or self.compared >= MOST_COMPARED:
            return ()
        self.compared += 1
        matcher = SequenceMatcher(None, "", _bare(name))
        near = [(_likeness(matcher, names), unit) for unit, names in self.names.items()]
        near = sorted((pair for pair in near if pair[0]), key=lambda pair: -pair[0])
        return tuple(unit for _, unit in near[:MOST_SUGGESTIONS])


def _likeness(matcher: SequenceMatcher[str], names: tuple[str, ...]) -> float:
    """Return how near the nearest of these names comes; 0 when none comes near enough."""
    best = 0.0
    for name in names:
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() > LEAST_LIKENESS and matcher.quick_ratio() > LEAST_LIKENESS:
            best = max(best, matcher.ratio())
    return best if best >= LEAST_LIKENESS else 0.0


def names_of(name: str) -> tuple[str, ...]:
    """Return a unit's full name and the short ones people use, in comparing form."""
    full = comparable(name)
    names = [full]
    for long, shorts in SHORTENED:
        if long in full:
            names += [full.replace(long, short) for short in shorts]
    if full.endswith(ZONE):
        names += ["开发区", "经开区", "开发区管委会", ZONE]
    return tuple(dict.fromkeys(form for one in names for form in (one, _bare(one))))


def _bare(name: str) -> str:
    """Return a name without the county before it: 青泽县司法局, 县司法局 and 司法局 are one."""
    return COUNTY.sub("", name)


def is_like_units(text: str) -> bool:
    """Whether a cell is a list of units, of this county or another."""
    parts = [part for part in SPLIT.split(comparable(text)) if part]
    return bool(parts) and all(
        len(part) <= LONGEST_NAME and part.rstrip("()（）牵头主办").endswith(ENDINGS)
        for part in parts
    )


def first_and_others(text: str) -> tuple[str, str]:
    """Return the first unit a cell names and the others, as they are written."""
    parts = [ROLE.sub("", part).strip() for part in SPLIT.split(text)]
    first, *others = [part for part in parts if part] or [""]
    return first, "、".join(others)
