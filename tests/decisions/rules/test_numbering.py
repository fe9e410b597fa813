import pytest

from backend.decisions.enums import CatalogueState
from backend.decisions.rules import numbering


@pytest.mark.parametrize(
    ("seq", "is_public", "code"),
    [
        (1, True, "QZ-2026-01"),
        (120, True, "QZ-2026-120"),
        (1, False, "QZ-2026-N01"),
    ],
)
def test_codes_tell_the_series(seq, is_public, code):
    assert numbering.decision_code("QZ", 2026, seq, is_public=is_public) == code


@pytest.mark.parametrize(("is_public", "code"), [(True, "QZ-2026-P7"), (False, "QZ-2026-NP7")])
def test_candidates_have_codes_of_their_own(is_public, code):
    assert numbering.candidate_code("QZ", 2026, 7, is_public=is_public) == code


@pytest.mark.parametrize(
    ("state", "taken", "wanted", "seq"),
    [
        (CatalogueState.DRAFT, set(), None, 1),
        (CatalogueState.DRAFT, {1, 3}, None, 4),
        (CatalogueState.DRAFT, {1, 3}, 2, 2),
        (CatalogueState.DRAFT, {1, 3}, 3, None),
        (CatalogueState.DRAFT, {899}, None, None),
        (CatalogueState.PUBLISHED, {1, 2}, None, 999),
        (CatalogueState.PUBLISHED, {1, 999}, None, 998),
        (CatalogueState.PUBLISHED, set(range(900, 1000)), None, None),
    ],
)
def test_which_number_a_new_matter_gets(state, taken, wanted, seq):
    assert numbering.new_seq(state, taken, wanted) == seq


@pytest.mark.parametrize(
    ("taken", "has_gap"), [([], False), ([2, 1], False), ([1, 3], True), ([2], True)]
)
def test_a_gap_is_anything_but_one_two_three(taken, has_gap):
    assert numbering.has_gap(taken) is has_gap


def test_candidates_do_not_move_the_next_number():
    assert numbering.next_seq([1, 2, 999]) == 3
