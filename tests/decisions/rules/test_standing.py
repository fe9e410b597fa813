from datetime import date

import pytest

from backend.decisions.enums import DecisionState, ProcedureKind, StepKind, StepState
from backend.decisions.rules.standing import STEP_OF, delay, openings, standing, step_of
from backend.decisions.schemas.listing import StepLine

TODAY = date(2026, 11, 20)
IN_PROCEDURE = DecisionState.IN_PROCEDURE


def step(seq=1, kind=StepKind.PARTICIPATION, state=StepState.PLANNED, **dates):
    fields = {"planned_start": date(2026, 11, 1), "planned_end": date(2026, 12, 1), **dates}
    return StepLine(seq=seq, kind=kind, name=str(kind.label), state=state, **fields)


DONE = step(1, StepKind.INITIATE, StepState.COMPLETED, actual_start=TODAY, actual_end=TODAY)


def test_the_step_under_way_is_where_it_stands():
    running = step(2, state=StepState.IN_PROGRESS, actual_start=date(2026, 11, 1))
    found = standing(IN_PROCEDURE, [DONE, running, step(3, StepKind.RISK)], TODAY)
    assert str(found.label) == "公众参与进行中"
    assert (found.step, found.tone, found.done, found.total) == (2, "plain", 1, 3)


def test_the_next_step_is_named_between_steps():
    found = standing(IN_PROCEDURE, [DONE, step(2, StepKind.RISK)], TODAY)
    assert str(found.label) == "下一步：风险评估"


def test_a_step_past_its_planned_end_is_said_to_be_late():
    late = step(2, state=StepState.IN_PROGRESS, planned_end=date(2026, 11, 18))
    found = standing(IN_PROCEDURE, [DONE, late], TODAY)
    assert found.tone == "late"
    assert str(found.late) == "比计划晚了 2 天，还没有完成"


def test_the_last_day_is_not_late():
    assert delay(step(planned_end=TODAY), TODAY) is None


def test_a_step_done_late_says_by_how_much():
    done = step(
        state=StepState.COMPLETED,
        planned_end=date(2026, 10, 1),
        actual_start=date(2026, 9, 1),
        actual_end=date(2026, 10, 6),
    )
    assert str(delay(done, TODAY)) == "比计划晚 5 天完成"


def test_a_cancelled_step_and_one_without_a_plan_are_never_late():
    assert delay(step(state=StepState.CANCELLED, planned_end=date(2020, 1, 1)), TODAY) is None
    assert delay(step(planned_end=None), TODAY) is None


def test_cancelled_steps_do_not_count():
    cancelled = step(2, state=StepState.CANCELLED)
    assert standing(IN_PROCEDURE, [DONE, cancelled], TODAY).total == 1


@pytest.mark.parametrize("state", [state for state in DecisionState if state != IN_PROCEDURE])
def test_what_is_not_in_procedure_is_called_by_its_state_and_is_not_late(state):
    found = standing(state, [step(planned_end=date(2020, 1, 1))], TODAY)
    assert found.label == state.label
    assert found.late is None


def test_a_decision_without_steps_stands_where_its_state_says():
    assert standing(IN_PROCEDURE, [], TODAY).label == IN_PROCEDURE.label


@pytest.mark.parametrize(
    ("kind", "fields", "words", "is_open"),
    [
        (
            StepKind.PARTICIPATION,
            {"state": StepState.IN_PROGRESS},
            "正在听取意见，到2026年12月1日为止",
            True,
        ),
        (
            StepKind.PARTICIPATION,
            {"state": StepState.IN_PROGRESS, "planned_end": date(2026, 11, 1)},
            "正在听取意见",
            True,
        ),
        (
            StepKind.PARTICIPATION,
            {"planned_start": date(2026, 11, 25)},
            "计划2026年11月25日开始听取意见",
            False,
        ),
        (
            StepKind.HEARING,
            {"planned_start": date(2026, 11, 25)},
            "计划2026年11月25日举行听证会",
            False,
        ),
        (StepKind.PARTICIPATION, {"planned_start": None}, "听取意见的时间还没有定", False),
        (
            StepKind.PARTICIPATION,
            {"planned_start": date(2026, 11, 1)},
            "听取意见的时间还没有定",
            False,
        ),
    ],
)
def test_people_are_told_when_they_can_take_part(kind, fields, words, is_open):
    (opening,) = openings(IN_PROCEDURE, [step(kind=kind, **fields)], TODAY)
    assert (str(opening.label), opening.is_open) == (words, is_open)


def test_nobody_is_invited_to_what_is_over_stopped_or_not_for_them():
    assert openings(DecisionState.SUSPENDED, [step()], TODAY) == ()
    assert openings(IN_PROCEDURE, [step(kind=StepKind.LEGALITY)], TODAY) == ()
    assert openings(IN_PROCEDURE, [step(state=StepState.COMPLETED)], TODAY) == ()


def test_every_part_of_the_procedure_has_its_step():
    assert set(STEP_OF) == set(ProcedureKind)
    assert step_of(ProcedureKind.RISK_ASSESSMENT, [DONE, step(2, StepKind.RISK)]) == 2
    assert step_of(ProcedureKind.HEARING, [DONE]) is None
