import pytest

from backend.kernel.database import rows
from tests.support import catalogues, decisions
from tests.support.queries import counting_queries

pytestmark = pytest.mark.anyio
SHAPE = {"status", "code", "message", "fields"}


async def test_the_list_is_paged_by_key(db, client):
    await decisions.published_catalogue(2025, 2)
    await decisions.published_catalogue(2026, 3)
    seen, after = [], ""
    for _ in range(3):
        answer = await client.get("/api/v1/decisions", params={"limit": 2, "after": after})
        assert answer.status_code == 200
        seen += [item["code"] for item in answer.json()["items"]]
        after = answer.json()["next"] or ""
    assert after == ""
    assert seen == ["QZ-2026-01", "QZ-2026-02", "QZ-2026-03", "QZ-2025-01", "QZ-2025-02"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("year=2026", 3),
        ("year=2025", 0),
        ("unit=transport", 3),
        ("category=1", 3),
        ("category=2", 0),
        ("state=in_procedure", 3),
        ("state=removed", 0),
        ("word=第2号", 1),
        ("unit=transport&word=公交&category=1&state=in_procedure&year=2026", 3),
        ("unknown=1", 3),
    ],
)
async def test_filters(db, client, query, found):
    await decisions.published_catalogue(2026, 3)
    answer = await client.get(f"/api/v1/decisions?{query}")
    assert len(answer.json()["items"]) == found


async def test_a_decision_is_given_whole(db, client):
    await decisions.published_catalogue(2026, 1)
    found = (await client.get("/api/v1/decisions/QZ-2026-01")).json()
    assert found["lead_unit"] == {"code": "transport", "name": "县交通运输局"}
    assert found["planned_month"] == "2026-12"
    assert [step["seq"] for step in found["plan"]] == [1, 2, 3, 4]
    assert len(found["procedure"]) == 9
    assert found["versions"][0]["path"] == "/decisions/QZ-2026-01/versions/1"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=x", "limit"),
        ("year=abc", "year"),
        ("year=1", "year"),
        ("category=7", "category"),
        ("state=x", "state"),
        ("word=" + "长" * 51, "word"),
        ("unit=A%20B", "unit"),
    ],
)
async def test_a_bad_parameter_is_named(db, client, query, field):
    answer = await client.get(f"/api/v1/decisions?{query}")
    assert answer.status_code == 422
    assert set(answer.json()) == SHAPE
    assert field in answer.json()["fields"]


async def test_a_cursor_that_is_not_ours_is_refused(db, client):
    answer = await client.get("/api/v1/decisions?after=nonsense")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


@pytest.mark.parametrize(
    "path", ["/api/v1/nothing", "/api/v2/decisions", "/api/v1/decisions/QZ-1", "/api/v1/units/x-1"]
)
async def test_what_is_not_there_has_the_one_shape(db, client, path):
    answer = await client.get(path)
    assert answer.status_code == 404
    assert set(answer.json()) == SHAPE


async def test_writing_is_refused_in_the_one_shape(db, client):
    answer = await client.post("/api/v1/decisions", json={})
    assert answer.status_code == 405
    assert set(answer.json()) == SHAPE


async def test_units_are_listed_and_read(db, client):
    await decisions.published_catalogue(2026, 1)
    listed = (await client.get("/api/v1/units")).json()
    assert "transport" in [unit["code"] for unit in listed["items"]]
    unit = (await client.get("/api/v1/units/transport")).json()
    assert unit["name"] == "县交通运输局"


async def test_units_are_paged_in_the_countys_order(db, client):
    await decisions.published_catalogue(2026, 1)
    whole = [unit["code"] for unit in (await client.get("/api/v1/units")).json()["items"]]
    seen, after = [], ""
    while True:
        page = (await client.get("/api/v1/units", params={"limit": 1, "after": after})).json()
        seen += [unit["code"] for unit in page["items"]]
        after = page["next"] or ""
        if not after:
            break
    assert seen == whole


async def test_a_unit_out_of_use_is_not_there(db, client):
    await decisions.published_catalogue(2026, 1)
    await rows("UPDATE unit SET is_active = false WHERE code = 'transport'")
    assert (await client.get("/api/v1/units/transport")).status_code == 404
    assert "transport" not in (await client.get("/api/v1/units")).text


@pytest.mark.parametrize("path", ["/api/v1/decisions", "/api/v1/units", "/api/openapi.json"])
async def test_an_unchanged_answer_is_a_short_304(db, client, path):
    await decisions.published_catalogue(2026, 1)
    first = await client.get(path)
    again = await client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "set-cookie" not in first.headers


async def test_any_site_may_read_the_api_and_only_the_api(db, client):
    asking = {"Origin": "https://elsewhere.example"}
    open_to_all = await client.get("/api/v1/decisions", headers=asking)
    page = await client.get("/decisions", headers=asking)
    missing = await client.get("/api/v1/decisions/QZ-1", headers=asking)
    assert open_to_all.headers["access-control-allow-origin"] == "*"
    assert missing.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in page.headers


async def test_statements_do_not_grow_with_rows(db, client):
    await decisions.published_catalogue(2026, 1)
    sent = []
    for upto in (5, 200):
        await catalogues.multiply("QZ-2026-01", upto, start=2 if upto == 5 else 6)
        async with counting_queries() as found:
            await client.get("/api/v1/decisions?limit=100")
        sent.append(len(found))
    assert sent == [1, 1]
