"""When something was received, as registers write it: 2026-11-20, 11月20日 下午3:30, a serial."""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from backend.kernel.clock import COUNTY_ZONE
from backend.kernel.language import Text, say
from backend.kernel.text.normalise import comparable

EXCEL_EPOCH = datetime(1899, 12, 30, tzinfo=COUNTY_ZONE)
SERIAL = re.compile(r"(?P<day>[3-7]\d{4})(?P<part>\.\d{1,12})?")
DAY = re.compile(
    r"(?:(?P<year>\d{4}|\d{2})\s*[年.\-/])?\s*(?P<month>\d{1,2})\s*[月.\-/]\s*(?P<day>\d{1,2})\s*[日号]?"
)
TOGETHER = re.compile(r"(?P<year>20\d{2})(?P<month>\d{2})(?P<day>\d{2})")
HOUR = re.compile(
    r"(?P<half>上午|下午|晚上?|中午|早上?|凌晨)?\s*(?P<hour>\d{1,2})\s*[:时点]\s*(?P<minute>\d{1,2})?"
    r"\s*分?(?::\d{1,2}(?:\.\d+)?)?\s*(?P<latin>am|pm)?"
)
HALVES = re.compile("上午|下午|晚上?|中午|早上?|凌晨")
WEEKDAY = re.compile(r"[(（]?(?:周|星期)[一二三四五六日天][)）]?")
NOON, HALF_DAY = 12, 12  # hours
CENTURY = 2000
DAY_SECONDS = 86_400


class Received(NamedTuple):
    """The day and hour understood, and what to tell the clerk; no day where there is none."""

    day: date | None = None
    at: time | None = None
    remark: Text | None = None


def read_received(text: str, year: int) -> Received:
    """Return when a cell says it was; in this year where it names none, which is remarked."""
    plain = WEEKDAY.sub(" ", comparable(text)).replace("\n", " ").strip()
    serial = SERIAL.fullmatch(plain)
    if serial:
        return _of_serial(int(serial["day"]), float(serial["part"] or 0))
    found = TOGETHER.match(plain) or DAY.match(plain)
    if not found:
        return Received(remark=UNREADABLE)
    rest = plain[found.end() :].strip(" t,，")
    at = _hour(rest)
    if rest and at is None and not HALVES.fullmatch(rest):
        return Received(remark=UNREADABLE)
    return _checked(found, at, year)


def is_like_a_time(text: str) -> bool:
    """Whether a cell says a day."""
    return read_received(text, CENTURY).day is not None and not text.isdigit()


UNREADABLE = say("时间认不出来，请按 2026-11-20 或 2026-11-20 15:30 的样子填。")


def _checked(found: re.Match[str], at: time | None, year: int) -> Received:
    named = found["year"]
    full = int(named) if named else year
    try:
        day = date(full if full > 99 else CENTURY + full, int(found["month"]), int(found["day"]))  # noqa: PLR2004 - 26年
    except ValueError:
        return Received(remark=say("没有这一天，请重新填。"))
    remark = None if named else say("没写年份，按 {year} 年算，请核对。", year=year)
    return Received(day, at, remark)


def _hour(text: str) -> time | None:
    found = HOUR.fullmatch(text)
    if not found:
        return None
    hour, half = int(found["hour"]), found["half"] or found["latin"] or ""
    is_later = half in ("下午", "晚", "晚上", "pm") or (half == "中午" and hour < NOON - 1)
    hour += HALF_DAY if is_later and hour < NOON else 0
    try:
        return time(hour, int(found["minute"] or 0))
    except ValueError:
        return None


def _of_serial(days: int, part: float) -> Received:
    moment = EXCEL_EPOCH + timedelta(days=days, seconds=round(part * DAY_SECONDS))
    at = time(moment.hour, moment.minute) if part else None
    written = moment.date().isoformat()
    return Received(moment.date(), at, say("是表格的日期序号，读作 {day}，请核对。", day=written))
