"""What is news to whom, and when one is told: without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.journal.schemas import JournalPublic
from backend.portal.subscriptions.enums import Activity, Rhythm, Scope
from backend.portal.subscriptions.rules import (
    ACTIVITIES,
    HEADLINES,
    KINDS,
    first_at,
    following_at,
    headline,
    places_of,
    read_place,
)
from backend.portal.subscriptions.schemas import EVERYTHING, Place, Scopes

OWN = Place(Scope.DECISION, "QZ-2026-01")
SCOPES = Scopes({}, {("decision", "QZ-2026-01"): frozenset({OWN})})
SUNDAY = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)  # 10:00 in the county
MONDAY_AT_8 = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)


def entry(action: str, *, kind: str = "decision", number: str = "QZ-2026-01") -> JournalPublic:
    return JournalPublic(
        id=1,
        recorded_at=SUNDAY,
        actor_unit="",
        action=action,
        subject_kind=kind,
        subject_id=number,
        subject_title="",
        subject_path="",
        reason="",
        payload_sha256="",
    )


def test_an_act_is_news_to_its_matter_its_kind_and_to_all() -> None:
    found = places_of(entry("decision.publish_result"), SCOPES)
    assert found == {OWN, EVERYTHING, Place(Scope.ACTIVITY, Activity.DECIDED)}


def test_what_nobody_may_see_and_single_opinions_are_no_news() -> None:
    assert not places_of(entry("decision.defer", number="QZ-2026-N01"), SCOPES)
    assert not places_of(entry("opinion.publish", kind="opinion"), SCOPES)
    assert "opinion" not in KINDS


def test_past_matters_are_no_news_and_each_matter_of_a_new_catalogue_not_for_all() -> None:
    assert not places_of(entry("decision.enter_past"), SCOPES)
    assert places_of(entry("decision.publish"), SCOPES) == {OWN}


@pytest.mark.parametrize(
    ("about", "place"),
    [
        ("all", EVERYTHING),
        ("decision:QZ-2026-01", OWN),
        ("all:x", None),
        ("decision", None),
        ("decision:", None),
        ("nothing:x", None),
        ("", None),
    ],
)
def test_a_place_is_read_back_as_it_was_written(about: str, place: Place | None) -> None:
    assert read_place(about) == place
    if place:
        assert place.about == about


@pytest.mark.parametrize(
    ("rhythm", "now", "then"),
    [
        (Rhythm.AT_ONCE, SUNDAY, SUNDAY),
        (Rhythm.DAILY, SUNDAY, MONDAY_AT_8),
        (Rhythm.DAILY, MONDAY_AT_8 - timedelta(seconds=1), MONDAY_AT_8),
        (Rhythm.DAILY, MONDAY_AT_8, MONDAY_AT_8 + timedelta(days=1)),
        (Rhythm.WEEKLY, SUNDAY, MONDAY_AT_8),
        (Rhythm.WEEKLY, MONDAY_AT_8, MONDAY_AT_8 + timedelta(days=7)),
        (Rhythm.WEEKLY, MONDAY_AT_8 + timedelta(hours=1), MONDAY_AT_8 + timedelta(days=7)),
    ],
)
def test_letters_come_at_eight_in_the_county(rhythm: Rhythm, now: datetime, then: datetime) -> None:
    assert first_at(rhythm, now) == then


def test_no_clock_puts_off_who_is_told_at_once() -> None:
    ahead = SUNDAY + timedelta(days=400)
    assert following_at(Rhythm.AT_ONCE, SUNDAY, ahead) == SUNDAY
    assert following_at(Rhythm.AT_ONCE, ahead, SUNDAY) == SUNDAY


def test_every_kind_of_news_is_worded() -> None:
    acts = set().union(*ACTIVITIES.values())
    assert all(str(headline(entry(act))) != "其他记录" for act in acts | set(HEADLINES))
    assert set(ACTIVITIES) == set(Activity)
