from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.documents.pasted import read_pasted
from backend.kernel.errors import Invalid

WANTED = (("序号", "事项名称"), ("1", "停车管理办法"))


@pytest.mark.parametrize(
    "text",
    [
        "序号\t事项名称\r\n1\t停车管理办法\r\n",
        "| 序号 | 事项名称 |\n|---|:---:|\n| 1 | 停车管理办法 |",
        "序号  事项名称\n1　　停车管理办法",
        "序号,事项名称\n1,停车管理办法",
        "<table><tr><th>序号<th>事项名称<tr><td>1</td><td>停车管理\n办法</table>",
        "<p>通知</p><TABLE><tr><td>序号</td><td><b>事项</b>名称</td></tr><tr><td>1<td>停车管理办法</TABLE>",
    ],
)
def test_a_table_is_found_wherever_it_was_copied_from(text):
    wanted = WANTED if "\n办法" not in text else (WANTED[0], ("1", "停车管理 办法"))
    assert read_pasted(text).rows == wanted


def test_scripts_are_no_words():
    rows = read_pasted(
        "<table><tr><td>a<script>alert(1)</script><td>b<style>x</style></table>"
    ).rows
    assert rows == (("a", "b"),)


def test_a_cell_of_several_lines_from_excel_stays_one_cell():
    assert read_pasted('事项\t程序\n停车\t"公众参与\n专家论证"\n').rows[1] == (
        "停车",
        "公众参与\n专家论证",
    )


def test_a_stray_quote_swallows_no_lines():
    rows = read_pasted('事项\t程序\n"半个\t公众参与\n供热\t听证\n').rows
    assert len(rows) == 3


def test_spanned_cells_are_filled_and_marked():
    grid = read_pasted(
        "<table><tr><td rowspan=2>县司法局<td colspan=2>甲</tr><tr><td>乙<td>丙</tr></table>"
    )
    assert grid.rows == (("县司法局", "甲", "甲"), ("县司法局", "乙", "丙"))
    assert grid.filled == {(1, 0), (0, 2)}


def test_breaks_and_paragraphs_in_a_cell_are_lines():
    text = "<table><tr><td>甲<td><p>公众参与</p><p>专家论证</p>听证<br>会</table>"
    assert read_pasted(text).rows[0][1] == "公众参与\n专家论证\n听证\n会"


def test_two_tables_follow_each_other():
    text = "<table><tr><td>a<td>b</table>中间<table><tr><td>c<td>d</table>"
    assert [row for row in read_pasted(text).rows if row] == [("a", "b"), ("c", "d")]


@pytest.mark.parametrize("text", ["", "只有一句话", "一\n二\n三", "<table></table>"])
def test_words_without_a_table_are_refused(text):
    with pytest.raises(Invalid):
        read_pasted(text)


def test_a_table_of_nothing_but_spans_is_refused():
    with pytest.raises(Invalid):
        read_pasted("<table>" + "<tr><td rowspan=999 colspan=999>x" * 5_000 + "</table>")


@given(st.text(alphabet="<>table trdh/\t|,\n1\"'ab=rowspancols", max_size=300))
def test_any_text_is_read_or_refused(text):
    with suppress(Invalid):
        read_pasted(text)
