"""What is broken in a table that came through a printer or a PDF: reported, never mended."""

from collections.abc import Mapping

from backend.decisions.enums.imports import ColumnField
from backend.decisions.importing.cells import broken_words
from backend.decisions.importing.months import is_like_a_time
from backend.decisions.importing.units import is_like_units
from backend.decisions.schemas.imports import Layout, Problem
from backend.kernel.language import Text, say

SENTENCE = 20  # characters: a name of a unit is shorter
SENTENCE_MARKS = "。，；"
AGAIN = say("分组“{group}”到第 {row} 行已经结束，这里又出现，可能是分页时重复的，请核对。").source

Texts = Mapping[ColumnField, str]


def damage_in(texts: Texts, extra: int, layout: Layout) -> list[Problem]:
    """Return what looks shifted, stuck together, surplus or torn in a row."""
    found = [*_shifted(texts), *_stuck(texts), *_torn(texts)]
    if extra:
        message = say("比表头多出 {count} 格，像是错了列。", count=extra)
        found.append(Problem(message=message))
    if not texts.get(ColumnField.PLANNED) and layout.column_of(ColumnField.PLANNED) is not None:
        message = say("缺完成时限。")
        found.append(Problem(message=message, field=ColumnField.PLANNED, is_error=False))
    return found


def _shifted(texts: Texts) -> list[Problem]:
    """Report a sentence where a unit should stand, and units where a time should."""
    found = []
    unit = texts.get(ColumnField.LEAD_UNIT, "")
    if is_sentence(unit):
        message = say("承办单位这一格是一段话，像是错了一列。")
        found.append(Problem(message=message, field=ColumnField.LEAD_UNIT))
    planned = texts.get(ColumnField.PLANNED, "")
    if planned and is_like_units(planned) and not is_like_a_time(planned):
        message = say("时间这一格写的是单位，没有时限，像是错了一列。")
        found.append(Problem(message=message, field=ColumnField.PLANNED))
    return found


def _stuck(texts: Texts) -> list[Problem]:
    """Report units and a time in one cell."""
    for field in (ColumnField.LEAD_UNIT, ColumnField.PLANNED):
        units, _, time = texts.get(field, "").rpartition(" ")
        if units and is_like_a_time(time) and is_like_units(units):
            message = say("单位和时限“{time}”挤在一格里。", time=time)
            return [Problem(message=message, field=field)]
    return []


def _torn(texts: Texts) -> list[Problem]:
    found = []
    for field, text in texts.items():
        torn = broken_words(text) if field in _WORDS else None
        if torn:
            message = say("“{words}”中间多了空格，请核对。", words=torn)
            found.append(Problem(message=message, field=field, is_error=False))
    return found


_WORDS = (ColumnField.GROUP, ColumnField.TITLE, ColumnField.PROBLEM)


def is_sentence(text: str) -> bool:
    """Whether a cell holds a sentence rather than names."""
    is_long = len(text) > SENTENCE and not is_like_units(text)
    return is_long and any(mark in text for mark in SENTENCE_MARKS)


class Groups:
    """Follows the groups of a table, whose names stand once and hold for the rows below."""

    def __init__(self) -> None:
        self.present = ""
        self.last_row: dict[str, int] = {}

    def on_row(self, text: str, number: int) -> tuple[str, list[Problem]]:
        """Return the group a row belongs to, and what is odd about that."""
        found = []
        name = text.replace(" ", "")
        if not name and self.present:
            found.append(_remark(say("分组取自上面的行：{group}", group=self.present)))
        last = self.last_row.get(name)
        if name and name != self.present and last is not None:
            found.append(_remark(say(AGAIN, group=name, row=last)))
        self.present = name or self.present
        if self.present:
            self.last_row[self.present] = number
        return self.present, found


def _remark(message: Text) -> Problem:
    return Problem(message=message, field=ColumnField.GROUP, is_error=False)
