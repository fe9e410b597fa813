from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.web.human.stamps import age_of, new_stamp, read_stamp

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
STAMP = new_stamp("opinions", NOW)


@given(st.text(max_size=40), st.timedeltas(timedelta(0), timedelta(days=400)))
def test_a_stamp_tells_its_own_form_how_old_it_is(form, passed):
    age = age_of(new_stamp(form, NOW), form, NOW + passed)
    assert age == passed


def test_it_says_nothing_to_another_form():
    assert age_of(STAMP, "surveys", NOW) is None


@given(st.integers(0, len(STAMP) - 1), st.characters())
def test_one_changed_character_makes_it_worthless(place, char):
    changed = STAMP[:place] + char + STAMP[place + 1 :]
    assert (read_stamp(changed, "opinions") is None) == (changed != STAMP)


@given(st.text(max_size=80))
def test_anything_else_is_no_stamp(text):
    assert age_of(text, "opinions", NOW) is None


@pytest.mark.parametrize("text", ["", "-", "9" * 400, "１" * 10 + STAMP[10:], STAMP + "\n"])
def test_what_only_looks_like_one_is_none(text):
    assert age_of(text, "opinions", NOW) is None


def test_a_host_whose_clock_is_a_little_ahead_is_believed():
    assert age_of(STAMP, "opinions", NOW - timedelta(minutes=4)) == timedelta(0)
    assert age_of(STAMP, "opinions", NOW - timedelta(minutes=6)) is None


def test_it_is_the_same_for_everyone_and_carries_how_much_work_is_asked():
    assert new_stamp("opinions", NOW) == STAMP
    found = read_stamp(STAMP, "opinions")
    assert found is not None
    assert found.made_at == NOW
    assert found.bits == 14
