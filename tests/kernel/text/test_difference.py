import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.text.difference import PieceKind, pieces, words_of

MARKS = {PieceKind.SAME: "{}", PieceKind.REMOVED: "[-{}-]", PieceKind.ADDED: "[+{}+]"}
SENTENCE = "县交通运输局牵头组织实施本方案，县财政局负责补贴资金保障，各镇负责站点用地协调。"
FEW_WORDS = st.text(alphabet="县局车站，。12:%第条\n", max_size=60)


def marked(before: str, after: str) -> str:
    return "".join(MARKS[piece.kind].format(piece.text) for piece in pieces(before, after))


def sides(found) -> tuple[str, str]:
    return (
        "".join(piece.text for piece in found if piece.kind is not PieceKind.ADDED),
        "".join(piece.text for piece in found if piece.kind is not PieceKind.REMOVED),
    )


def shuffled(words: list[str], length: int) -> str:
    return "".join(random.Random(3).choices(words, k=length))


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_pieces_together_are_both_texts(before, after):
    assert sides(pieces(before, after)) == (before, after)


@given(FEW_WORDS, FEW_WORDS)
def test_the_pieces_together_are_both_texts_that_share_words(before, after):
    found = pieces(before, after)
    assert sides(found) == (before, after)
    assert all(piece.text for piece in found)
    assert all(one.kind is not other.kind for one, other in pairwise(found))


@given(st.text(max_size=80))
def test_words_joined_are_the_text(text):
    assert "".join(words_of(text)) == text


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("同样的话。", "同样的话。", "同样的话。"),
        ("", "新写的话。", "[+新写的话。+]"),
        ("删去的话。", "", "[-删去的话。-]"),
        ("首班不晚于6:30。", "首班不晚于6:20。", "首班不晚于[-6:30-][+6:20+]。"),
        ("费率为1.5%，按年收取。", "费率为1.2%，按年收取。", "费率为[-1.5%-][+1.2%+]，按年收取。"),
        ("依照第十二条处理。", "依照第十三条处理。", "依照[-第十二条-][+第十三条+]处理。"),
        ("K7路合并运行。", "K9路合并运行。", "[-K7-][+K9+]路合并运行。"),
        ("设站点，便于换乘。", "设站点，设座椅，便于换乘。", "设站点，[+设座椅，+]便于换乘。"),
    ],
)  # fmt: skip
def test_numbers_times_and_labels_change_as_one(before, after, expected):
    assert marked(before, after) == expected


ROUTES_BEFORE = "K7路石门岭支线与K9路合并运行，石门岭镇以北各村在石门岭换乘站接驳。"
ROUTES_AFTER = (
    "K7路石门岭支线保留早、晚各1班及农历逢三、逢八赶集日全天直达，其余时段与K9路合并运行并在石门岭换乘站接驳，"
    "接驳等候时间一般不超过10分钟。试行6个月后评估。"
)
ROUTES_MARKED = (
    "K7路石门岭支线[-与K9路合并运行，石门岭镇以北各村在石门岭换乘站接驳-][+保留早、晚各1班及农历逢三、逢八赶集日"
    "全天直达，其余时段与K9路合并运行并在石门岭换乘站接驳，接驳等候时间一般不超过10分钟。试行6个月后评估+]。"
)
HOURS_BEFORE = "城区线路首班不晚于6:20，末班不早于18:30；城乡线路首班不晚于6:30，末班不早于17:40。"
HOURS_AFTER = (
    "城区线路首班不晚于6:20，夏令时段（4月至10月）末班不早于20:30，其他月份不早于19:30；K1、K3干线末班不早于"
    "21:10；城乡线路首班不晚于6:20，末班不早于18:40。"
)
HOURS_MARKED = (
    "城区线路首班不晚于6:20，[-末班不早于18:30-][+夏令时段（4月至10月）末班不早于20:30，其他月份不早于19:30；"
    "K1、K3干线末班不早于21:10+]；城乡线路首班不晚于[-6:30-][+6:20+]，末班不早于[-17:40-][+18:40+]。"
)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (ROUTES_BEFORE, ROUTES_AFTER, ROUTES_MARKED),
        (HOURS_BEFORE, HOURS_AFTER, HOURS_MARKED),
        (
            "年满65周岁老年人免费乘车；60至64周岁享受半价。",
            "年满65周岁老年人凭老年卡或者居民身份证免费乘车，不限户籍；60至64周岁享受半价。",
            "年满65周岁老年人[+凭老年卡或者居民身份证+]免费乘车[+，不限户籍+]；60至64周岁享受半价。",
        ),
        (
            "支持公交卡、乘车码等支付方式。换乘的，减免0.5元。",
            "支持现金、公交卡、乘车码等支付方式，不得拒收现金。换乘的，减免0.5元。",
            "支持[+现金、+]公交卡、乘车码等支付方式[+，不得拒收现金+]。换乘的，减免0.5元。",
        ),
    ],
)
def test_a_change_reads_as_a_person_would_mark_it(before, after, expected):
    assert marked(before, after) == expected


def test_nothing_flickers_between_two_changes():
    """One character that happens to stay between two rewritten parts goes with them."""
    assert marked("由镇政府的干部巡查并登记。", "由村委会的网格员走访并登记。") == (
        "由[-镇政府的干部巡查-][+村委会的网格员走访+]并登记。"
    )


def test_texts_with_nothing_in_common_are_shown_one_after_the_other():
    before, after = (
        SENTENCE,
        "居民供热价格由每建筑平方米十九元调整为二十一元五角，自下一采暖季起执行。",
    )
    assert marked(before, after) == f"[-{before}-][+{after}+]"


TEN_WORDS = list("的了是在有和人这中大")
CLAUSES = [f"第{n}项工作由第{n * 7 % 83}组在{n}日内完成，经费{n}元；" for n in range(400)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("".join(CLAUSES), "".join(CLAUSES).replace("，", "，必须")),
        ("".join(CLAUSES), "".join(CLAUSES[::-1])),
        (shuffled(TEN_WORDS, 10_000), shuffled(TEN_WORDS[::-1], 10_000)),
        (shuffled(["的", "了"], 10_000), shuffled(["了", "的"], 9_000)),
        ("甲" * 15_000, "乙" * 15_000),
        ("甲。" * 5_000, "甲。乙。" * 2_500),
        ("甲乙" * 5_000, "乙甲乙" * 3_333),
    ],
    ids=["each-clause", "turned-round", "ten-words", "two-words", "other", "doubled", "woven"],
)  # fmt: skip
def test_ten_thousand_characters_made_to_be_hard_are_compared(before, after):
    found = pieces(before, after)
    assert sides(found) == (before, after)


def test_a_long_text_changed_in_each_clause_is_still_read_word_by_word():
    before = "".join(CLAUSES)
    found = pieces(before, before.replace("经费", "全部经费"))
    assert {piece.text for piece in found if piece.kind is not PieceKind.SAME} == {"全部"}
