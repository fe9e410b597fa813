"""Addresses are made, never typed, and belong to one consultation alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.consultations.rules.slugs import is_made_from, slug


@pytest.mark.parametrize(
    ("code", "taken", "expected"),
    [
        ("QZ-2025-02", (), "qz-2025-02"),
        ("QZ-2025-02", ("qz-2025-02",), "qz-2025-02-2"),
        ("QZ-2025-02", ("qz-2025-02", "qz-2025-02-2"), "qz-2025-02-3"),
        ("", (), "2026-1"),
        ("", ("2026-1", "2026-2"), "2026-3"),
        ("青泽—2026 05", (), "2026-05"),
    ],
)
def test_an_address_nobody_has(code: str, taken: tuple[str, ...], expected: str) -> None:
    assert slug(code, 2026, taken) == expected


@given(st.text(max_size=30), st.sets(st.from_regex(r"2026(-\d{1,2})?", fullmatch=True)))
def test_every_address_can_stand_in_a_link(code: str, taken: set[str]) -> None:
    made = slug(code, 2026, taken)
    assert made not in taken
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{1,79}", made) or len(made) < 2


def test_an_address_fits_its_decision_alone() -> None:
    assert is_made_from("qz-2025-02-2", "QZ-2025-02", 2026)
    assert not is_made_from("qz-2025-02", "QZ-2025-03", 2026)
    assert is_made_from("2026-7", "", 2026)
    assert not is_made_from("2026-7", "QZ-2026-01", 2026)
