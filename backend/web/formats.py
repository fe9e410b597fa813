"""How dates, times and numbers are written, in each language."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from backend.kernel.clock import in_county
from backend.kernel.language import chinese_date as plain_chinese_date

KILOBYTE = 1024
WEEKDAYS = "一二三四五六日"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _day(moment: date | datetime) -> date:
    return in_county(moment).date() if isinstance(moment, datetime) else moment


def chinese_date(moment: date | datetime) -> str:
    """Return 2026年11月20日."""
    return plain_chinese_date(_day(moment))


def chinese_weekday_date(moment: date | datetime) -> str:
    """Return 2026年11月20日（周五）."""
    return f"{chinese_date(moment)}（周{WEEKDAYS[_day(moment).weekday()]}）"


def chinese_month(moment: date | datetime) -> str:
    """Return 2026年11月."""
    day = _day(moment)
    return f"{day.year}年{day.month}月"


def english_date(moment: date | datetime) -> str:
    """Return 20 Nov 2026."""
    day = _day(moment)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def english_weekday_date(moment: date | datetime) -> str:
    """Return Fri 20 Nov 2026."""
    return f"{_day(moment).strftime('%a')} {english_date(moment)}"


def english_month(moment: date | datetime) -> str:
    """Return Nov 2026."""
    day = _day(moment)
    return f"{MONTHS[day.month - 1]} {day.year}"


def clock_time(moment: datetime) -> str:
    """Return 14:05, county time."""
    return in_county(moment).strftime("%H:%M")


def iso(moment: date | datetime) -> str:
    """Return the machine's form, for <time datetime>."""
    return (in_county(moment) if isinstance(moment, datetime) else moment).isoformat()


def thin_number(number: int) -> str:
    """Return 12 345 with thin spaces."""
    return f"{number:,}".replace(",", "\u2009")


def file_size(size: int) -> str:
    """Return 1.2 MB from bytes."""
    if size < KILOBYTE:
        return f"{size} B"
    if size < KILOBYTE**2:
        return f"{size / KILOBYTE:.0f} kB"
    return f"{size / KILOBYTE**2:.1f} MB"


_COMMON: dict[str, Callable[..., Any]] = {
    "clock": clock_time,
    "iso": iso,
    "thin": thin_number,
    "file_size": file_size,
}
FILTERS: dict[str, dict[str, Callable[..., Any]]] = {
    "zh": {
        **_COMMON,
        "date": chinese_date,
        "weekday_date": chinese_weekday_date,
        "month": chinese_month,
    },
    "en": {
        **_COMMON,
        "date": english_date,
        "weekday_date": english_weekday_date,
        "month": english_month,
    },
}
