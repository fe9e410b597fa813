"""When a decision is planned: "2025年12月", "12月底前", "第四季度", "全年", a serial number."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from backend.kernel.language import Text, say
from backend.kernel.text.normalise import comparable

EXCEL_EPOCH = date(1899, 12, 30)
SERIALS = range(36_526, 73_051)  # 2000-01-01 to 2100-01-01
YEARS = range(2000, 2101)
MONTHS = range(1, 13)
LATER_YEARS = 2  # a matter of this year's catalogue is decided by then
DECEMBER, JUNE = 12, 6
CHINESE = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
CHINESE |= {"十一": 11, "十二": 12}

YEAR = r"(?:(?P<year>\d{4}|\d{2}(?=年))\s*[年.\-/]\s*)?"
NUMBER = r"\d{1,2}|十[一二]?|[一二三四五六七八九]"
TAIL = r"(?:底|末|初|上旬|中旬|下旬)?(?:之?前|以前)?(?:完成|决策|提交审议)?"
DAY = r"(?:\s*\d{1,2}\s*日?)?"
MONTH = re.compile(rf"{YEAR}(?P<month>{NUMBER})\s*月{DAY}{TAIL}")
DOTTED = re.compile(r"(?P<year>\d{4})\s*(?P<mark>[.\-/年])\s*(?P<month>\d{1,2})(?:[.\-/]\d{1,2})?")
ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-\d{2}(?:\d\d:\d\d)?")
RANGE = re.compile(
    rf"{YEAR}(?:{NUMBER})\s*月?{DAY}\s*(?:[-–—~～至到]|--)+\s*(?:(?P<later>\d{{4}})\s*年)?"
    rf"\s*(?P<month>{NUMBER})\s*月{DAY}{TAIL}"
)
QUARTER = re.compile(rf"{YEAR}第?(?P<quarter>[一二三四1-4])季度{TAIL}")
HALF = re.compile(rf"{YEAR}(?P<half>[上下])半年{TAIL}")
WHOLE_YEAR = re.compile(
    r"(?:(?P<year>\d{4})\s*年?)?(?:全年|年内|年底|年末|本年度|当年|年底之?前|年度内)"
)
UNCLEAR = ("待定", "适时", "长期", "持续", "每季度", "每月", "每年", "常年", "按程序")


class Planned(NamedTuple):
    """The month understood, and what to tell the clerk; an error where there is none to take."""

    month: date | None = None
    remark: Text | None = None
    is_error: bool = False


def read_month(text: str, year: int) -> Planned:
    """Return the month a cell names, in this catalogue's year where it names no other."""
    plain = comparable(text).replace(" ", "").replace("\n", "")
    if not plain:
        return Planned(remark=say("没有写时间。"))
    for shape, read in _SHAPES:
        found = shape.fullmatch(plain)
        if found:
            return _checked(read(found, year), year)
    if plain.isascii() and plain.isdigit() and int(plain) in SERIALS:
        day = EXCEL_EPOCH + timedelta(days=int(plain))
        return _checked(Planned(day.replace(day=1), _serial(day)), year)
    return Planned(remark=_unreadable(plain), is_error=True)


def is_like_a_time(text: str) -> bool:
    """Whether a cell says when, however vaguely."""
    plain = comparable(text).replace(" ", "")
    return plain in UNCLEAR or any(shape.fullmatch(plain) for shape, _ in _SHAPES)


def _checked(planned: Planned, year: int) -> Planned:
    month = planned.month
    if month is None:
        return planned
    if month.year not in YEARS:
        return Planned(
            remark=say(
                "时间读出来是 {found} 年，多半是表格把数字当成了日期，请重新填。", found=month.year
            ),
            is_error=True,
        )
    if not year <= month.year <= year + LATER_YEARS:
        remark = say("时间在 {found} 年，目录是 {year} 年的，请核对。", found=month.year, year=year)
        return planned._replace(remark=remark)
    return planned


def _in_month(found: re.Match[str], year: int) -> Planned:
    return _month(_year(found["year"], year), found["month"])


def _in_dotted(found: re.Match[str], year: int) -> Planned:
    planned = _in_month(found, year)
    if planned.month and found["mark"] == "." and found["month"] == "1":
        return planned._replace(
            remark=say("“{text}”可能是 1 月，也可能是 10 月少了个 0，请核对。", text=found[0])
        )
    return planned


def _in_range(found: re.Match[str], year: int) -> Planned:
    planned = _month(_year(found["later"] or found["year"], year), found["month"])
    if planned.month is None:
        return planned
    return planned._replace(remark=say("写的是一段时间，按最后一个月算，请核对。"))


def _month(year: int, text: str) -> Planned:
    number = _number(text)
    if number not in MONTHS:
        return Planned(remark=say("没有这个月份，请重新填。"), is_error=True)
    return Planned(_first_day(year, number))


def _in_quarter(found: re.Match[str], year: int) -> Planned:
    month = _number(found["quarter"]) * 3
    return Planned(
        _first_day(_year(found["year"], year), month), say("写的是季度，按最后一个月算，请核对。")
    )


def _in_half(found: re.Match[str], year: int) -> Planned:
    month = JUNE if found["half"] == "上" else DECEMBER
    return Planned(
        _first_day(_year(found["year"], year), month), say("写的是半年，按最后一个月算，请核对。")
    )


def _in_year(found: re.Match[str], year: int) -> Planned:
    first = _first_day(_year(found["year"], year), DECEMBER)
    return Planned(first, say("写的是全年，按 12 月算，请核对。"))


def _year(text: str | None, default: int) -> int:
    if not text:
        return default
    return int(text) if len(text) > 2 else 2000 + int(text)  # noqa: PLR2004 - 25年


def _number(text: str) -> int:
    return CHINESE[text] if text in CHINESE else int(text)


def _first_day(year: int, month: int) -> date | None:
    return date(year, month, 1) if year >= 1 else None


def _serial(day: date) -> Text:
    return say("是表格的日期序号，读作 {day}，请核对。", day=day.isoformat())


def _unreadable(plain: str) -> Text:
    if any(word in plain for word in UNCLEAR):
        return say("时间不明确，请填一个月份，或把这一格清空。")
    return say("时间认不出来，请按 2026年12月 的样子填。")


_SHAPES = (
    (ISO_DAY, _in_month),
    (MONTH, _in_month),
    (DOTTED, _in_dotted),
    (RANGE, _in_range),
    (QUARTER, _in_quarter),
    (HALF, _in_half),
    (WHOLE_YEAR, _in_year),
)
