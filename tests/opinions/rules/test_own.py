"""What the holder of a receipt code may do."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.opinions.enums import OpinionState, Route
from backend.opinions.rules.contacts import masked_contact, same_contact
from backend.opinions.rules.own import may_appeal, may_withdraw, shows_own_words
from backend.opinions.schemas.contact import read_contact

WITHHELD_AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
BEFORE, AFTER = WITHHELD_AT - timedelta(days=1), WITHHELD_AT + timedelta(days=1)


@pytest.mark.parametrize("state", list(OpinionState))
def test_nothing_is_withdrawn_once_the_answers_are_out(state):
    assert not may_withdraw(state, is_concluded=True)


def test_a_sealed_or_withdrawn_opinion_is_not_withdrawn():
    kept = {state for state in OpinionState if not may_withdraw(state, is_concluded=False)}
    assert kept == {OpinionState.WITHHELD, OpinionState.WITHDRAWN}


@pytest.mark.parametrize(
    ("state", "filed_at", "is_answered", "may"),
    [
        (OpinionState.WITHHELD, None, False, True),
        (OpinionState.PUBLISHED, None, False, False),
        (OpinionState.WITHHELD, AFTER, False, False),
        (OpinionState.WITHHELD, AFTER, True, False),
        (OpinionState.WITHHELD, BEFORE, True, True),
        (OpinionState.WITHHELD, BEFORE, False, False),
    ],
)
def test_each_withholding_may_be_appealed_once(state, filed_at, is_answered, may):
    found = may_appeal(state, state_at=WITHHELD_AT, filed_at=filed_at, is_answered=is_answered)
    assert found is may


def test_a_found_slip_does_not_tell_what_was_said_in_confidence():
    assert not shows_own_words(Route.DISCIPLINE)
    assert not shows_own_words(Route.SAFETY)
    assert shows_own_words(Route.HOTLINE)


@pytest.mark.parametrize(
    ("left", "typed"),
    [
        ("139 0000 1234", "+86 139-0000-1234"),
        ("Zhu@Example.com", "zhu@example.com"),
        ("０５３４-8800123", "05348800123"),
    ],
)
def test_spellings_of_one_contact_are_the_same(left, typed):
    assert same_contact(read_contact(left)) == same_contact(read_contact(typed))


@pytest.mark.parametrize(
    ("typed", "masked"),
    [
        ("13900001234", "139****1234"),
        ("zhu@example.com", "z***@example.com"),
        ("8800123", "****23"),
    ],
)
def test_a_contact_is_shown_masked_even_to_its_owner(typed, masked):
    assert masked_contact(read_contact(typed)) == masked
