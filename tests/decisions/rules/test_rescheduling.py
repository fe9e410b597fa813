from datetime import date

from backend.decisions.enums import AdjustmentKind, StepState
from backend.decisions.rules.rescheduling import faults_of_moves, moves, refusal_of_overtaken
from backend.decisions.schemas.drafts import AdjustmentDraft
from backend.decisions.schemas.rescheduling import StepTimes

PUBLISHED_ON = date(2026, 5, 29)
START, END = date(2026, 9, 1), date(2026, 9, 30)


def step(seq: int = 1, state: StepState = StepState.PLANNED, name: str = "合法性审查") -> StepTimes:
    return StepTimes(
        seq=seq, name=name, planned_start=START, planned_end=END, state=state, is_internal=False
    )


def moved(start: date | None, end: date | None, plan: tuple[StepTimes, ...] = (step(),)):
    draft = AdjustmentDraft(
        kind=AdjustmentKind.RESCHEDULE,
        reason="充电设施普查数据需复核",
        approval="县政府第63次常务会议",
        adjusted_on=date(2026, 9, 30),
        planned_month=date(2027, 1, 1),
        steps=({"seq": 1, "planned_start": start, "planned_end": end},),
    )
    return moves(draft, plan)


def test_a_step_left_as_it_is_is_not_moved():
    assert moved(START, END) == ()


def test_a_moved_step_carries_both_sides():
    (found,) = moved(date(2026, 10, 9), date(2026, 10, 30))
    assert (found.old_start, found.old_end) == (START, END)
    assert (found.planned_start, found.planned_end) == (date(2026, 10, 9), date(2026, 10, 30))
    assert faults_of_moves([found], published_on=PUBLISHED_ON) == {}


def test_a_date_before_publication_or_taken_away_is_refused_beside_its_field():
    early = faults_of_moves(moved(date(2026, 5, 28), END), published_on=PUBLISHED_ON)
    assert "2026年5月29日" in str(early["steps-1-planned_start"])
    emptied = faults_of_moves(moved(START, None), published_on=PUBLISHED_ON)
    assert list(emptied) == ["steps-1-planned_end"]


def test_a_step_that_is_done_cannot_be_moved_any_more():
    for state in (StepState.COMPLETED, StepState.CANCELLED):
        found = moved(date(2026, 10, 9), END.replace(month=10), (step(state=state),))
        assert list(faults_of_moves(found, published_on=PUBLISHED_ON)) == ["steps"]
        assert "合法性审查" in str(refusal_of_overtaken(found))


def test_a_step_the_plan_does_not_have_is_nobodys_move():
    assert moved(date(2026, 10, 9), date(2026, 10, 30), (step(seq=2),)) == ()
