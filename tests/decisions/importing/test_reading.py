from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.decisions.enums import Category, ProcedureKind
from backend.decisions.enums.imports import ColumnField
from backend.decisions.importing.headers import WORDS
from backend.decisions.importing.reading import read_table
from backend.decisions.schemas.imports import ImportContext, RowCorrection
from backend.kernel.documents.pasted import read_pasted
from backend.kernel.documents.schemas import CellNote, CellNoteKind, Grid
from backend.kernel.importing.enums import RowKind
from backend.kernel.importing.layouts import recognise
from tests.decisions.importing.test_units import NAMES

F = ColumnField
HEADER = (
    "序号",
    "事项名称",
    "类别",
    "承办单位",
    "协办单位",
    "决策程序",
    "是否需听证",
    "决策时间",
    "依据",
)
ROW = (
    "1",
    "青泽县城区停车管理办法",
    "（一）",
    "县司法局",
    "县财政局、发改局",
    "公众参与、专家论证",
    "否（不直接定价）",
    "2026年12月",
    "《重大行政决策程序暂行条例》第三条；《城市道路管理条例》",
)
CONTEXT = ImportContext(year=2026, units=NAMES)


def changed(**cells):
    return tuple(cells.get(name, cell) for name, cell in zip(_PLACES, ROW, strict=True))


_PLACES = ("seq", "title", "category", "lead", "co", "procedure", "hearing", "planned", "basis")


def read(*rows, context=CONTEXT, corrections=None, **grid):
    found = Grid(rows=rows, **grid)
    return read_table(found, recognise(found, WORDS), context, corrections)


def only(reading):
    return reading.items[0]


def messages(row):
    return [str(problem.message) for problem in row.problems]


def test_a_clean_row_becomes_a_draft():
    row = only(read(HEADER, ROW))
    assert messages(row) == []
    draft = row.draft
    assert (draft.seq, draft.title, draft.category) == (1, ROW[1], Category.PUBLIC_POLICY)
    assert (draft.lead_unit, draft.co_units) == ("justice", ("finance", "ndrc"))
    assert draft.planned_month == date(2026, 12, 1)
    assert {r.kind: (r.is_required, r.reason) for r in draft.procedure} == {
        ProcedureKind.PARTICIPATION: (True, ""),
        ProcedureKind.EXPERT_REVIEW: (True, ""),
        ProcedureKind.HEARING: (False, "不直接定价"),
    }
    assert [(b.name, b.article) for b in draft.basis] == [
        ("《重大行政决策程序暂行条例》", "第三条"),
        ("《城市道路管理条例》", ""),
    ]


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"title": ""}, F.TITLE),
        ({"title": "短"}, F.TITLE),
        ({"title": "长" * 201}, F.TITLE),
        ({"lead": ""}, F.LEAD_UNIT),
        ({"lead": "县司法厅"}, F.LEAD_UNIT),
        ({"co": "各有关单位"}, F.CO_UNITS),
        ({"category": "说不清"}, F.CATEGORY),
        ({"planned": "1900-01-05"}, F.PLANNED),
        ({"planned": "待定"}, F.PLANNED),
        ({"hearing": "看情况"}, F.HEARING),
        ({"seq": "1000"}, F.SEQ),
        ({"basis": "长" * 300}, F.BASIS),
    ],
)
def test_a_bad_cell_is_an_error_beside_its_column_and_makes_no_draft(cells, field):
    row = only(read(HEADER, changed(**cells)))
    assert row.draft is None
    assert field in [problem.field for problem in row.errors]


def test_doubles_are_errors_on_the_second():
    reading = read(HEADER, ROW, changed(lead="县公安局"))
    assert reading.items[0].errors == ()
    assert [problem.field for problem in reading.items[1].errors] == [F.SEQ, F.TITLE]
    assert messages(reading.items[1]) == ["和第 2 行重复。", "和第 2 行重复。"]


def test_what_the_catalogue_holds_already_is_an_error():
    context = CONTEXT.model_copy(update={"titles": frozenset({ROW[1]}), "seqs": frozenset({1})})
    assert len(only(read(HEADER, ROW, context=context)).errors) == 2


def test_a_row_left_out_does_not_count_as_a_double():
    corrections = {2: RowCorrection(is_included=False)}
    reading = read(HEADER, ROW, ROW, corrections=corrections)
    assert [row.number for row in reading.included] == [3]
    assert reading.faulty == ()


def test_a_correction_replaces_the_cell_and_nothing_else():
    corrections = {2: RowCorrection(texts={F.LEAD_UNIT: "县公安局"})}
    row = only(read(HEADER, changed(lead="公安"), corrections=corrections))
    assert row.draft.lead_unit == "police"
    assert row.draft.title == ROW[1]
    assert row.is_corrected


def test_several_lead_units_are_one_and_helpers_with_a_remark():
    row = only(read(HEADER, changed(lead="县司法局、县公安局", co="")))
    assert (row.draft.lead_unit, row.draft.co_units) == ("justice", ("police",))
    assert any("第一个作承办" in message for message in messages(row))


def test_a_unit_nearly_named_is_asked_about():
    row = only(read(HEADER, changed(lead="县司法厅")))
    assert "县司法局" in row.suggestions


def test_the_category_for_all_holds_where_a_row_names_none():
    context = CONTEXT.model_copy(update={"category": Category.PLANNING})
    assert (
        only(read(HEADER, changed(category=""), context=context)).draft.category
        is Category.PLANNING
    )


def test_the_category_of_a_heading_holds_below_it_with_a_remark():
    rows = (HEADER, ("一、重要规划",) * 9, changed(category=""))
    reading = read(*rows)
    assert reading.rows[1].kind is RowKind.HEADING
    assert only(reading).draft.category is Category.PLANNING
    assert messages(only(reading)) == ["类别取自上面的小标题：重要规划"]


def test_titles_repeated_headers_remarks_and_blanks_are_no_matters():
    rows = (("青泽县2026年度目录",), HEADER, ROW, (), HEADER, ("注：程序以条例为准",))
    kinds = [row.kind for row in read(*rows).rows]
    assert kinds == [
        RowKind.REMARK,
        RowKind.HEADER,
        RowKind.ITEM,
        RowKind.EMPTY,
        RowKind.REPEATED_HEADER,
        RowKind.REMARK,
    ]


def test_a_merged_cell_is_taken_with_a_remark():
    row = only(read(HEADER, ROW, filled={(1, 3)}))
    assert messages(row) == ["取自合并的单元格，请核对。"]
    assert row.draft is not None


def test_what_the_reader_of_the_file_noticed_stands_beside_the_cell():
    note = CellNote(kind=CellNoteKind.CONTROL_CHARACTERS, row=1, column=1)
    assert [p.field for p in only(read(HEADER, ROW, notes=(note,))).problems] == [F.TITLE]


def test_a_table_without_a_title_or_unit_column_says_so():
    reading = read(("序号", "类别", "决策时间"), ("1", "规划", "12月"))
    assert [str(p.message) for p in reading.problems] == [
        "还没有指定哪一列是事项名称。",
        "还没有指定哪一列是承办单位。",
    ]


def test_an_empty_table_says_that_nothing_was_read():
    assert "没有读出任何事项。" in [str(p.message) for p in read(HEADER).problems]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), max_size=9).map(tuple), max_size=6))
def test_any_table_is_read_without_failing(rows):
    reading = read(HEADER, *rows)
    assert len(reading.rows) == len(rows) + 1
    assert all(row.draft is None for row in reading.items if row.errors)


DAMAGED = (Path(__file__).parent / "task_allocation.txt").read_text()


@pytest.fixture(scope="module")
def damaged():
    grid = read_pasted(DAMAGED)
    return read_table(grid, recognise(grid, WORDS), ImportContext(year=2025, units=NAMES))


def said(reading, words):
    return [row.number for row in reading.items if any(words in m for m in messages(row))]


def test_the_damaged_table_is_read_whole_and_its_pages_put_together(damaged):
    assert [column.field for column in damaged.layout.columns] == [
        F.GROUP,
        F.TITLE,
        F.LEAD_UNIT,
        F.PLANNED,
    ]
    assert sum(row.kind is RowKind.REPEATED_HEADER for row in damaged.rows) == 7
    assert len(damaged.items) == 39
    assert damaged.rows[22].kind is RowKind.HEADER
    assert all(row.kind in (RowKind.REMARK, RowKind.EMPTY) for row in damaged.rows[:22])


def test_its_shifted_columns_are_reported_row_by_row(damaged):
    pages = ((30, 35), (44, 49), (52, 56), (58, 64), (66, 72), (74, 77))
    shifted = [row for first, end in pages for row in range(first, end)]
    assert said(damaged, "承办单位这一格是一段话") == shifted


def test_its_units_and_times_stuck_together_are_reported(damaged):
    stuck = said(damaged, "挤在一格里")
    assert stuck[:5] == [30, 31, 32, 33, 34]
    assert 75 in stuck  # 每季度


def test_its_missing_times_are_reported(damaged):
    assert said(damaged, "没有时限") == [*range(44, 49), *range(52, 56), 66]


def test_its_group_repeated_over_foreign_rows_is_reported(damaged):
    assert said(damaged, "这里又出现") == [37]


def test_its_torn_word_is_reported(damaged):
    assert said(damaged, "中间多了空格") == [52]


def test_nothing_of_it_is_ready_to_import_without_the_clerk(damaged):
    assert all(row.draft is None for row in damaged.items)
    assert len(damaged.faulty) == len(damaged.items)
