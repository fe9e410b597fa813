"""One source in Chinese, told in the reader's language."""

from datetime import UTC, date, datetime

import pytest

from backend.kernel.language import say
from backend.web.formats import FILTERS
from backend.web.language import translate


def test_chinese_is_shown_as_it_was_written() -> None:
    assert translate(say("请至少写 {limit} 个字。", limit=5), "zh") == "请至少写 5 个字。"


def test_english_comes_from_the_catalogue_with_its_blanks_filled() -> None:
    found = translate(say("请至少写 {limit} 个字。", limit=5), "en")
    assert "5" in found
    assert "请" not in found


def test_a_sentence_may_stand_in_a_blank_of_another() -> None:
    inner = say("公开日志")
    assert translate(say("{thing}", thing=inner), "en") == translate(inner, "en")
    assert translate(inner, "en") != "公开日志"


def test_words_nobody_translated_are_shown_in_chinese_rather_than_not_at_all() -> None:
    assert translate(say("天下没有这一句。"), "en") == "天下没有这一句。"


def test_empty_text_does_not_turn_into_the_catalogues_header() -> None:
    assert translate("", "en") == ""


def test_braces_in_a_persons_words_are_left_alone() -> None:
    assert translate(say("找不到 {word}。", word="{x} %s"), "zh") == "找不到 {x} %s。"


NIGHT = datetime(2026, 11, 20, 17, 5, tzinfo=UTC)  # after midnight in the county


@pytest.mark.parametrize(
    ("language", "name", "shown"),
    [
        ("zh", "date", "2026年11月21日"),
        ("zh", "weekday_date", "2026年11月21日（周六）"),
        ("zh", "month", "2026年11月"),
        ("zh", "clock", "01:05"),
        ("en", "date", "21 Nov 2026"),
        ("en", "weekday_date", "Sat 21 Nov 2026"),
        ("en", "month", "Nov 2026"),
    ],
)
def test_instants_are_shown_on_the_countys_day(language: str, name: str, shown: str) -> None:
    assert FILTERS[language][name](NIGHT) == shown


def test_plain_days_are_not_moved_by_a_time_zone() -> None:
    assert FILTERS["zh"]["date"](date(2026, 1, 1)) == "2026年1月1日"
    assert FILTERS["zh"]["iso"](date(2026, 1, 1)) == "2026-01-01"


@pytest.mark.parametrize(
    ("size", "shown"), [(0, "0 B"), (1023, "1023 B"), (2048, "2 kB"), (1_572_864, "1.5 MB")]
)
def test_file_sizes_are_said_shortly(size: int, shown: str) -> None:
    assert FILTERS["zh"]["file_size"](size) == shown


def test_large_numbers_are_grouped_thinly() -> None:
    assert FILTERS["zh"]["thin"](1234567) == "1\u2009234\u2009567"
