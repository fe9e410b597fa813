"""Marks Chinese source text for the catalogue; `web.language` translates it when it is shown."""

from datetime import date, datetime
from typing import NamedTuple


class Text(NamedTuple):
    """A sentence of the interface with its blanks: translated, then filled."""

    source: str
    blanks: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        if not self.blanks:
            return self.source
        return self.source.format(**{name: _in_chinese(value) for name, value in self.blanks})


def chinese_date(day: date) -> str:
    """Return 2026年11月20日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _in_chinese(value: object) -> object:
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return chinese_date(value) if is_day else value  # type: ignore[arg-type]


def say(source: str, /, **blanks: object) -> Text:
    """Mark a sentence for translation; blanks, days too, are written `{name}` in it."""
    return Text(source, tuple(blanks.items()))
