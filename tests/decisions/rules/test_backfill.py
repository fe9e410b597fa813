from datetime import date

import pytest

from backend.decisions.enums import StepState
from backend.decisions.rules.backfill import faults
from backend.decisions.schemas.backfill import PastProgress, PastStep

KEPT_SINCE = date(2026, 11, 20)


def past(**step) -> PastProgress:
    return PastProgress(code="QZ-2026-01", steps=(PastStep(**step),), source="纸质卷宗")


def found(progress: PastProgress) -> list[str]:
    return [
        str(text) for text in faults(progress, known=frozenset({1}), kept_since=KEPT_SINCE).values()
    ]


def test_a_step_that_ended_before_is_taken():
    done = past(
        seq=1,
        state=StepState.COMPLETED,
        actual_start=date(2026, 11, 1),
        actual_end=KEPT_SINCE,
    )
    assert found(done) == []


@pytest.mark.parametrize(
    ("step", "word"),
    [
        ({"seq": 2, "state": StepState.CANCELLED}, "没有第 2 步"),
        ({"seq": 1, "state": StepState.COMPLETED, "actual_start": date(2026, 1, 1)}, "起止日期"),
        ({"seq": 1, "state": StepState.IN_PROGRESS}, "开始日期"),
        (
            {"seq": 1, "state": StepState.IN_PROGRESS, "actual_start": date(2026, 11, 21)},
            "启用之后",
        ),
        (
            {
                "seq": 1,
                "state": StepState.COMPLETED,
                "actual_start": date(2026, 3, 2),
                "actual_end": date(2026, 3, 1),
            },
            "早于开始",
        ),
    ],
)
def test_what_is_no_past_step_is_refused_with_the_reason(step, word):
    assert word in found(past(**step))[0]
