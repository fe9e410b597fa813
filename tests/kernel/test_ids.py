"""Codes a person can read out: fair, and no slip of the tongue opens another's."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.ids import ALPHABET, check_character, grouped, new_code, read_code

BODIES = st.text(ALPHABET, min_size=11, max_size=11)


def bare(code: str) -> str:
    return code.replace("-", "")


def test_a_new_code_reads_back_however_it_is_typed():
    code = new_code()
    assert len(bare(code)) == 12
    for typed in (code, code.lower(), bare(code), f"  {code.replace('-', ' ')} "):
        assert read_code(typed) == code


def test_every_character_is_as_likely_as_the_next():
    drawn = Counter(char for _ in range(4000) for char in bare(new_code())[:-1])
    mean = 4000 * 11 / len(ALPHABET)
    assert set(drawn) == set(ALPHABET)
    assert max(abs(count - mean) for count in drawn.values()) < 6 * mean**0.5


def test_codes_do_not_come_twice():
    assert len({new_code() for _ in range(5000)}) == 5000


@given(BODIES, st.integers(0, 11), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(body, place, wrong):
    whole = body + check_character(body)
    typed = whole[:place] + wrong + whole[place + 1 :]
    assert (read_code(typed) is None) == (typed != whole)


@given(BODIES, st.integers(0, 10))
def test_two_swapped_characters_are_noticed(body, place):
    whole = body + check_character(body)
    typed = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]
    assert (read_code(typed) is None) == (typed != whole)


@given(st.text(max_size=40))
def test_anything_else_is_refused_or_is_a_code(typed):
    found = read_code(typed)
    assert found is None or found == grouped(bare(found))
