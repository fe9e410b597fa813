"""What can be taken away: whole, counted, without a formula and without a secret."""

import csv
import io
import json
import re
import zipfile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from tests.support import consultations, results

pytestmark = pytest.mark.anyio
FILES = ("result.xlsx", "result.docx", "result.json", "opinions.csv", "opinions.xlsx")


async def download(client, found, name: str) -> bytes:
    answer = await client.get(f"{found.path}/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "public" in answer.headers["cache-control"]
    return answer.content


def sheets_of(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def readable(content: bytes) -> str:
    """The text of a file, of a packed one all its parts without their tags."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = "".join(book.read(name).decode(errors="replace") for name in book.namelist())
    return re.sub(r"<[^>]+>", "", parts)


async def test_the_workbook_has_the_table_the_points_and_the_figures(db, client):
    found = await results.concluded()
    sheets = sheets_of(await download(client, found, "result.xlsx"))
    assert list(sheets) == ["采纳情况表", "意见要点", "汇总"]
    table = sheets["采纳情况表"]
    assert table[1][:5] == ["序号", "反馈人", "意见内容", "采纳情况", "理由"]
    assert [line[0] for line in table[2:-1]] == [1, 2, 3, 4, 5, 6]
    assert table[2][1:4] == ["黄**", results.DENSER, "采纳"]
    assert table[4][1:3] == ["—", "（没有公开：本人没有同意公开）"]
    assert table[7][3] == "依规不公开"
    assert str(table[-1][0]).startswith("共 6 条，校验 SHA-256：")
    assert [line[1] for line in sheets["意见要点"][2:]] == [
        results.DENSER_TITLE,
        results.FREE_TITLE,
    ]
    figures = {str(line[0]): line[1] for line in sheets["汇总"][2:]}
    assert figures["收到"] == figures["公开"] + figures["只计数，不公开"] + 1 == 6
    assert figures["要点：未采纳"] == 1


async def test_the_document_is_the_form_offices_print(db, client):
    found = await results.concluded()
    document = Document(io.BytesIO(await download(client, found, "result.docx")))
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    fonts = {
        run._element.rPr.rFonts.get(qn("w:eastAsia"))
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run._element.rPr is not None and run._element.rPr.rFonts is not None
    }
    assert {"方正小标宋简体", "黑体", "仿宋_GB2312"} <= fonts
    points, table = document.tables
    for grid in (points, table):
        assert grid.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[0].cells] == [
        *("序号", "反馈人", "意见内容", "采纳情况", "理由")
    ]
    assert len(table.rows) == 1 + 6
    assert table.rows[4].cells[4].text == results.FREE_REASON
    told = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "共收到意见 6 条（来信 6 条），其中公开 4 条" in told
    assert "县交通运输局" in told or "单位 transport" in told


async def test_a_table_too_long_for_a_document_says_where_the_rest_is(db, client, monkeypatch):
    monkeypatch.setattr("backend.consultations.exports.adoption.MOST_IN_WORDS", 2)
    found = await results.concluded()
    document = Document(io.BytesIO(await download(client, found, "result.docx")))
    assert len(document.tables[1].rows) == 1 + 2
    assert any("共 6 条，其余见" in paragraph.text for paragraph in document.paragraphs)


async def test_the_data_has_the_fields_of_the_api_and_its_count(db, client):
    found = await results.concluded()
    told = json.loads(await download(client, found, "result.json"))
    report = (await client.get(f"/api/v1{found.path}/adoption-report")).json()
    answers = (await client.get(f"/api/v1{found.path}/adoption-report/answers")).json()
    assert told["report"] == report
    assert told["answers"] == answers["items"]
    assert told["count"] == 6
    assert re.fullmatch(r"[0-9a-f]{64}", told["sha256"])


async def test_published_opinions_come_as_csv_with_their_answers(db, client):
    found = await results.concluded()
    content = (await download(client, found, "opinions.csv")).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(content)))
    shown = [found.said.denser, found.said.denser_too, found.said.free, found.said.other]
    assert [line[0] for line in lines[1:-1]] == [str(number) for number in shown]
    assert lines[1][6:] == ["采纳", "", results.DENSER_TITLE]
    assert lines[3][5] == "'" + results.FREE
    assert lines[-1][0].startswith("共 4 条，校验")


async def test_the_workbook_of_opinions_sums_up_like_the_csv(db, client):
    found = await results.concluded()
    ending = (await download(client, found, "opinions.csv")).decode().splitlines()[-1]
    sheet = sheets_of(await download(client, found, "opinions.xlsx"))["公开的意见"]
    assert sheet[-1][0] == ending
    assert sheet[4][5] == results.FREE


async def test_opinions_can_be_taken_away_while_it_is_open(db, client):
    ref = await consultations.published()
    answer = await client.get(f"/consultations/{ref.slug}/opinions.csv")
    assert answer.status_code == 200
    assert "共 0 条" in answer.text


@pytest.mark.parametrize("name", FILES)
async def test_no_file_holds_what_is_not_public(db, client, name):
    found = await results.concluded()
    told = readable(await download(client, found, name))
    assert results.DENSER in told
    for secret in (*results.HIDDEN, results.NAME, "周不公开", "吴隐名", "13900001234"):
        assert secret not in told


@pytest.mark.parametrize("name", FILES)
async def test_nothing_can_be_taken_away_of_what_is_not_there(db, client, name):
    assert (await client.get(f"/consultations/no-such/{name}")).status_code == 404
    ref = await consultations.submitted()
    assert (await client.get(f"/consultations/{ref.slug}/{name}")).status_code == 404
