import pytest

from backend.decisions.enums.imports import ColumnField
from backend.decisions.importing.headers import WORDS
from backend.kernel.documents.schemas import Grid
from backend.kernel.importing.enums import Certainty
from backend.kernel.importing.layouts import is_repeated_header, recognise

F = ColumnField
ROW = ("1", "青泽县停车管理办法", "县司法局", "公众参与、专家论证", "2026年12月")
FIELDS = [F.SEQ, F.TITLE, F.LEAD_UNIT, F.PROCEDURE, F.PLANNED]


def fields(*rows):
    return [column.field for column in recognise(Grid(rows=rows), WORDS).columns]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("承办单位", F.LEAD_UNIT),
        ("责任单位", F.LEAD_UNIT),
        ("牵 头\n单 位", F.LEAD_UNIT),
        ("完成时限", F.PLANNED),
        ("完成时间", F.PLANNED),
        ("决策时间", F.PLANNED),
        ("拟决策时间", F.PLANNED),
        ("决策事项程序", F.PROCEDURE),
        ("履行程序", F.PROCEDURE),
        ("是否需听证", F.HEARING),
        ("听证", F.HEARING),
        ("事项名称", F.TITLE),
        ("决策事项", F.TITLE),
        ("名称", F.TITLE),
        ("序号", F.SEQ),
        ("配合单位", F.CO_UNITS),
        ("决策依据", F.BASIS),
        ("类别", F.CATEGORY),
        ("承办单位（牵头）", F.LEAD_UNIT),
    ],
)
def test_header_words_of_all_counties_are_known(header, field):
    assert WORDS.field_of(header) == (field, Certainty.SURE)


@pytest.mark.parametrize(
    ("header", "field"), [("拟承办单位名称", F.LEAD_UNIT), ("拟决策时间安排表", F.PLANNED)]
)
def test_a_near_header_is_taken_as_likely_only(header, field):
    assert WORDS.field_of(header) == (field, Certainty.LIKELY)


@pytest.mark.parametrize(
    "header", ["", "天气", "城乡公交一体化实施方案由县交通运输局负责起草并组织论证"]
)
def test_other_words_are_no_header(header):
    assert WORDS.field_of(header)[0] is F.IGNORED


def test_a_header_is_found_below_title_rows():
    rows = [
        ("青泽县2026年度重大行政决策事项目录",) * 5,
        (),
        ("序号", "事项名称", "承办单位", "程序", "时限"),
        ROW,
    ]
    layout = recognise(Grid(rows=rows), WORDS)
    assert layout.header_rows == (2,)
    assert [column.field for column in layout.columns] == FIELDS
    assert layout.columns[1].samples == ("青泽县停车管理办法",)


def test_a_header_over_two_rows_is_put_together():
    upper = ("序号", "事项名称", "决策程序", "决策程序", "决策程序", "完成时间")
    lower = ("序号", "事项名称", "公众参与", "听证", "专家论证", "完成时间")
    layout = recognise(
        Grid(rows=(upper, lower, ("1", "停车管理", "是", "否", "是", "12月"))), WORDS
    )
    assert layout.header_rows == (0, 1)
    assert [column.field for column in layout.columns] == [
        F.SEQ, F.TITLE, F.PARTICIPATION, F.HEARING, F.EXPERT_REVIEW, F.PLANNED,
    ]  # fmt: skip


def test_a_first_matter_that_names_procedures_is_no_second_header():
    layout = recognise(
        Grid(rows=(("序号", "事项名称", "承办单位", "决策程序", "决策时间"), ROW)), WORDS
    )
    assert layout.header_rows == (0,)


def test_without_a_header_columns_are_guessed_by_content_and_marked():
    layout = recognise(
        Grid(rows=(ROW, ("2", "供热实施方案", "县财政局", "专家论证", "第四季度"))), WORDS
    )
    assert layout.header_rows == ()
    assert [column.field for column in layout.columns] == FIELDS
    assert {column.certainty for column in layout.columns} == {Certainty.GUESSED}


def test_a_column_named_twice_is_taken_once():
    assert fields(("事项名称", "承办单位", "责任单位"), ("停车", "a", "b")) == [
        F.TITLE,
        F.LEAD_UNIT,
        F.IGNORED,
    ]


def test_a_header_repeated_on_the_next_page_is_known_again():
    header = ("序号", "事项名称", "承办单位", "决策程序", "决策时间")
    layout = recognise(Grid(rows=(header, ROW)), WORDS)
    assert is_repeated_header(header, layout, WORDS)
    assert not is_repeated_header(ROW, layout, WORDS)


def test_an_empty_grid_has_no_columns():
    assert recognise(Grid(), WORDS).columns == ()
