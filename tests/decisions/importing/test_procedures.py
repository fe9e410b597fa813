import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.decisions.enums import ProcedureKind
from backend.decisions.importing.procedures import is_like_procedures, read_answer, read_procedures

FIVE = (
    ProcedureKind.PARTICIPATION,
    ProcedureKind.EXPERT_REVIEW,
    ProcedureKind.RISK_ASSESSMENT,
    ProcedureKind.LEGALITY_REVIEW,
    ProcedureKind.COLLECTIVE_DECISION,
)


@pytest.mark.parametrize(
    "text",
    [
        "公众参与、专家论证、风险评估、合法性审查、集体讨论决定",
        "公众参与；专家论证；风险评估；合法性审查；集体讨论",
        "公众参与\n专家论证\n风险评估\n合法性审查\n集体讨论决定",
        "1.公众参与 2.专家论证 3.风险评估 4.合法性审查 5.集体讨论决定",
        "（1）公开征求意见（2）专家论证（3）社会稳定风险评估（4）合法性审核（5）县政府常务会议审议",
        "①公众参与②专家论证③风险评估④合法性审查⑤集体讨论决定",
        "一、公众参与；二、专家论证；三、风险评估；四、合法性审查；五、集体讨论决定。",
    ],
)
def test_several_parts_in_one_cell_are_told_apart(text):
    found = read_procedures(text)
    assert tuple(one.kind for one in found.asked) == FIVE
    assert all(one.is_required for one in found.asked)
    assert found.unknown == ()


def test_a_part_that_is_not_needed_is_not_required():
    found = read_procedures("公众参与、不需听证")
    assert [(one.kind, one.is_required) for one in found.asked] == [
        (ProcedureKind.PARTICIPATION, True),
        (ProcedureKind.HEARING, False),
    ]


def test_words_nobody_knows_are_named():
    assert read_procedures("公众参与、按规定履行").unknown == ("按规定履行",)


@pytest.mark.parametrize("text", ["是", "√", "需要", "有", "1", "Ｙ", "是。"])
def test_yes_is_yes(text):
    answer, refusal = read_answer(ProcedureKind.HEARING, text)
    assert (answer.is_required, refusal) == (True, None)


@pytest.mark.parametrize(
    ("text", "reason"), [("否", ""), ("×", ""), ("—", ""), ("否（不直接定价）", "不直接定价")]
)
def test_no_is_no_with_its_reason(text, reason):
    answer, _ = read_answer(ProcedureKind.HEARING, text)
    assert (answer.is_required, answer.reason) == (False, reason)


def test_neither_yes_nor_no_is_refused_and_an_empty_cell_is_open():
    assert read_answer(ProcedureKind.HEARING, "看情况")[1] is not None
    assert read_answer(ProcedureKind.HEARING, "") == (None, None)


def test_lists_of_parts_are_told_from_other_cells():
    assert is_like_procedures("公众参与、专家论证")
    assert not is_like_procedures("城区停车管理办法")


@given(st.text(max_size=60))
def test_any_text_is_read(text):
    found = read_procedures(text)
    assert len({one.kind for one in found.asked}) == len(found.asked)
    read_answer(ProcedureKind.HEARING, text)
