import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from backend.decisions.operations import drafting
from backend.kernel.database import rows
from tests.support import decisions

pytestmark = pytest.mark.anyio
YEAR = "/decisions/years/2026"


def read_csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


async def test_csv_opens_with_its_chinese_and_every_public_row(db, client):
    await decisions.published_catalogue(2026, 2, hidden=1)
    answer = await client.get(f"{YEAR}/catalogue.csv")
    found = read_csv(answer.content)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert found[0][:3] == ["序号", "编号", "事项名称"]
    assert [row[1] for row in found[1:]] == ["QZ-2026-01", "QZ-2026-02"]


async def test_a_title_that_looks_like_a_formula_is_text_everywhere(db, client):
    await decisions.published_catalogue(2026, 1, title='=HYPERLINK("http://evil.example")')
    table = read_csv((await client.get(f"{YEAR}/catalogue.csv")).content)
    assert table[1][2].startswith("'=")
    workbook = (await client.get(f"{YEAR}/catalogue.xlsx")).content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0).to_python()
    assert '=HYPERLINK("http://evil.example")' in [row[2] for row in sheet]


async def test_the_workbook_has_the_list_and_the_matrix(db, client):
    await decisions.published_catalogue(2026, 2, hidden=1)
    answer = await client.get(f"{YEAR}/catalogue.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    listed, matrix = (book.get_sheet_by_index(n).to_python() for n in (0, 1))
    assert [row[1] for row in listed if str(row[1]).startswith("QZ")] == [
        "QZ-2026-01",
        "QZ-2026-02",
    ]
    assert "听证会" in matrix[1]
    assert "不需要：不直接调整价格" in matrix[2]


async def test_json_has_the_fields_of_the_api(db, client):
    await decisions.published_catalogue(2026, 2, hidden=1)
    whole = (await client.get(f"{YEAR}/catalogue.json")).json()
    alone = (await client.get("/api/v1/decisions/QZ-2026-02")).json()
    assert whole["decisions"][1] == alone
    assert len(whole["decisions"]) == 2


@pytest.mark.parametrize("name", ["catalogue.xlsx", "catalogue.csv", "catalogue.json"])
async def test_the_name_of_the_file_is_the_catalogues(db, client, name):
    await decisions.published_catalogue(2026, 1)
    answer = await client.get(f"{YEAR}/{name}")
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "filename*=UTF-8''%E9%9D%92" in answer.headers["content-disposition"]


@pytest.mark.parametrize("path", ["2027/catalogue.csv", "2031/catalogue.csv", "2026/other.csv"])
async def test_what_is_not_published_is_not_handed_out(db, client, path):
    await decisions.published_catalogue(2026, 1)
    await decisions.draft_catalogue(2027, 1)
    assert (await client.get(f"/decisions/years/{path}")).status_code == 404


async def test_a_candidate_is_not_in_the_download(db, client):
    await decisions.published_catalogue(2026, 1)
    draft = decisions.decision_draft(2026, 9)
    candidate = await drafting.draft_decision(draft, staff=await decisions.editor())
    assert candidate.code not in (await client.get(f"{YEAR}/catalogue.json")).text


async def test_a_contact_person_is_in_no_download(db, client):
    await decisions.published_catalogue(2026, 1, contact_name="赵不公开")
    assert (await rows("SELECT contact_name FROM decision"))[0]["contact_name"] == "赵不公开"
    for name in ("catalogue.csv", "catalogue.json"):
        assert "赵不公开" not in (await client.get(f"{YEAR}/{name}")).text
