"""When a subject takes opinions, in words."""

from datetime import UTC, datetime, timedelta

from backend.kernel.errors import NotFound
from backend.opinions.rules.windows import NotOpenYet, TooLate, Window, refusal_of

OPENS = datetime(2026, 10, 1, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=30)
OPEN = Window(OPENS, CLOSES)
INSTANT = timedelta(microseconds=1)


def test_before_the_opening_one_is_told_the_day():
    refused = refusal_of(OPEN, OPENS - INSTANT)
    assert isinstance(refused, NotOpenYet)
    assert "2026年10月1日" in str(refused)


def test_the_last_instant_is_the_first_that_is_too_late():
    assert isinstance(refusal_of(OPEN, CLOSES), TooLate)


def test_after_the_conclusion_it_is_too_late_whatever_the_clock_says():
    refused = refusal_of(Window(OPENS, CLOSES, CLOSES), OPENS)
    assert isinstance(refused, TooLate)
    assert "答复完毕" in str(refused)


def test_what_was_never_opened_is_not_there():
    assert isinstance(refusal_of(Window(None, None), OPENS), NotFound)
