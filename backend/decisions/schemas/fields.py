"""Kinds of fields a draft is made of: one line, a text, a month, a mark that must be chosen."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from backend.kernel.language import say
from backend.kernel.text.fields import one_line, readable

MONTH = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?")
MONTHS = range(1, 13)
EARLIEST, LATEST = 2000, 2100  # years a date of a decision may lie in


def month_of(typed: Any) -> Any:
    """Return the first day of a month written 2026-12, 2026年12月 or as a date."""
    if isinstance(typed, str):
        found = MONTH.fullmatch(typed.strip())
        if found and int(found[2]) in MONTHS:
            return date(int(found[1]), int(found[2]), 1)
        if found or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed.strip()):
            raise ValueError(say("请按 2026-12 的样子填写年月。"))
    return typed


def first_day(day: date) -> date:
    """Return the first day of that month."""
    return day.replace(day=1)


def plausible(day: date) -> date:
    """Return the day; raise ValueError for a year no decision of ours can lie in."""
    if not EARLIEST <= day.year <= LATEST:
        raise ValueError(
            say("年份不对，请填 {first} 到 {last} 年之间的日期。", first=EARLIEST, last=LATEST)
        )
    return day


Day = Annotated[date, AfterValidator(plausible)]
Month = Annotated[
    date, BeforeValidator(month_of), AfterValidator(plausible), AfterValidator(first_day)
]
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=100),
    AfterValidator(one_line),
]
Line40 = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=40), AfterValidator(one_line)
]
Line100 = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=100), AfterValidator(one_line)
]
Line200 = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(one_line)
]
Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=4, max_length=200),
    AfterValidator(one_line),
]
Note = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=1000), AfterValidator(readable)
]
Passage = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=5000), AfterValidator(readable)
]
Reason = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=5, max_length=1000),
    AfterValidator(readable),
]
