"""What others may see of who spoke: a surname and stars, an organisation's name, or nothing."""

import unicodedata

from backend.kernel.text.normalise import tidy
from backend.opinions.enums import AgeBand, SubmitterKind

STAR = "*"
MOST_STARS = 2
COMPOUND_SURNAMES = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 "
    "宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 "
    "司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 "
    "东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五 纳兰 完颜 叶赫 北堂 哥舒 "
)
COMPOUND = 2  # characters
SHOWN_BY_NAME = frozenset({SubmitterKind.COMPANY, SubmitterKind.ORGANISATION})


def masked_name(name: str) -> str:
    """Return 朱* for 朱明, 欧阳** for 欧阳小明, J*** for John; empty for what is no name."""
    plain = tidy(name)
    if not plain or not plain[0].isalpha():
        return ""
    if "CJK UNIFIED IDEOGRAPH" not in unicodedata.name(plain[0], ""):
        return plain[0].upper() + STAR * 3
    is_compound = len(plain) > COMPOUND and plain[:COMPOUND] in COMPOUND_SURNAMES
    surname = plain[: COMPOUND if is_compound else 1]
    return surname + STAR * min(MOST_STARS, max(1, len(plain) - len(surname)))


def name_as_shown(
    kind: SubmitterKind, *, name: str, organisation_name: str, age_band: AgeBand | None
) -> str:
    """Return the masked name to be kept with an opinion; a minor's is not even kept masked.

    A sole trader's sign is a person's name often enough, so that it is masked like one.
    """
    if age_band is AgeBand.UNDER_18:
        return ""
    if not name and kind is SubmitterKind.SOLE_TRADER:
        return masked_name(organisation_name)
    return masked_name(name)


def said_by(
    kind: SubmitterKind, *, name_masked: str, organisation_name: str, age_band: AgeBand | None
) -> str:
    """Return who said a published opinion, as everybody reads it; of a minor nothing at all."""
    if age_band is AgeBand.UNDER_18:
        return ""
    if kind in SHOWN_BY_NAME and organisation_name:
        return tidy(organisation_name)
    return name_masked
