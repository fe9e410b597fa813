"""The receipt: found by its code alone, and all that its holder may do."""

import re

import pytest

from backend.kernel.database import rows
from backend.kernel.ids import new_code
from tests.support import consultations, opinions

pytestmark = pytest.mark.anyio


async def receipt(text: str = opinions.TEXT, **given) -> tuple[str, int]:
    """Return the code and the number of an opinion on an open consultation."""
    ref = await consultations.published()
    found = await opinions.receive_opinion(
        ref.subject_id, opinions.draft(text=text, **given), opinions.arrival()
    )
    return found.code, found.number


async def test_a_code_is_found_however_it_is_typed(client, db) -> None:
    code, number = await receipt()
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", "")):
        answer = await client.post("/track", data={"code": typed})
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/track/{code}"
    page = (await client.get(f"/track/{code}")).text
    assert f"第 {number} 号" in page
    assert opinions.TEXT in page


async def test_a_slip_of_one_character_is_told_beside_the_field(client, db) -> None:
    code, _ = await receipt()
    wrong = ("3" if code[0] != "3" else "4") + code[1:]
    answer = await client.post("/track", data={"code": wrong})
    assert answer.status_code == 422
    assert "这个查询码不对" in answer.text
    assert wrong in answer.text
    assert (await client.post("/track", data={"code": new_code()})).status_code == 422
    assert (await client.get(f"/track/{new_code()}")).status_code == 404


async def test_a_receipt_is_for_its_holder_alone(client, db) -> None:
    code, _ = await receipt()
    answer = await client.get(f"/track/{code}")
    assert "no-store" in answer.headers["cache-control"]
    assert answer.headers["referrer-policy"] == "strict-origin"  # the address stays here
    assert answer.headers["x-robots-tag"] == "noindex"
    assert opinions.PHONE not in answer.text
    assert "139****1234" in answer.text


async def test_withdrawing_takes_the_opinion_out_and_keeps_the_receipt(client, db) -> None:
    code, number = await receipt()
    answer = await client.post(f"/track/{code}/withdrawal")
    assert answer.status_code == 303
    assert "您已经撤回这条意见" in (await client.get(f"/track/{code}")).text
    state = await rows("SELECT state FROM opinion WHERE id = {}", number)
    assert state[0]["state"] == "withdrawn"
    assert (await client.post(f"/track/{code}/withdrawal")).status_code == 409


async def test_being_forgotten_needs_the_contact_and_leaves_the_opinion(client, db) -> None:
    code, number = await receipt(name="朱小明", town="town-t01")
    wrong = await client.post(f"/track/{code}/erasure", data={"proof": "13900009999"})
    assert wrong.status_code == 422
    assert "对不上" in wrong.text
    done = await client.post(f"/track/{code}/erasure", data={"proof": opinions.PHONE})
    assert done.status_code == 303
    (kept,) = await rows("SELECT * FROM opinion WHERE id = {}", number)
    assert kept["name_sealed"] == kept["contact_sealed"] == kept["town"] == ""
    assert kept["erased_at"] is not None
    assert opinions.TEXT in (await client.get(f"/track/{code}")).text


async def test_a_contact_is_corrected_with_the_former_as_proof(client, db) -> None:
    code, _ = await receipt()
    sent = {"proof": opinions.PHONE, "contact": "不是号码"}
    wrong = await client.post(f"/track/{code}/contact", data=sent)
    assert wrong.status_code == 422
    assert "不是号码" in wrong.text
    sent["contact"] = "zhu@example.com"
    assert (await client.post(f"/track/{code}/contact", data=sent)).status_code == 303
    assert "zhu@example.com" not in (await client.get(f"/track/{code}")).text
    assert "z***@example.com" in (await client.get(f"/track/{code}")).text


async def test_the_receipt_names_drafts_the_browser_may_let_go_of(client, db) -> None:
    code, _ = await receipt()
    fresh = (await client.get(f"/track/{code}?received=1")).text
    assert re.search(r'data-draft-done="opinion:[\w-]+:\*"', fresh)
    assert "data-draft-done" not in (await client.get(f"/track/{code}")).text


async def test_the_clause_as_it_reads_now_stands_on_the_receipt(client, db) -> None:
    ref = await consultations.published()
    first, *_ = await consultations.passages(ref)
    found = await opinions.receive_opinion(
        ref.subject_id, opinions.draft(passages=(first,)), opinions.arrival()
    )
    page = (await client.get(f"/track/{found.code}")).text
    assert "现在是这样写的" in page
    assert f'href="/consultations/{ref.slug}/draft#clause-{first}"' in page


async def test_trying_many_codes_is_slowed(client, db) -> None:
    answers = [await client.get(f"/track/{new_code()}") for _ in range(200)]
    assert answers[0].status_code == 404
    assert answers[-1].status_code == 429


async def test_who_types_many_wrong_codes_is_told_when_to_come_back_beside_the_code(client, db):
    for _ in range(60):
        await client.get(f"/track/{new_code()}")
    wrong = new_code()
    answer = await client.post("/track", data={"code": wrong})
    assert answer.status_code == 422
    assert 'id="code-error"' in answer.text
    assert "分钟再试" in answer.text
    assert wrong in answer.text
