from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from backend.organisation.rules.second_factor import (
    enrolment_address,
    matching_step,
    typed_digits,
)

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOW = datetime(2026, 11, 20, 9, 0, 10, tzinfo=UTC)
STEP = int(NOW.timestamp()) // 30


@pytest.mark.parametrize("away", [-1, 0, 1])
def test_this_step_and_its_neighbours_are_right(away):
    code = pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=30 * away))
    assert matching_step(SECRET, code, NOW) == STEP + away


@pytest.mark.parametrize("away", [-2, 2])
def test_a_step_further_away_is_wrong(away):
    code = pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=30 * away))
    assert matching_step(SECRET, code, NOW) is None


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("１２３４５６", "123456"),
        ("12345", ""),
        ("1234567", ""),
        ("12345a", ""),
        ("²²²²²²", ""),
        ("", ""),
    ],
)
def test_digits_are_read_as_people_type_them(typed, digits):
    assert typed_digits(typed) == digits


def test_the_phone_is_told_whose_account_it_is():
    address = enrolment_address(SECRET, username="zhao", issuer="回音 青泽县")
    parsed = pyotp.parse_uri(address)
    assert (parsed.name, parsed.issuer, parsed.secret) == ("zhao", "回音 青泽县", SECRET)
