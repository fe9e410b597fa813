"""What single cells say: a number, a category, the laws a matter rests on."""

import re

from backend.decisions.enums import Category
from backend.decisions.importing.months import CHINESE
from backend.decisions.schemas.drafts import BasisDraft
from backend.kernel.text.normalise import comparable

NUMBER = re.compile(r"[(（第]?\s*(\d{1,4}|[一二三四五六七八九十]{1,2})\s*[)）.、．号]?")
ITEM = re.compile(r"第?[(（]?([1-5一二三四五])[)）]?(?:项|类)?")
HEADING_NUMBER = re.compile(r"^[(（第]?[\d一二三四五六七八九十]{1,2}[)）.、．部分类]+\s*")
# The order matters: the law's words for the third kind hold those of the first.
CATEGORY_WORDS = (
    (Category.RESOURCES, ("自然资源", "文化资源", "重要资源")),
    (Category.PUBLIC_PROJECT, ("建设项目", "公共建设", "重大项目", "工程项目")),
    (Category.PLANNING, ("规划",)),
    (Category.OTHER_MAJOR, ("其他",)),
    (Category.PUBLIC_POLICY, ("公共政策", "政策和措施", "政策措施", "公共服务")),
)
LAW = re.compile(r"(?P<name>《[^》]+》(?:[(（〔][^)）〕]*[)）〕])?)\s*(?P<rest>[^《]*)")
ARTICLE = re.compile(r"第[一二三四五六七八九十百零\d]+条[^，,。；;]*")
LINK = re.compile(r"(?:以及|和|及)$")
BASIS_BREAK = re.compile(r"[；;\n]+")
MANY_SPACES = re.compile(r"(?<=[一-龥]) +(?=[一-龥])")


def read_number(text: str) -> int | None:
    """Return the number in a cell such as 3, （三） or 第3号; None when it is none."""
    found = NUMBER.fullmatch(comparable(text))
    if not found:
        return None
    number = found[1]
    return int(number) if number.isdecimal() else CHINESE.get(number)


def read_category(text: str) -> Category | None:
    """Return the kind of matter a cell names, by its number in art. 3 or by its words."""
    plain = comparable(text).replace(" ", "").removeprefix("第三条").removeprefix("第一款")
    found = ITEM.fullmatch(plain)
    if found:
        return Category(int(found[1]) if found[1].isdecimal() else CHINESE[found[1]])
    named = (kind for kind, words in CATEGORY_WORDS if any(word in plain for word in words))
    return next(named, None)


def read_basis(text: str) -> tuple[BasisDraft, ...]:
    """Return the laws and papers a cell names; raises ValueError for one too long to keep."""
    lines: list[BasisDraft] = []
    for part in BASIS_BREAK.split(text):
        words = HEADING_NUMBER.sub("", part.strip()).strip("，,。、 ")
        laws = list(LAW.finditer(words))
        if laws:
            lines += [_law(found) for found in laws]
        elif len(words) > 1:
            lines.append(BasisDraft(name=words))
    return tuple(lines)


def broken_words(text: str) -> str | None:
    """Return where a blank stands between two Chinese characters, as when a page was cut."""
    found = MANY_SPACES.search(text)
    return text[max(0, found.start() - 2) : found.end() + 2] if found else None


def _law(found: re.Match[str]) -> BasisDraft:
    rest = LINK.sub("", found["rest"].strip("，,。、；; "))
    article = ARTICLE.match(rest)
    point = rest[article.end() :].strip("，,。、：: ") if article else rest
    return BasisDraft(name=found["name"], article=article[0] if article else "", point=point)
