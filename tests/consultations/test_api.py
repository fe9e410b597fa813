from datetime import timedelta

import pytest

from backend.consultations import api
from backend.kernel.database import rows
from backend.kernel.limits.rules import Limit
from backend.opinions.rules.privacy import CURRENT
from tests.support import consultations, results
from tests.support.queries import counting_queries

pytestmark = pytest.mark.anyio
ROOT = "/api/v1/consultations"
SHAPE = {"status", "code", "message", "fields"}
KEY = "9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d"


def sent(**fields) -> dict:
    """Return an opinion as a program sends it; None leaves a field out."""
    whole = {
        "text": "末班车时间能不能往后挪挪？",
        "contact": "139 0000 1234",
        "privacy_version": CURRENT,
        **fields,
    }
    return {name: value for name, value in whole.items() if value is not None}


async def received() -> list[dict]:
    return await rows("SELECT * FROM opinion ORDER BY id")


async def test_the_list_is_paged_by_key_and_narrowed_by_status(db, client):
    first, second = await consultations.published(), await results.concluded()
    whole = (await client.get(ROOT, params={"limit": 1})).json()
    assert [item["slug"] for item in whole["items"]] == [second.ref.slug]
    rest = (await client.get(ROOT, params={"limit": 1, "after": whole["next"]})).json()
    assert [item["slug"] for item in rest["items"]] == [first.slug]
    assert rest["next"] is None
    for status, slugs in (
        ("open", [first.slug]),
        ("answered", [second.ref.slug]),
        ("scheduled", []),
        ("awaiting_feedback", []),
    ):
        found = (await client.get(ROOT, params={"status": status})).json()
        assert [item["slug"] for item in found["items"]] == slugs
        assert all(item["status"] == status for item in found["items"])


async def test_a_consultation_is_given_whole(db, client):
    ref = await consultations.published()
    found = (await client.get(f"{ROOT}/{ref.slug}")).json()
    assert found["title"] == consultations.TITLE
    assert found["drafting_note"]["main_content"] == ["统一票制", "线网调整"]
    assert found["versions"][0]["number"] == 1
    assert found["status"] == "open"


async def test_the_clauses_of_a_text_tell_what_opinions_point_at(db, client):
    found = await results.concluded()
    told = (await client.get(f"{ROOT}/{found.ref.slug}/versions/1")).json()
    pointed = [clause for clause in told["clauses"] if clause["passage"]]
    assert [clause["passage"] for clause in pointed] == found.passages
    assert [clause["opinions"] for clause in pointed] == [1, 2, 0]
    final = (await client.get(f"{ROOT}/{found.ref.slug}/versions/2")).json()
    assert final["version"]["stage"] == "final"
    assert "每日不少于6班" in final["clauses"][2]["text"]
    assert (await client.get(f"{ROOT}/{found.ref.slug}/versions/3")).status_code == 404


async def test_published_opinions_are_paged_and_found_by_clause(db, client):
    found = await results.concluded()
    path = f"{ROOT}/{found.ref.slug}/opinions"
    seen, after = [], ""
    for _ in range(2):
        page = (await client.get(path, params={"limit": 2, "after": after})).json()
        seen += [item["number"] for item in page["items"]]
        after = page["next"] or ""
    said = found.said
    assert seen == [said.other, said.free, said.denser_too, said.denser]
    assert after == ""
    second = (await client.get(path, params={"clause": found.passages[1]})).json()["items"]
    assert [item["number"] for item in second] == [said.denser_too, said.denser]
    assert second[1]["answer"]["result"] == "adopted"
    assert second[1]["said_by"] == "黄**"
    alone = (await client.get(f"{path}/{said.denser}")).json()
    assert alone == second[1]
    assert (await client.get(f"{path}/{said.quiet}")).status_code == 404


async def test_the_report_reconciles(db, client):
    found = await results.concluded()
    report = (await client.get(f"{ROOT}/{found.ref.slug}/adoption-report")).json()
    figures = report["figures"]
    parts = ("pending", "published", "counted_only", "withheld", "duplicate", "withdrawn")
    assert figures["received"] == sum(figures[part] for part in parts) == 6
    assert figures["received"] == sum(one["received"] for one in figures["channels"])
    assert figures["valid"] == sum(one["count"] for one in report["opinions_by_result"]) == 5
    assert [point["title"] for point in report["points"]] == [
        results.DENSER_TITLE,
        results.FREE_TITLE,
    ]


async def test_the_answers_are_paged_in_the_order_the_opinions_came(db, client):
    found = await results.concluded()
    path = f"{ROOT}/{found.ref.slug}/adoption-report/answers"
    page = (await client.get(path, params={"limit": 4})).json()
    rest = (await client.get(path, params={"limit": 4, "after": page["next"]})).json()
    lines = page["items"] + rest["items"]
    assert [line["number"] for line in lines] == [*found.said]
    assert [line["place"] for line in lines] == [1, 2, 3, 4, 5, 6]
    assert lines[2]["text"] == ""
    assert lines[5]["result"] is None


async def test_nothing_of_a_report_is_given_before_it_is_published(db, client):
    found = await results.answered()
    for path in ("adoption-report", "adoption-report/answers"):
        answer = await client.get(f"{ROOT}/{found.ref.slug}/{path}")
        assert answer.status_code == 404
        assert set(answer.json()) == SHAPE
    opinion = await client.get(f"{ROOT}/{found.ref.slug}/opinions/{found.said.denser}")
    assert opinion.json()["answer"] is None


async def test_no_answer_of_the_api_holds_what_is_not_public(db, client):
    found = await results.concluded()
    root = f"{ROOT}/{found.ref.slug}"
    for path in ("", "/versions/2", "/opinions", "/adoption-report", "/adoption-report/answers"):
        told = (await client.get(root + path)).text
        for secret in (*results.HIDDEN, results.NAME, "周不公开", "吴隐名", "13900001234"):
            assert secret not in told


@pytest.mark.parametrize(
    "path", ["", "/versions/1", "/opinions", "/opinions/1", "/adoption-report"]
)
async def test_a_draft_is_no_part_of_the_api(db, client, path):
    ref = await consultations.submitted()
    answer = await client.get(f"{ROOT}/{ref.slug}{path}")
    assert answer.status_code == 404
    assert set(answer.json()) == SHAPE
    assert ref.slug not in (await client.get(ROOT)).text


async def test_a_page_asks_the_database_no_more_for_more_rows(db, client):
    found = await results.concluded()
    counts = []
    for limit in (1, 50):
        async with counting_queries() as asked:
            path = f"{ROOT}/{found.ref.slug}/opinions"
            assert (await client.get(path, params={"limit": limit})).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


async def test_an_opinion_sent_in_gets_a_receipt_and_waits_for_a_person(db, client):
    ref = await consultations.published()
    passage = (await consultations.passages(ref))[0]
    body = sent(passages=[passage], may_publish=True, name="黄小明")
    answer = await client.post(f"{ROOT}/{ref.slug}/opinions", json=body)
    assert answer.status_code == 201
    receipt = answer.json()
    assert receipt["state"] == "received"
    assert receipt["is_repeated"] is False
    assert answer.headers["cache-control"] == "private, no-store"
    kept = (await received())[0]
    assert (kept["id"], kept["trust"], kept["channel"]) == (receipt["number"], "unsure", "web")
    assert kept["may_publish"] is True
    assert (await client.get(receipt["path"])).status_code == 200


@pytest.mark.parametrize("by", ["header", "field"])
async def test_the_same_key_brings_the_first_receipt_again(db, client, by):
    ref = await consultations.published()
    body = sent(idempotency_key=KEY if by == "field" else None)
    headers = {"Idempotency-Key": KEY} if by == "header" else {}
    receipts = [
        (await client.post(f"{ROOT}/{ref.slug}/opinions", json=body, headers=headers)).json()
        for _ in range(3)
    ]
    assert len({receipt["code"] for receipt in receipts}) == 1
    assert [receipt["is_repeated"] for receipt in receipts] == [False, True, True]
    assert len(await received()) == 1


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"text": "短"}, "text"),
        ({"text": None}, "text"),
        ({"text": "有看不见的\u0000字符在里面"}, "text"),
        ({"contact": None}, "contact"),
        ({"contact": ""}, "contact"),
        ({"contact": "没有"}, "contact"),
        ({"contact": {"kind": "email", "value": "x\r\nBcc: y@example.com"}}, "contact"),
        ({"passages": "x"}, "passages"),
        ({"passages": [999_999]}, "passages"),
        ({"option": 999_999}, "option"),
        ({"may_publish": "yes"}, "may_publish"),
        ({"privacy_version": None}, "privacy_version"),
        ({"privacy_version": "1999-01-01"}, "privacy_version"),
        ({"idempotency_key": "short"}, "idempotency_key"),
        ({"age_band": "old"}, "age_band"),
    ],
)
async def test_what_is_off_is_named_and_nothing_is_kept(db, client, fields, name):
    ref = await consultations.published()
    answer = await client.post(f"{ROOT}/{ref.slug}/opinions", json=sent(**fields))
    assert answer.status_code == 422
    assert set(answer.json()) == SHAPE
    assert name in answer.json()["fields"]
    assert await received() == []


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b'"text"', b"{", b"\xff\xfe", b"null", b'{"text":"\\ud800"}', b"[" * 100_000],
)
async def test_what_is_no_object_is_refused_in_the_one_shape(db, client, body):
    ref = await consultations.published()
    answer = await client.post(
        f"{ROOT}/{ref.slug}/opinions", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 422
    assert set(answer.json()) == SHAPE


async def test_a_body_beyond_all_measure_is_refused(db, client):
    ref = await consultations.published()
    answer = await client.post(f"{ROOT}/{ref.slug}/opinions", json=sent(text="长" * 100_000))
    assert answer.status_code in (413, 422)
    assert set(answer.json()) == SHAPE
    assert await received() == []


async def test_after_the_last_day_nothing_is_taken(db, client):
    ref = await consultations.closed()
    answer = await client.post(f"{ROOT}/{ref.slug}/opinions", json=sent())
    assert answer.status_code == 409
    assert set(answer.json()) == SHAPE
    assert await received() == []


async def test_one_address_may_not_send_without_end(db, client, monkeypatch):
    ref = await consultations.published()
    answers = [await client.post(f"{ROOT}/{ref.slug}/opinions", json=sent()) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {201}
    monkeypatch.setattr(api, "usual_limit", lambda: Limit(1, timedelta(hours=1)))
    refused = await client.post(f"{ROOT}/{ref.slug}/opinions", json=sent())
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    assert set(refused.json()) == SHAPE
    assert len(await received()) == 2


async def test_a_page_of_another_site_cannot_send_in_somebodys_name(db, client):
    ref = await consultations.published()
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = await client.post(f"{ROOT}/{ref.slug}/opinions", json=sent(), headers=headers)
    assert answer.status_code == 403
    assert await received() == []


async def test_a_draft_takes_no_opinion(db, client):
    ref = await consultations.submitted()
    answer = await client.post(f"{ROOT}/{ref.slug}/opinions", json=sent())
    assert answer.status_code == 404
