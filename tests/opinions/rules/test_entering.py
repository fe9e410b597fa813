from datetime import UTC, date, datetime, time, timedelta

import pytest

from backend.kernel.clock import in_county
from backend.opinions.enums import Channel
from backend.opinions.rules.entering import (
    OFFLINE,
    closed_to_entries,
    fault_of,
    may_enter,
    moment_of,
    sees_import,
)
from backend.opinions.rules.windows import Window
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember

OPENS = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)  # 9:30 in the county
CLOSES = datetime(2026, 12, 2, 16, tzinfo=UTC)  # midnight after 2 December
WINDOW = Window(OPENS, CLOSES)
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


def person(*roles, number=1):
    return StaffMember(
        id=number,
        username="a",
        name="某某",
        unit_id=9,
        unit_code="town-t01",
        unit_name="云溪镇",
        roles=frozenset(roles),
    )


def test_every_way_but_the_own_ones_is_entered_by_staff():
    assert set(Channel) - set(OFFLINE) == {Channel.WEB, Channel.WECHAT}


@pytest.mark.parametrize(
    ("roles", "may"),
    [
        ((Role.DRAFTER,), True),
        ((Role.MODERATOR,), True),
        ((Role.OFFICE,), True),
        ((Role.REVIEWER,), False),
        ((Role.CATALOGUE_EDITOR,), False),
        ((Role.AUDITOR,), False),
        ((), False),
    ],
)
def test_any_units_drafters_and_moderators_may_enter_never_an_auditor(roles, may):
    assert may_enter(person(*roles)) is may


def test_a_table_is_seen_by_who_sent_it_and_by_the_office():
    assert sees_import(person(Role.DRAFTER, number=1), 1)
    assert not sees_import(person(Role.DRAFTER, number=2), 1)
    assert sees_import(person(Role.OFFICE, number=2), 1)
    assert not sees_import(person(Role.AUDITOR, number=1), 1)


def test_a_day_alone_is_its_beginning_and_on_the_first_day_the_opening():
    assert in_county(moment_of(date(2026, 11, 20), None, OPENS)).hour == 0
    assert moment_of(date(2026, 11, 2), None, OPENS) == OPENS
    assert moment_of(date(2026, 11, 2), time(8), OPENS) < OPENS


@pytest.mark.parametrize(
    ("moment", "is_fine"),
    [
        (OPENS, True),
        (OPENS - timedelta(microseconds=1), False),
        (NOW, True),
        (NOW + timedelta(seconds=1), False),
    ],
)
def test_received_after_the_opening_and_not_in_the_future(moment, is_fine):
    assert (fault_of(moment, WINDOW, NOW) is None) is is_fine


def test_after_closing_what_came_before_still_counts():
    later = CLOSES + timedelta(days=3)
    assert fault_of(CLOSES - timedelta(microseconds=1), WINDOW, later) is None
    assert fault_of(CLOSES, WINDOW, later) is not None
    assert closed_to_entries(WINDOW, later) is None


@pytest.mark.parametrize(
    "window", [Window(None, None), Window(OPENS, CLOSES, NOW), Window(NOW + timedelta(1), CLOSES)]
)
def test_nothing_is_entered_before_opening_and_after_the_answers(window):
    assert closed_to_entries(window, NOW) is not None
