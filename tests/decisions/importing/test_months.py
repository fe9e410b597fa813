from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.decisions.importing.months import is_like_a_time, read_month

YEAR = 2026
DECEMBER = date(2026, 12, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2026年12月", "2026.12", "2026-12", "2026/12", "2026-12-01", "2026年12月31日前", "12月",
        "12月底前", "12月底", "１２月", "十二月", "26年12月", "2026 年 12 月", "12月底前完成",
    ],
)  # fmt: skip
def test_a_month_is_read_however_it_is_written(text):
    assert read_month(text, YEAR) == (DECEMBER, None, False)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("第四季度", DECEMBER),
        ("2026年三季度", date(2026, 9, 1)),
        ("上半年", date(2026, 6, 1)),
        ("2026年下半年", DECEMBER),
        ("全年", DECEMBER),
        ("年底前", DECEMBER),
        ("10月—12月", DECEMBER),
        ("2026年10月至2027年3月", date(2027, 3, 1)),
        ("46357", DECEMBER),  # what Excel keeps for 2026-12-01
        ("2026.1", date(2026, 1, 1)),
        ("2025年12月", date(2025, 12, 1)),
    ],
)
def test_what_is_not_quite_a_month_is_read_with_a_remark(text, month):
    found = read_month(text, YEAR)
    assert found.month == month
    assert found.remark is not None
    assert not found.is_error


@pytest.mark.parametrize(
    "text",
    [
        "1900-01-05",
        "1905年7月",
        "2026年13月",
        "待定",
        "每季度",
        "适时",
        "随便写写",
        "9999年1月",
        "0",
    ],
)
def test_what_is_no_month_is_refused_and_not_guessed(text):
    found = read_month(text, YEAR)
    assert found.month is None
    assert found.is_error


def test_an_empty_cell_is_no_error():
    assert not read_month("", YEAR).is_error


@pytest.mark.parametrize("text", ["全年", "每季度", "12月底前", "2026.12"])
def test_a_time_is_told_from_other_words(text):
    assert is_like_a_time(text)
    assert not is_like_a_time("县司法局")


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text):
    found = read_month(text, YEAR)
    assert found.month is None or found.month.day == 1
