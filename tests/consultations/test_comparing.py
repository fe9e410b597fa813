import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.consultations.enums.clauses import CarryOverKind
from backend.consultations.rules.carrying import suggest_carry_over
from backend.consultations.rules.comparing import compare, only_changed
from backend.consultations.rules.recognising import recognise
from backend.consultations.schemas.clauses import CarryOver
from tests.consultations.drafts import DEMO, LAW, lines_of
from tests.consultations.test_carrying import keyed

LINES = st.lists(
    st.sampled_from(["第一章　总则", *LAW[8:20]]) | st.text(alphabet="县局车站，。", max_size=9),
    max_size=8,
)


def rows_of(before, after):
    old, new = keyed(recognise(before)), keyed(recognise(after))
    return compare(old, new, suggest_carry_over(old, new))


def text(found) -> str:
    return "".join(piece.text for piece in found)


def marked(found) -> list[tuple[str, str]]:
    return [(piece.kind.value, piece.text) for piece in found]


@given(LINES, LINES)
def test_each_side_reads_as_its_version_does(before, after):
    for row in rows_of(before, after):
        assert text(row.old_text) == "\n".join(c.text for c in row.olds if c.text)
        assert text(row.new_text) == "\n".join(c.text for c in row.news if c.text)
        assert text(row.old_heading) == "、".join(c.heading for c in row.olds if c.heading)
        assert text(row.new_heading) == "、".join(c.heading for c in row.news if c.heading)


def test_the_demos_final_text_reads_with_its_changes_marked():
    rows = {row.new_label: row for row in rows_of(lines_of(DEMO[0]), lines_of(DEMO[1]))}
    assert marked(rows["第九条"].text)[:4] == [
        ("same", "年满65周岁老年人"),
        ("added", "凭老年卡或者居民身份证"),
        ("same", "免费乘车"),
        ("added", "，不限户籍"),
    ]
    assert marked(rows["第八条"].text)[1:] == [
        ("added", "；推行30日月票，月票价格不高于60元；乘客下车未刷卡的，当日首次不按全程计费"),
        ("same", "。"),
    ]
    assert [kind for kind, _ in marked(rows["第一条"].text)] == ["same"]


def test_only_the_changed_rows_stay_with_the_chapters_they_stand_in():
    before = ["第一章　总则", "第一条　甲乙丙丁。", "第二章　附则", "第二条　本办法一月起施行。"]
    before += ["第三条　戊己庚辛。"]
    rows = rows_of(before, [line.replace("一月", "二月") for line in before])
    assert [row.new_label for row in only_changed(rows)] == ["第二章", "第二条"]


def test_a_changed_item_is_shown_below_its_article():
    before = ["第一条　有下列情形之一的：", "（一）车站设座椅五张；", "（二）车站设雨棚。"]
    after = [*before[:1], "（一）车站设座椅九张；", before[2]]
    assert [row.new_label for row in only_changed(rows_of(before, after))] == ["第一条", "（一）"]


def test_nothing_changed_leaves_no_rows():
    assert only_changed(rows_of(LAW, LAW)) == ()


def test_a_renumbered_article_says_so_and_is_not_changed():
    rows = rows_of(["第一条　甲乙丙丁。"], ["第一条　全新的一条规定。", "第二条　甲乙丙丁。"])
    (kept,) = [row for row in rows if row.kind is CarryOverKind.KEPT]
    assert (kept.old_label, kept.new_label, kept.is_renumbered) == ("第一条", "第二条", True)
    assert not kept.is_changed


def test_a_key_of_neither_version_is_an_error():
    with pytest.raises(KeyError):
        compare((), (), [CarryOver(kind=CarryOverKind.REMOVED, olds=(7,))])
