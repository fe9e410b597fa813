"""A register sent in by form: without JavaScript, row by row, confirmed once, codes by row."""

import io

import pytest
from python_calamine import CalamineWorkbook

from backend.kernel.clock import county_date, now
from backend.kernel.database import rows
from backend.organisation.enums import Role
from tests.support import factories, opinions
from tests.support.forms import would_send

pytestmark = pytest.mark.anyio

TODAY = county_date(now()).isoformat()
TABLE = (
    "序号,时间,渠道,反馈人,联系方式,意见内容,对应条款,同意公开\n"
    f"1,{TODAY},来信,朱明,13900001234,早晚高峰班次要加密一些。,第一条,是\n"
    f"2,{TODAY},座谈会,,,<b>末班车</b>太早，加班的人回不了家。,2,否\n"
)


@pytest.fixture
async def clerk(client, db):
    person = await factories.staff(unit_code="town-t01", roles=(Role.MODERATOR,))
    await factories.sign_in(client, person)
    return person


async def send(client, text=TABLE, name="登记表.csv", encoding="gb18030", **given):
    invited = await opinions.subject()
    path = f"/desk/subjects/{invited.id}/imports"
    files = {"file": (name, text.encode(encoding), "text/csv")}
    return await client.post(path, data=given, files=files)


async def opened(client, **given):
    answer = await send(client, **given)
    assert answer.status_code == 303
    return answer.headers["location"]


async def press(client, path, part, **given):
    page = (await client.get(path)).text
    revision = dict(would_send(page)).get("revision", "")
    return await client.post(f"{path}/{part}", data={"revision": revision, **given})


async def test_a_table_is_shown_corrected_and_confirmed(client, clerk):
    path = await opened(client)
    page = (await client.get(path)).text
    assert "&lt;b&gt;末班车" in page
    assert "座谈会" in page
    assert "确认导入</button>" not in page.replace("\n", "")
    form = (await client.get(f"{path}?row=3")).text
    held = {name: value for name, value in would_send(form) if name not in ("columns", "sheet")}
    sent = {**held, "channel": "hearing"}
    assert (await client.post(f"{path}/rows/3?row=3", data=sent)).status_code == 303
    done = await press(client, path, "confirmation")
    assert (done.status_code, done.headers["location"]) == (303, path)
    again = await client.post(f"{path}/confirmation", data={"revision": "1"})
    assert again.status_code == 303
    assert len(await rows("SELECT id FROM opinion")) == 2
    assert "2 条意见已经登记" in (await client.get(path)).text


async def test_the_list_of_codes_tells_them_by_row(client, clerk):
    path = await opened(client, text=TABLE.replace("座谈会", "=电话"))
    assert (await press(client, path, "confirmation")).status_code == 303
    answer = await client.get(f"{path}/codes")
    assert answer.headers["cache-control"] == "private, no-store"
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    lines = sheet.to_python()[2:]
    codes = {row["receipt_code"] for row in await rows("SELECT receipt_code FROM opinion")}
    assert [int(line[0]) for line in lines] == [2, 3]
    assert {line[4] for line in lines} == codes
    assert lines[0][1] == "朱*"
    assert "13900001234" not in str(lines)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("登记表.pdf", "%PDF", "请上传 xlsx、xls、ods 或 csv"),
        ("空.csv", "", "表格是空的"),
        ("坏.xlsx", "PK\x03\x04", "打不开"),
    ],
)
async def test_a_bad_file_is_refused_beside_its_field_and_the_rest_stays(
    client, clerk, *, name, text, words
):
    answer = await send(client, text=text, name=name, channel="letter", received_on=TODAY)
    assert answer.status_code == 422
    assert words in answer.text
    held = dict(would_send(answer.text))
    assert (held["channel"], held["received_on"]) == ("letter", TODAY)


async def test_a_refused_layout_and_a_refused_row_come_back_as_sent(client, clerk):
    path = await opened(client)
    wrong = await client.post(f"{path}/layout", data={"header_row": "99", "sheet": "0"})
    assert wrong.status_code == 422
    assert dict(would_send(wrong.text))["header_row"] == "99"
    long = "长" * 10_001
    answer = await client.post(f"{path}/rows/3?row=3", data={"text": long, "is_included": "true"})
    assert answer.status_code == 422
    assert long in answer.text


async def test_rows_are_left_out_and_an_import_given_up_by_buttons(client, clerk):
    path = await opened(client)
    assert (await client.post(f"{path}/exclusion")).status_code == 303
    assert "不导入" in (await client.get(path)).text
    assert (await client.post(f"{path}/doubles")).status_code == 303
    gone = await client.post(f"{path}/removal")
    assert gone.status_code == 303
    assert (await client.get(gone.headers["location"])).status_code == 200
    assert "放弃了" in (await client.get(path)).text
    assert (await client.post(f"{path}/removal")).status_code == 409


async def test_nobody_else_opens_it_and_an_auditor_sends_none_in(client, clerk):
    path = await opened(client)
    await factories.sign_in(client, await opinions.clerk())
    for part in ("", "/codes"):
        assert (await client.get(path + part)).status_code == 404
    assert (await client.post(f"{path}/confirmation", data={"revision": "1"})).status_code == 404
    await factories.sign_in(client, await factories.staff(roles=(Role.AUDITOR,)))
    assert (await client.get(path)).status_code == 403
