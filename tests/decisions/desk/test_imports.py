import io

import pytest
import xlsxwriter

from backend.decisions.tables import Decision
from backend.organisation.enums import Role
from tests.decisions.operations.test_imports import FAULTY, GOOD, HEADER
from tests.support import factories
from tests.support.forms import would_send

pytestmark = pytest.mark.anyio
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
IMPORTS = "/desk/decisions/imports"
MIXED = (HEADER + GOOD + FAULTY).encode()


@pytest.fixture
async def desk(db, client):
    for code, name in (
        ("justice", "县司法局"),
        ("finance", "县财政局"),
        ("transport", "县交通运输局"),
    ):
        await factories.unit(code, name)
    editor = await factories.staff(unit_code="justice", roles=(Role.CATALOGUE_EDITOR,))
    await factories.sign_in(client, editor)
    client.headers.update(SAME_SITE)
    return client


def workbook() -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet("目录")
        for number, line in enumerate((HEADER + GOOD).splitlines()):
            sheet.write_row(number, 0, line.split(","))
    return held.getvalue()


async def sent(client, content=MIXED, name="目录.csv", **fields):
    data = {"year": "2026", "category": "1", **fields}
    answer = await client.post(IMPORTS, data=data, files={"file": (name, content)})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def test_a_table_is_read_shown_corrected_and_confirmed(desk):
    address = await sent(desk)
    page = (await desk.get(address)).text
    assert "“县交通厅”是不是县交通运输局？请选定。" in page
    assert "确认导入</button>" not in page.replace("\n", "")
    form = await desk.get(f"{address}?row=3")
    assert "县交通厅" in form.text
    values = {name: value for name, value in would_send(form.text) if name != "columns"}
    values["lead_unit"] = "县交通运输局"
    saved = await desk.post(f"{address}/rows/3?row=3", data=values)
    assert saved.headers["location"] == f"{address}?page=1&only=#row-3"
    page = await desk.get(address)
    revision = dict(would_send(page.text))["revision"]
    done = await desk.post(f"{address}/confirmation", data={"revision": revision})
    assert done.headers["location"] == "/desk/catalogues/2026"
    assert await Decision.count() == 2
    assert (await desk.get("/desk/catalogues/2026")).status_code == 200


@pytest.mark.parametrize(
    ("content", "name"),
    [(workbook(), "目录.xlsx"), (HEADER.encode("gb18030") + GOOD.encode("gb18030"), "目录.csv")],
)
async def test_files_of_offices_are_read(desk, content, name):
    page = (await desk.get(await sent(desk, content, name))).text
    assert "青泽县停车管理办法" in page
    assert "认出来了" in page


async def test_a_pasted_table_is_read(desk):
    data = {"year": "2026", "pasted": (HEADER + GOOD).replace(",", "\t")}
    answer = await desk.post(IMPORTS, data=data)
    assert "青泽县停车管理办法" in (await desk.get(answer.headers["location"])).text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("旧.xls", b"\xd0\xcf\x11\xe0", "打不开"),
        ("目录.pdf", b"%PDF", "请上传 xlsx、xls、ods 或 csv 表格"),
        ("空.csv", b"\n", "表格是空的"),
        ("坏.xlsx", b"PK\x03\x04", "可能没有传完整"),
        ("大.csv", b"0" * (11 * 1024 * 1024), "最大 10 MB"),
    ],
)
async def test_a_bad_file_is_refused_beside_its_field_and_the_rest_stays(
    desk, name, content, words
):
    data = {"year": "2027", "pasted": "粘贴的字"}
    answer = await desk.post(IMPORTS, data=data, files={"file": (name, content)})
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="2027"' in answer.text
    assert "粘贴的字" in answer.text


async def test_fifty_megabytes_are_turned_away(desk):
    files = {"file": ("大.xlsx", b"0" * (50 * 1024 * 1024))}
    answer = await desk.post(IMPORTS, data={"year": "2026"}, files=files)
    assert answer.status_code in (413, 422)
    assert "<h1" in answer.text


async def test_columns_can_be_chosen_and_a_slip_keeps_the_choice(desk):
    address = await sent(desk)
    columns = ["seq", "title", "lead_unit", "ignored", "procedure", "planned"]
    slip = {"year": "26", "sheet": "0", "header_row": "1", "columns": columns}
    refused = await desk.post(f"{address}/layout", data=slip)
    assert refused.status_code == 422
    assert '<option value="ignored" selected>' in refused.text
    done = await desk.post(f"{address}/layout", data={**slip, "year": "2026"})
    assert done.status_code == 303
    assert "您选的" in (await desk.get(address)).text


async def test_faulty_rows_are_left_out_or_the_whole_given_up(desk):
    address = await sent(desk)
    await desk.post(f"{address}/exclusion")
    assert "把 1 个事项写进 2026 年的目录草稿" in (await desk.get(address)).text
    assert (await desk.post(f"{address}/removal")).headers["location"] == IMPORTS
    assert "还没有导入过" in (await desk.get(IMPORTS)).text


async def test_only_faulty_rows_are_shown_when_asked_for(desk):
    page = (await desk.get(f"{await sent(desk)}?only=faulty")).text
    assert 'id="row-3"' in page
    assert 'id="row-2"' not in page


async def test_what_others_wrote_is_shown_as_text(desk):
    content = f"{HEADER}1,<script>alert(1)</script>管理办法,县司法局,,,12月\n".encode()
    page = (await desk.get(await sent(desk, content))).text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("path", ["", "/new", "/1"])
async def test_drafters_do_not_import(db, client, path):
    await factories.sign_in(client, await factories.staff(roles=(Role.DRAFTER,)))
    assert (await client.get(IMPORTS + path)).status_code == 403


async def test_an_import_that_is_not_there_is_not_found(desk):
    assert (await desk.get(f"{IMPORTS}/999999")).status_code == 404
