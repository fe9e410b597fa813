from datetime import date

from backend.decisions.enums import StepKind
from backend.decisions.rules.overtaking import overtaken_fields
from tests.support import decisions

NAMES = {"transport": "县交通运输局", "police": "县公安局"}


def told(theirs, mine):
    changes = overtaken_fields(
        decisions.decision_draft(**theirs), decisions.decision_draft(**mine), unit_names=NAMES
    )
    return [(str(c.label), str(c.before), str(c.after)) for c in changes]


def test_what_is_the_same_is_not_told():
    assert told({}, {}) == []


def test_both_sides_of_a_text_are_told():
    assert told({"problem": "他写的"}, {"problem": "我写的"}) == [
        ("要解决的问题", "他写的", "我写的")
    ]


def test_units_are_told_by_name():
    assert told({}, {"lead_unit": "police"}) == [("承办单位", "县交通运输局", "县公安局")]


def test_what_is_never_published_is_told_too():
    plan = decisions.decision_draft().plan
    step = decisions.step(StepKind.PARTY, date(2026, 12, 1), date(2026, 12, 2))
    hidden = step.model_copy(update={"is_internal": True})
    assert told({"plan": (*plan, step)}, {"plan": (*plan, hidden)}) == [
        ("内部步骤", "", "向县委请示报告")
    ]
    assert told({}, {"is_public": False, "nondisclosure_basis": "保守国家秘密法"}) == [
        ("是否公开", "公开", "不公开"),
        ("不公开的依据", "", "保守国家秘密法"),
    ]
