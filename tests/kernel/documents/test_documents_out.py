import io
import zipfile
from datetime import date

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from backend.kernel.documents.schemas import Column, TableOut
from backend.kernel.documents.separated import read_csv
from backend.kernel.documents.spreadsheets_in import read_spreadsheet
from backend.kernel.documents.spreadsheets_out import csv_lines, workbook_bytes
from backend.kernel.documents.words_out import Paper, words_bytes

COLUMNS = (Column("序号", 6), Column("事项名称", 40), Column("时间"))
HOSTILE = ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "＝1", '=HYPERLINK("http://x")']


def table(rows, **more) -> TableOut:
    return TableOut("青泽县2026年度重大行政决策事项目录", COLUMNS, rows, **more)


def test_a_workbook_reads_back_as_it_was_written():
    content = workbook_bytes(
        [table([(1, "停车管理办法", date(2026, 9, 1)), (2, None, "全年")], note="附注")]
    )
    rows = read_spreadsheet(content, "a.xlsx")[0].rows
    assert rows[1:4] == (
        ("序号", "事项名称", "时间"),
        ("1", "停车管理办法", "2026-09-01"),
        ("2", "", "全年"),
    )
    assert rows[0][0].startswith("青泽县2026年度")
    assert rows[4][0] == "附注"


@pytest.mark.parametrize("text", [*HOSTILE, "坏\x00字\x07符", "https://x.example", "0012"])
def test_text_stays_text_in_a_workbook(text):
    content = workbook_bytes([table([(1, text, None)])])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    plain = text.replace("\x00", "").replace("\x07", "").strip()
    assert read_spreadsheet(content, "a.xlsx")[0].rows[2][1] == plain


@pytest.mark.parametrize("text", HOSTILE)
def test_a_csv_cell_never_begins_like_a_formula(text):
    content = b"".join(csv_lines(COLUMNS, [(1, text, None)]))
    assert read_csv(content).rows[1][1] == "'" + text
    assert content.startswith(b"\xef\xbb\xbf")


def test_csv_numbers_stay_numbers():
    assert b"".join(csv_lines(COLUMNS, [(-1, "a", 2.5)])).endswith(b"-1,a,2.5\r\n")


def test_a_cell_too_long_for_excel_says_that_it_was_cut():
    content = workbook_bytes([table([(1, "长" * 40_000, None)])])
    cell = (
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[2][1]
    )
    assert cell.endswith("全文请看网页或 CSV）")


def test_sheets_of_like_titles_get_names_of_their_own():
    content = workbook_bytes([table([(1, "a", None)]), table([(1, "b", None)])])
    names = CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
    assert len(set(names)) == 2


def test_a_header_repeats_on_every_printed_page():
    with zipfile.ZipFile(io.BytesIO(workbook_bytes([table([(1, "a", None)])]))) as archive:
        assert "Print_Titles" in archive.read("xl/workbook.xml").decode()
        assert 'state="frozen"' in archive.read("xl/worksheets/sheet1.xml").decode()


def test_a_word_document_holds_what_was_written_with_the_offices_fonts():
    content = words_bytes(
        Paper(
            title="青泽县重大行政决策事项目录",
            paragraphs=("各镇人民政府：\x00", "现予公布。"),
            tables=(table([(1, "停车\n管理办法", date(2026, 9, 1))]),),
            signed_by="青泽县人民政府办公室",
            dated=date(2026, 4, 20),
        )
    )
    document = Document(io.BytesIO(content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:3] == ["青泽县重大行政决策事项目录", "各镇人民政府：", "现予公布。"]
    assert texts[-1] == "2026年4月20日"
    assert document.tables[0].cell(1, 2).text == "2026年9月1日"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = archive.read("word/document.xml").decode()
        fonts = archive.read("word/fontTable.xml").decode()
    assert "w:tblHeader" in body
    assert 'w:eastAsia="仿宋_GB2312"' in body
    assert "w:altName w:val='仿宋'" in fonts
