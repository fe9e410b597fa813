"""What the first page puts first."""

from datetime import date, timedelta

import pytest

from backend.decisions.enums import Category, DecisionState, StepKind, StepState
from backend.decisions.schemas.content import UnitName
from backend.decisions.schemas.listing import DecisionLine, StepLine, Tally
from backend.portal.rules import MOST_INVITATIONS, invitations, progress

TODAY = date(2026, 11, 20)
UNIT = UnitName(code="transport", name="县交通运输局")


def day(offset: int | None) -> date | None:
    return None if offset is None else TODAY + timedelta(days=offset)


def line(code: str, at: StepState, start: int | None, end: int | None, **fields) -> DecisionLine:
    step = StepLine(
        seq=1,
        kind=fields.pop("kind", StepKind.PARTICIPATION),
        name="公众参与",
        state=at,
        planned_start=day(start),
        planned_end=day(end),
    )
    return DecisionLine(
        **{
            "code": code,
            "year": 2026,
            "seq": 1,
            "title": code,
            "category": Category.PLANNING,
            "lead_unit": UNIT,
            "state": DecisionState.IN_PROCEDURE,
            "steps": (step,),
            **fields,
        }
    )


RUNNING, PLANNED = StepState.IN_PROGRESS, StepState.PLANNED


def test_what_ends_soonest_stands_first_then_what_begins_soonest() -> None:
    found = invitations(
        [
            line("later", PLANNED, 30, 60),
            line("soon", PLANNED, 2, 40),
            line("long", RUNNING, -10, 20),
            line("short", RUNNING, -10, 3),
            line("endless", RUNNING, -10, None),
        ],
        TODAY,
    )
    assert [it.line.code for it in found] == ["short", "long", "endless", "soon", "later"]
    assert [it.days for it in found] == [3, 20, None, 2, 30]
    assert [it.is_soon for it in found] == [True, False, False, False, False]


@pytest.mark.parametrize("state", [s for s in DecisionState if s is not DecisionState.IN_PROCEDURE])
def test_nobody_is_invited_to_what_is_decided_or_stopped(state: DecisionState) -> None:
    assert invitations([line("a", RUNNING, -1, 5, state=state)], TODAY) == ()


def test_a_step_of_the_office_alone_invites_nobody() -> None:
    assert invitations([line("a", RUNNING, -1, 5, kind=StepKind.LEGALITY)], TODAY) == ()


def test_a_matter_past_its_last_day_shows_no_days() -> None:
    assert [it.days for it in invitations([line("a", RUNNING, -9, -1)], TODAY)] == [None]


def test_on_the_last_day_one_can_still_take_part() -> None:
    found = invitations([line("a", RUNNING, -9, 0)], TODAY)
    assert [(it.days, it.is_soon) for it in found] == [(0, True)]


def test_the_first_page_stays_short() -> None:
    many = [line(f"{n}", RUNNING, -1, n) for n in range(20)]
    assert len(invitations(many, TODAY)) == MOST_INVITATIONS


def tally(state: DecisionState, count: int) -> Tally:
    return Tally(unit=UNIT, category=Category.PLANNING, state=state, count=count)


def test_progress_counts_every_matter_once_and_none_that_was_removed() -> None:
    found = progress([tally(state, 1) for state in DecisionState])
    assert (found.decided, found.running, found.held, found.total) == (3, 1, 2, 6)


def test_progress_of_an_empty_year_is_nothing() -> None:
    assert progress([]).total == 0
