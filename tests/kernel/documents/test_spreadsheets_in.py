import io
import zipfile
from contextlib import suppress
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.kernel.documents.schemas import CellNoteKind
from backend.kernel.documents.separated import read_csv
from backend.kernel.documents.spreadsheets_in import read_spreadsheet
from backend.kernel.errors import Invalid
from tests.kernel.documents.test_storage import zipped

MEGABYTE = 1024 * 1024
HEADER = ("序号", "事项名称")


def workbook(fill, **options) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, options) as book:
        fill(book)
    return held.getvalue()


def sheet_of(*rows) -> bytes:
    def fill(book):
        sheet = book.add_worksheet("目录")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return workbook(fill)


def with_sheet_xml(xml: bytes) -> bytes:
    """A workbook whose one sheet is exactly this."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sheet_of(HEADER))) as source,
        zipfile.ZipFile(held, "w") as copy,
    ):
        for name in source.namelist():
            copy.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else source.read(name))
    return held.getvalue()


def sheet_xml(data: str, before: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'{before}<worksheet xmlns="{space}"><sheetData>{data}</sheetData></worksheet>'.encode()


def test_cells_come_as_texts_where_they_stood():
    grid = read_spreadsheet(sheet_of(HEADER, (1, "停车管理办法"), (), (2.5, "供热")), "目录.xlsx")[
        0
    ]
    assert grid.rows == (HEADER, ("1", "停车管理办法"), (), ("2.5", "供热"))
    assert grid.name == "目录"


def test_dates_come_as_dates_and_formulas_as_values_only():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_datetime(0, 0, date(2025, 12, 1), book.add_format({"num_format": "yyyy年m月"}))
        sheet.write_formula(0, 1, '=HYPERLINK("http://evil.example","x")', None, "看这里")
        sheet.write_formula(0, 2, "=1/0", None, "#DIV/0!")

    grid = read_spreadsheet(workbook(fill), "a.xlsx")[0]
    assert grid.rows == (("2025-12-01", "看这里"),)
    assert [note.kind for note in grid.notes] == [CellNoteKind.FORMULA_ERROR]


def test_merged_cells_repeat_their_value_and_say_so():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 2, 0, "县司法局")
        sheet.write_column(0, 1, ["一", "二", "三"])

    grid = read_spreadsheet(workbook(fill), "a.xlsx")[0]
    assert grid.rows == (("县司法局", "一"), ("县司法局", "二"), ("县司法局", "三"))
    assert grid.filled == {(1, 0), (2, 0)}


def test_hidden_and_empty_sheets_are_left_out():
    def fill(book):
        book.add_worksheet("空")
        book.add_worksheet("有").write(0, 0, "x")
        hidden = book.add_worksheet("藏")
        hidden.write(0, 0, "x")
        hidden.hide()

    assert [grid.name for grid in read_spreadsheet(workbook(fill), "a.xlsx")] == ["有"]


def test_an_empty_formatted_cell_far_away_is_no_cell():
    data = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert read_spreadsheet(with_sheet_xml(sheet_xml(data)), "a.xlsx")[0].rows == (("1",),)


@pytest.mark.parametrize(
    "data",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="XFD1"><v>1</v></c></row>',
        '<row r="1"><c><v>1</v></c><c r="CV1"/><c t="inlineStr"><is><t>x</t></is></c></row>',
        '<row r="5000"/><row><c><v>1</v></c></row>',
        '<row r="1"><c r="CW1"><v/></c></row>',
        '<row r="1"><c r="99999999999"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></row>',
    ],
)
def test_a_cell_in_the_far_corner_is_refused_before_memory_is_taken(data):
    with pytest.raises(Invalid):
        read_spreadsheet(with_sheet_xml(sheet_xml(data)), "a.xlsx")


def test_a_part_that_claims_endless_strings_ends_the_reading_and_not_us():
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sheet_of(HEADER))) as source,
        zipfile.ZipFile(held, "w") as copy,
    ):
        for name in source.namelist():
            claimed = source.read(name).replace(b'Count="2"', b'Count="4294967295"')
            copy.writestr(name, claimed)
    with pytest.raises(Invalid):
        read_spreadsheet(held.getvalue(), "a.xlsx")


def test_entity_declarations_are_refused():
    before = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    data = '<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>'
    with pytest.raises(Invalid):
        read_spreadsheet(with_sheet_xml(sheet_xml(data, before)), "a.xlsx")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"0" * (50 * MEGABYTE), "大.xlsx"),
        (b"0" * (50 * MEGABYTE), "大.csv"),
        (b"PK\x03\x04 not a zip", "坏.xlsx"),
        (zipped({"a.txt": b"a"}), "别的.xlsx"),
        (zipped({"xl/workbook.xml": b"0" * (101 * MEGABYTE)}), "炸弹.xlsx"),
        (zipped({"xl/workbook.xml": b"<a>" + b" " * (30 * MEGABYTE) + b"</a>"}), "炸弹.xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧.xls"),
        (b"%PDF-1.7", "目录.pdf"),
        (b"", "空.csv"),
        (b"\n\n,,\n", "空.csv"),
        (b'"a\nb' + b"x" * 200_000, "没完.csv"),
        (("a" * 10_001).encode(), "长.csv"),
        (b"a,b\n" * 5_001, "多行.csv"),
        (b"a," * 100 + b"b", "多列.csv"),
        (b"\x81\xff\xfe\xff" * 9, "乱码.csv"),
    ],
)
def test_a_bad_file_is_refused_with_a_word_on_what_to_do(content, name):
    with pytest.raises(Invalid) as refused:
        read_spreadsheet(content, name)
    assert str(refused.value.message).endswith("。")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_whatever_its_encoding_and_separator(encoding, separator):
    rows = [HEADER, ("1", f"停车{separator}管理"), ("2", '引"号'), ("3", "多\n行")]
    quoted = [[f'"{c.replace(chr(34), chr(34) * 2)}"' for c in row] for row in rows]
    text = "\r\n".join(separator.join(row) for row in quoted)
    assert read_csv(text.encode(encoding)).rows == tuple(rows)


def test_the_separator_excel_names_in_the_first_line_is_taken():
    assert read_csv(b"sep=;\r\na;b,c\r\n").rows == (("a", "b,c"),)


def test_nul_and_control_characters_are_removed_and_reported():
    grid = read_csv("序号,事项\n1,停\x00车\x07\n".encode())
    assert grid.rows[1] == ("1", "停车")
    assert [(n.kind, n.row, n.column) for n in grid.notes] == [
        (CellNoteKind.CONTROL_CHARACTERS, 1, 1)
    ]


def test_a_doubtful_encoding_is_reported():
    grid = read_csv("序號,停車場管理辦法與收費標準".encode("big5"))
    assert grid.notes[0].kind is CellNoteKind.UNCERTAIN_ENCODING


WHOLE = sheet_of(HEADER, (1, "停车管理办法"))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=20))
def test_a_damaged_workbook_is_read_or_refused_and_never_crashes(damages):
    content = bytearray(WHOLE)
    for place, value in damages:
        content[place] = value
    with suppress(Invalid):
        read_spreadsheet(bytes(content), "a.xlsx")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_as_csv_or_refused(content):
    with suppress(Invalid):
        read_csv(content)
