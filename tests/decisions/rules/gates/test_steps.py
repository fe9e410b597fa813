from datetime import date

import pytest

from backend.decisions.enums import DecisionState, Gate, RiskResult, StepKind, StepState
from backend.decisions.rules.gates import steps as rules
from backend.decisions.schemas.gates.steps import StepProgress
from tests.support import dossiers
from tests.support.dossiers import TODAY, words

MEASURES = dossiers.measures()
JUNE = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"actual_start": JUNE}, set()),
        ({"actual_start": JUNE, "actual_end": JUNE, "output": "启动批示"}, set()),
        ({"actual_start": JUNE, "actual_end": JUNE}, {"output"}),
        ({"actual_end": JUNE, "output": "批示"}, {"actual_start"}),
        (
            {"actual_start": JUNE, "actual_end": date(2026, 5, 31), "output": "批示"},
            {"actual_end"},
        ),
        ({"actual_start": date(2027, 1, 1)}, {"actual_start"}),
    ],
)
def test_days_are_past_and_in_order_and_something_came_of_it(fields, wrong):
    step = dossiers.step(1, StepKind.INITIATE)
    draft = StepProgress(**fields)
    assert set(rules.faults(draft, step, dossiers.complete(), TODAY)) == wrong


def test_a_finished_step_is_corrected_with_a_reason():
    step = dossiers.done(1, StepKind.INITIATE)
    draft = StepProgress(actual_start=JUNE, actual_end=JUNE, output="批示")
    assert set(rules.faults(draft, step, dossiers.complete(), TODAY)) == {"correction"}


@pytest.mark.parametrize(
    ("kind", "end"),
    [
        (StepKind.PARTICIPATION, date(2026, 7, 30)),
        (StepKind.HEARING, date(2026, 9, 9)),
        (StepKind.RISK, date(2026, 8, 19)),
        (StepKind.FAIR, date(2026, 8, 24)),
        (StepKind.LEGALITY, date(2026, 9, 27)),
        (StepKind.COLLECTIVE, date(2026, 10, 19)),
        (StepKind.PUBLISH, date(2026, 11, 2)),
    ],
)
def test_a_step_does_not_end_before_its_own_record(kind, end):
    draft = StepProgress(actual_start=JUNE, actual_end=end, output="完成")
    faults = rules.faults(draft, dossiers.step(1, kind), dossiers.complete(), TODAY)
    assert set(faults) == {"actual_end"}


@pytest.mark.parametrize(
    "state", [DecisionState.SUSPENDED, DecisionState.DEFERRED, DecisionState.REMOVED]
)
def test_nothing_is_recorded_while_the_matter_stands_still(state):
    assert rules.may_go_on(dossiers.complete(matter=dossiers.matter(state=state)))


def test_nothing_is_recorded_before_the_catalogue_is_published():
    assert rules.may_go_on(dossiers.complete(matter=dossiers.matter(is_kept=False)))
    assert rules.may_go_on(dossiers.complete()) is None


def test_what_led_to_a_published_decision_is_history():
    dossier = dossiers.complete(matter=dossiers.matter(result_published_on=date(2026, 11, 3)))
    assert rules.may_not_change(dossier, Gate.RISK)
    assert rules.may_not_change(dossier, Gate.EVALUATION) is None


@pytest.mark.parametrize("kind", sorted(rules.AFTER_RISK - {StepKind.EXECUTE}))
def test_an_uncontrollable_risk_stops_every_later_step(kind):
    dossier = dossiers.complete(risk=dossiers.risk(result=RiskResult.UNCONTROLLABLE))
    found = rules.lacks_to_start(dossiers.step(9, kind), dossier, MEASURES)
    assert words(found) == ["风险评估结论为不可控，不能进入后面的程序。"]


def test_a_step_asks_its_gate():
    dossier = dossiers.complete(risk=None)
    assert words(rules.lacks_to_complete(dossiers.step(5, StepKind.RISK), dossier, MEASURES)) == [
        "还没有登记风险评估。"
    ]
    assert rules.lacks_to_complete(dossiers.step(1, StepKind.INITIATE), dossier, MEASURES) == ()


def test_a_hearing_that_was_planned_is_held_in_full_though_not_required():
    dossier = dossiers.complete(hearing=None)
    assert rules.lacks_to_complete(dossiers.step(4, StepKind.HEARING), dossier, MEASURES)


@pytest.mark.parametrize("kind", sorted(rules.AFTER_RESULT))
def test_execution_archive_and_evaluation_wait_for_publication(kind):
    dossier = dossiers.complete(result=None)
    found = rules.lacks_to_start(dossiers.step(9, kind), dossier, MEASURES)
    assert "决策还没有公布。" in words(found)


def plan(*states):
    kinds = (StepKind.PUBLISH, StepKind.EXECUTE, StepKind.EVALUATE)
    days = {"actual_start": JUNE}
    return tuple(
        dossiers.step(n, kind, state=state, **({} if state is StepState.PLANNED else days))
        for n, (kind, state) in enumerate(zip(kinds, states, strict=True), start=1)
    )


PLANNED, GOING, DONE = StepState.PLANNED, StepState.IN_PROGRESS, StepState.COMPLETED


@pytest.mark.parametrize(
    ("states", "seq", "state"),
    [
        ((PLANNED, PLANNED, PLANNED), 1, DecisionState.IN_PROCEDURE),
        ((DONE, PLANNED, PLANNED), 1, DecisionState.EXECUTING),
        ((DONE, GOING, PLANNED), 2, DecisionState.EXECUTING),
        ((DONE, GOING, GOING), 3, DecisionState.EVALUATING),
        ((DONE, GOING, DONE), 3, DecisionState.EXECUTING),
        ((DONE, DONE, DONE), 3, DecisionState.COMPLETED),
    ],
)
def test_the_decision_moves_with_its_last_steps(states, seq, state):
    steps = plan(*states)
    dossier = dossiers.complete(steps=steps)
    assert rules.state_after(dossier, steps[seq - 1]) is state


def test_other_steps_do_not_move_the_decision():
    dossier = dossiers.complete(steps=plan(DONE, DONE, DONE))
    done = dossiers.done(7, StepKind.ARCHIVE)
    assert rules.state_after(dossier, done) is DecisionState.IN_PROCEDURE
