"""Numbers a text message reaches, and how much of one is shown."""

import pytest

from backend.kernel.text.phone import masked_phone, mobile_number


@pytest.mark.parametrize(
    "typed",
    [
        "13900001111",
        " 139-0000-1111 ",
        "+86 139 0000 1111",
        "8613900001111",
        "１３９００００１１１１",
    ],
)
def test_a_mobile_number_has_one_form(typed):
    assert mobile_number(typed) == "13900001111"


@pytest.mark.parametrize(
    "typed", ["", "0571-88888888", "1390000111", "139000011112", "11900001111", "zhu@example.com"]
)
def test_no_text_message_goes_anywhere_else(typed):
    assert mobile_number(typed) is None


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13900001111", "139****1111"),
        ("8888888", "****88"),
        ("", ""),
        ("057188888888", "057****8888"),
    ],
)
def test_its_owner_knows_it_again_and_nobody_else_learns_it(number, shown):
    assert masked_phone(number) == shown
