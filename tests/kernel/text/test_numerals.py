import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.text.numerals import chinese_numeral, number_in


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("一百一十", 110),
        ("一千零一", 1001), ("一千零一十", 1010), ("二〇二六", 2026), ("12", 12), ("１２", 12),
        ("两百", 200),
    ],
)  # fmt: skip
def test_a_numeral_is_read(numeral, number):
    assert number_in(numeral) == number


@pytest.mark.parametrize("text", ["", "条", "一条", "1.5", "²", "a"])
def test_what_is_no_numeral_is_none(text):
    assert number_in(text) is None


@given(st.integers(1, 9999))
def test_what_is_written_is_read_back(number):
    assert number_in(chinese_numeral(number)) == number


@pytest.mark.parametrize(
    ("number", "numeral"),
    [
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (101, "一百零一"),
        (111, "一百一十一"),
        (10_000, "10000"),
    ],
)
def test_a_number_is_written_as_offices_write_it(number, numeral):
    assert chinese_numeral(number) == numeral
