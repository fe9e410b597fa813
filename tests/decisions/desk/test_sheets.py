import pytest

from backend.decisions.enums import CatalogueState
from backend.decisions.tables import Catalogue
from tests.support import decisions, factories
from tests.support.queries import counting_queries

pytestmark = pytest.mark.anyio


async def state():
    row = await Catalogue.select(Catalogue.state).first()
    return CatalogueState(row["state"])


async def test_a_catalogue_goes_from_the_bureau_to_the_public(db, client):
    await decisions.draft_catalogue(count=2)
    await factories.sign_in(client, await decisions.editor())
    assert (await client.post("/desk/catalogues/2026/submission")).status_code == 303
    await factories.sign_in(client, await decisions.officer())
    sheet = await client.get("/desk/catalogues/2026")
    assert 'name="revision" value="2"' in sheet.text
    answer = await client.post("/desk/catalogues/2026/approval", data={"revision": "2"})
    assert answer.status_code == 303
    assert (await client.post("/desk/catalogues/2026/publication")).status_code == 303
    assert await state() is CatalogueState.PUBLISHED
    assert (await client.get("/decisions/QZ-2026-02")).status_code == 200


async def test_what_is_missing_is_listed_with_links_into_the_form(db, client):
    await decisions.draft_catalogue(count=1, basis=(), problem="")
    await factories.sign_in(client, await decisions.editor())
    sheet = await client.get("/desk/catalogues/2026")
    assert "还缺 2 处" in sheet.text
    assert "/desk/decisions/QZ-2026-01/edit#basis-0-name" in sheet.text
    answer = await client.post("/desk/catalogues/2026/submission")
    assert answer.status_code == 422
    assert "还有 2 处没有填好" in answer.text
    assert await state() is CatalogueState.DRAFT


async def test_who_drafted_is_told_why_another_must_approve(db, client):
    office = await decisions.officer()
    await decisions.draft_catalogue(count=1, by=office)
    await factories.sign_in(client, office)
    await client.post("/desk/catalogues/2026/submission")
    sheet = await client.get("/desk/catalogues/2026")
    assert "请由另一位工作人员审批" in sheet.text
    assert "批准目录" not in sheet.text
    answer = await client.post("/desk/catalogues/2026/approval", data={"revision": "2"})
    assert answer.status_code == 403


async def test_approval_without_the_record_of_agreement_says_what_is_missing(db, client):
    await decisions.draft_catalogue(count=1)
    await Catalogue.update({Catalogue.meeting: ""}).where(Catalogue.year == 2026)
    await factories.sign_in(client, await decisions.editor())
    await client.post("/desk/catalogues/2026/submission")
    await factories.sign_in(client, await decisions.officer())
    answer = await client.post("/desk/catalogues/2026/approval", data={"revision": "2"})
    assert answer.status_code == 422
    assert "没有写县政府哪次会议研究通过" in answer.text


async def test_returning_needs_a_reason(db, client):
    await decisions.draft_catalogue(count=1)
    await factories.sign_in(client, await decisions.editor())
    await client.post("/desk/catalogues/2026/submission")
    await factories.sign_in(client, await decisions.officer())
    refused = await client.post("/desk/catalogues/2026/refusal", data={"reason": ""})
    assert refused.status_code == 422
    assert await state() is CatalogueState.SUBMITTED
    await client.post("/desk/catalogues/2026/refusal", data={"reason": "请补充依据"})
    assert await state() is CatalogueState.DRAFT


async def test_the_record_of_agreement_is_amended_and_an_overtaken_one_comes_back(db, client):
    await decisions.draft_catalogue(count=0)
    await factories.sign_in(client, await decisions.editor())
    assert (await client.get("/desk/catalogues/2026/edit")).status_code == 200
    record = {
        "year": "2026",
        "title": "青泽县2026年目录",
        "meeting": "县政府第58次常务会议",
        "revision": "1",
    }
    answer = await client.post("/desk/catalogues/2026", data=record)
    assert answer.status_code == 303
    again = await client.post(
        "/desk/catalogues/2026", data={**record, "meeting": "县政府第59次常务会议"}
    )
    assert again.status_code == 422
    assert "县政府第58次常务会议" in again.text
    assert "县政府第59次常务会议" in again.text
    assert 'name="revision" value="2"' in again.text


async def test_a_new_year_is_opened_once(db, client):
    await factories.sign_in(client, await decisions.editor())
    assert (await client.get("/desk/catalogues/new")).status_code == 200
    sent = {"year": "2026", "title": "青泽县2026年目录"}
    assert (await client.post("/desk/catalogues", data=sent)).status_code == 303
    answer = await client.post("/desk/catalogues", data=sent)
    assert answer.status_code == 422
    assert "已经有目录" in answer.text


async def test_the_years_are_listed(db, client):
    await factories.published_catalogue(count=2)
    await factories.sign_in(client, await decisions.drafter())
    answer = await client.get("/desk/decisions")
    assert "/desk/catalogues/2026" in answer.text
    assert "新建年度目录" not in answer.text


async def test_renumbering_and_the_report_work_from_the_sheet(db, client):
    await factories.published_catalogue(2025, count=1)
    await decisions.draft_catalogue(count=2)
    await factories.sign_in(client, await decisions.officer())
    assert (await client.post("/desk/catalogues/2026/order")).status_code == 303
    report = {"summary": "列入目录1项，完成1项。"}
    assert (await client.post("/desk/catalogues/2025/report", data=report)).status_code == 303
    assert "列入目录1项" in (await client.get("/desk/catalogues/2025")).text


@pytest.mark.parametrize("step", ["submission", "order", "approval", "publication", "refusal"])
async def test_a_drafter_may_not_move_the_catalogue(db, client, step):
    await decisions.draft_catalogue(count=1)
    await factories.sign_in(client, await decisions.drafter())
    answer = await client.post(f"/desk/catalogues/2026/{step}", data={"reason": "没有理由的"})
    assert answer.status_code == 403


async def test_the_sheet_asks_as_much_for_many_rows_as_for_few(db, client):
    await decisions.draft_catalogue(2025, count=2)
    await decisions.draft_catalogue(2026, count=30)
    await factories.sign_in(client, await decisions.editor())
    counts = []
    for year in (2025, 2026):
        async with counting_queries() as queries:
            await client.get(f"/desk/catalogues/{year}")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14
