from datetime import date

import pytest

from backend.decisions.enums import DecisionState, ProcedureKind
from backend.decisions.rules.difference import difference
from backend.decisions.schemas.content import BasisLine, UnitName
from tests.decisions.rules.content import COMPLETE, changed


def told(after):
    return [(str(c.label), str(c.before), str(c.after)) for c in difference(COMPLETE, after)]


def test_the_same_version_has_no_difference():
    assert difference(COMPLETE, COMPLETE) == ()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"planned_month": date(2027, 1, 1)},
            ("拟决策时间", "2026年12月", "2027年1月"),
        ),
        ({"state": DecisionState.REMOVED}, ("进展", "履行程序中", "已移出目录")),
        (
            {"lead_unit": UnitName(code="housing", name="县住建局")},
            ("承办单位", "县综合行政执法局", "县住建局"),
        ),
        ({"co_units": ()}, ("协办单位", "县公安局", "")),
        (
            {"contact_phone": "0000-8800001"},
            ("联系人", "县综合行政执法局", "县综合行政执法局 0000-8800001"),
        ),
    ],
)
def test_a_changed_field_is_told_with_both_sides(fields, expected):
    assert told(changed(**fields)) == [expected]


def test_a_long_text_is_compared_word_by_word():
    (change,) = difference(
        COMPLETE, changed(problem="城区高峰时段泊位缺口约2600个，路内停车无序。")
    )
    assert [(w.kind, w.text) for w in change.words if w.kind != "same"] == [
        ("removed", "2100"),
        ("added", "2600"),
    ]


def test_a_basis_put_in_front_does_not_shift_the_others():
    line = BasisLine(name="《价格法》", article="第二十三条")
    assert told(changed(basis=(line, *COMPLETE.basis))) == [
        ("决策依据第 1 项", "", "《价格法》 第二十三条")
    ]


def test_a_requirement_taken_back_shows_its_reason():
    procedure = tuple(
        r.model_copy(update={"is_required": False, "reason": "技术性不强"})
        if r.kind is ProcedureKind.EXPERT_REVIEW
        else r
        for r in COMPLETE.procedure
    )
    assert told(changed(procedure=procedure)) == [
        ("决策程序：专家论证", "需要", "不需要（技术性不强）")
    ]


def test_a_step_moved_and_a_step_dropped_are_told_apart():
    first, _ = COMPLETE.plan
    moved = first.model_copy(update={"planned_end": date(2026, 7, 10)})
    assert told(changed(plan=(moved,))) == [
        ("实施计划：决策启动", "2026年6月20日 至 2026年6月30日", "2026年6月20日 至 2026年7月10日"),
        ("实施计划：公众参与", "2026年7月1日 至 2026年8月15日", ""),
    ]
