"""What single cells say: the way it came, who speaks, how old, and whether it may be published."""

import re

from backend.kernel.text.normalise import comparable
from backend.opinions.enums import AgeBand, Channel, SubmitterKind
from backend.opinions.schemas.contact import Contact, read_contact

CHANNELS: dict[Channel, tuple[str, ...]] = {
    Channel.EMAIL: ("电子邮件", "邮件", "电子邮箱", "邮箱", "email", "e-mail"),
    Channel.LETTER: ("来信", "信件", "信函", "书信", "书面", "邮寄", "纸质", "意见表", "信", "函"),
    Channel.PHONE: ("电话", "来电", "热线", "电话反馈", "12345"),
    Channel.COUNTER: ("现场", "窗口", "来访", "大厅", "线下", "当面", "现场提交", "服务中心"),
    Channel.HEARING: ("听证会", "听证"),
    Channel.FIELD_VISIT: ("实地走访", "走访", "入户", "调研", "实地", "下乡", "入户走访"),
    Channel.EVENT: ("开放活动", "开放日", "政府开放日", "政务开放", "活动"),
    Channel.MEETING: ("会议列席", "列席", "会议", "常务会议"),
    Channel.WECHAT: ("微信", "公众号", "微信公众号", "小程序"),
    Channel.WEB: ("网页", "网站", "网上", "在线", "网络", "政府网站", "平台", "门户网站"),
}
CHANNEL_OF = {word: channel for channel, words in CHANNELS.items() for word in words}
KINDS: dict[SubmitterKind, tuple[str, ...]] = {
    SubmitterKind.PERSON: ("个人", "群众", "居民", "村民", "市民", "公民", "自然人", "本人"),
    SubmitterKind.COMPANY: ("企业", "公司", "工厂", "经营主体", "市场主体"),
    SubmitterKind.SOLE_TRADER: ("个体工商户", "个体户", "个体", "商户"),
    SubmitterKind.ORGANISATION: (
        "社会组织", "单位", "机关", "事业单位", "协会", "商会", "社团", "村委会", "居委会", "学校",
        "组织", "机关单位", "村居",
    ),
}  # fmt: skip
KIND_OF = {word: kind for kind, words in KINDS.items() for word in words}
COMPANY = re.compile(r"公司|集团|厂$|企业")
TRADER = re.compile(r"店$|铺$|摊$|馆$|超市$|门市|经营部$|个体")
YES = frozenset({"是", "同意", "同意公开", "可以", "可", "公开", "愿意", "√", "✓", "y", "yes", "1"})
NO = frozenset(
    {"否", "不同意", "不公开", "不可以", "不愿意", "不可", "不", "×", "x", "n", "no", "0", "未表示"}
)
YEARS = re.compile(r"(\d{1,3})(?:周?岁)?")
BANDS = re.compile(
    r"(?P<least>\d{1,3})(?:周?岁)?(?:[-—–~～至到]+(?P<most>\d{1,3})(?:周?岁)?)?(?P<end>以下|以上)?"
)
UPPER = ((18, AgeBand.UNDER_18), (36, AgeBand.TO_35), (51, AgeBand.TO_50), (66, AgeBand.TO_65))
OLDEST = 120  # years
LONGEST_ANSWER = 6  # characters
NOISE = re.compile(r"[\s“”\"'。.,，、；;：:（）()]+")


def read_channel(text: str) -> Channel | None:
    """Return the way a cell names, by its word or by the one word of ours in it."""
    plain = NOISE.sub("", comparable(text))
    if plain in CHANNEL_OF:
        return CHANNEL_OF[plain]
    inside = {CHANNEL_OF[word] for word in CHANNEL_OF if len(word) > 1 and word in plain}
    return inside.pop() if len(inside) == 1 else None


def read_kind(text: str) -> SubmitterKind | None:
    """Return who a cell says is speaking."""
    return KIND_OF.get(NOISE.sub("", comparable(text)))


def kind_of_name(organisation: str) -> SubmitterKind:
    """Return what a body's name makes it: shown by name in public only where that is sure."""
    if COMPANY.search(organisation):
        return SubmitterKind.COMPANY
    return SubmitterKind.SOLE_TRADER if TRADER.search(organisation) else SubmitterKind.ORGANISATION


def read_answer(text: str) -> bool | None:
    """Return yes or no; None for a cell that says neither."""
    plain = NOISE.sub("", comparable(text))
    if plain in NO or plain.startswith("不"):
        return False
    return True if plain in YES else None


def read_age(text: str) -> AgeBand | None:
    """Return the band of an age or of a band as offices write them; None for anything else."""
    plain = NOISE.sub("", comparable(text))
    exact = YEARS.fullmatch(plain)
    if exact:
        return _band(int(exact[1]))
    found = BANDS.fullmatch(plain)
    if not found:
        return None
    least, end = int(found["least"]), found["end"]
    if end == "以下" and found["most"] is None:
        return AgeBand.UNDER_18 if least <= UPPER[0][0] else None
    if end == "以上" and found["most"] is None:
        return AgeBand.OVER_65 if least >= UPPER[-1][0] - 1 else None
    if found["most"] is None or end:
        return None
    first, last = _band(least), _band(int(found["most"]))
    return first if first is last else None


def _band(years: int) -> AgeBand | None:
    if years > OLDEST:
        return None
    return next((band for limit, band in UPPER if years < limit), AgeBand.OVER_65)


def is_like_a_channel(cell: str) -> bool:
    """Whether a cell names a way."""
    return NOISE.sub("", comparable(cell)) in CHANNEL_OF


def is_like_a_contact(cell: str) -> bool:
    """Whether a cell holds a number or an address to reach somebody by."""
    try:
        found = read_contact(cell)
    except ValueError:
        return False
    return isinstance(found, Contact) and bool(found.value)


def is_like_an_answer(cell: str) -> bool:
    """Whether a cell says yes or no."""
    return len(cell) <= LONGEST_ANSWER and read_answer(cell) is not None
