"""OpenDocument and old Excel tables, and pages that call themselves tables."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.kernel.documents.spreadsheets_in import read_spreadsheet
from backend.kernel.errors import Invalid
from tests.support.sheets import OLD, ods, open_cell, open_rows

ROWS = (("序号", "意见内容"), ("1", "班次加密一些"))
WHOLE = ods(open_rows(ROWS))


def row(cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def test_an_open_document_is_read_without_its_endless_empty_rows():
    grid = read_spreadsheet(WHOLE, "意见.ods")[0]
    assert (grid.name, grid.rows) == ("意见", ROWS)


def test_values_and_dates_are_read_and_formulas_only_as_what_they_came_to():
    day = '<table:table-cell office:value-type="date" office:date-value="2026-11-20T15:30:00"/>'
    formula = open_cell("看这里", 'table:formula="of:=HYPERLINK(&quot;http://x.example&quot;)"')
    grid = read_spreadsheet(ods(row(day + formula)), "a.ods")[0]
    assert grid.rows == (("2026-11-20 15:30", "看这里"),)


@pytest.mark.parametrize(
    "rows",
    [
        row(open_cell("x"), 5_001),
        row(open_cell("x"), 1_048_576),
        row("<table:table-cell/>", 5_000) + row(open_cell("x")),
        row('<table:table-cell table:number-columns-repeated="100"/>' + open_cell("x")),
        row(open_cell("x", 'table:number-columns-repeated="16384"')),
        row('<table:table-cell table:number-columns-repeated="200"><text:p/></table:table-cell>'),
        row('<table:table-cell table:number-columns-repeated="many"/>'),
        '<table:table-row table:number-rows-repeated="-5"/>',
        "<table:table-row>",
    ],
)
def test_what_is_repeated_beyond_the_table_is_refused_before_memory_is_taken(rows):
    with pytest.raises(Invalid):
        read_spreadsheet(ods(rows), "a.ods")


@pytest.mark.parametrize(
    "content",
    [
        ods(open_rows(ROWS), before='<!DOCTYPE x [<!ENTITY a "aaaa">]>'),
        ods(open_rows(ROWS), media_type="application/vnd.oasis.opendocument.text"),
        WHOLE[:200],
        b"PK\x03\x04",
        b"",
    ],
)
def test_what_is_no_open_table_is_refused_in_words(content):
    with pytest.raises(Invalid) as refused:
        read_spreadsheet(content, "a.ods")
    assert str(refused.value.message).endswith("。")


@pytest.mark.parametrize("name", ["登记表.xls", "登记表.et", "登记表.XLS"])
def test_an_old_workbook_is_read(name):
    grid = read_spreadsheet(OLD.read_bytes(), name)[0]
    assert grid.rows[1][:3] == ("序号", "时间", "渠道")
    assert grid.rows[2][1] == "2026-11-18 15:30"
    assert grid.rows[4][6] == "=cmd|' /C calc'!A0", "words stay words"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_that_calls_itself_a_workbook_is_read_as_the_table_it_is(encoding):
    page = "<html><table><tr><td>序号</td><td>意见内容</td></tr><tr><td>1</td><td>多些座位</td>"
    grid = read_spreadsheet(page.encode(encoding), "导出.xls")[0]
    assert grid.rows == (("序号", "意见内容"), ("1", "多些座位"))


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from([(OLD.read_bytes(), "a.xls"), (WHOLE, "a.ods")]),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=20),
)
def test_a_damaged_workbook_is_read_or_refused_and_never_crashes(file, damages):
    content, name = bytearray(file[0]), file[1]
    for place, value in damages:
        content[int(place * len(content))] = value
    with suppress(Invalid):
        read_spreadsheet(bytes(content), name)
