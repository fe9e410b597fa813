"""The report at the desk: what is open, four hands one after the other, the preview."""

import pytest

from backend.opinions.enums import Result
from tests.support import answering, factories, opinions
from tests.support.answering import STATEMENT
from tests.support.forms import would_send

pytestmark = pytest.mark.anyio


def here(asked, rest: str = "") -> str:
    return f"/desk/subjects/{asked.id}/report{rest}"


async def send(client, asked, path: str, **data) -> int:
    return (await client.post(here(asked, path), data=data)).status_code


async def test_the_page_lists_what_is_open_with_the_way_there(db, client) -> None:
    asked = await answering.asked(2)
    await factories.sign_in(client, asked.hands.clerk)
    page = await client.get(here(asked))
    assert "还没有答复的意见" in page.text
    assert f"/desk/subjects/{asked.id}?show=unanswered" in page.text
    assert "/report/submission" not in page.text
    assert await send(client, asked, "/submission") == 409


async def test_the_whole_way_by_hand(db, client) -> None:
    asked = await answering.asked(2)
    for number, title in zip(asked.numbers, ("加密班次", "增加站点"), strict=True):
        point = await answering.grouped(asked, [number], title)
        await answering.answered(asked, point, Result.NOT_ADOPTED, "目前财力暂不具备条件。")
    people = asked.hands
    await factories.sign_in(client, people.clerk)
    page = await client.get(here(asked))
    revision = dict(would_send(page.text))["revision"]
    assert await send(client, asked, "/statement", statement=STATEMENT, revision=revision) == 303
    assert await send(client, asked, "/statement", statement="另一篇说明", revision=revision) == 422
    page = await client.get(here(asked))
    assert "同一句话" in page.text
    assert await send(client, asked, "/submission") == 422
    key = page.text.split('name="acknowledged" value="')[1].split('"')[0]
    assert await send(client, asked, "/submission", acknowledged=key) == 303
    assert await send(client, asked, "/reading") == 409  # the same person
    await factories.sign_in(client, people.reader)
    assert "同一句话" in (await client.get(here(asked))).text
    assert await send(client, asked, "/refusal", note="") == 422
    assert await send(client, asked, "/refusal", note="第二点再写细些") == 303
    assert "第二点再写细些" in (await client.get(here(asked))).text
    await factories.sign_in(client, people.clerk)
    assert await send(client, asked, "/submission", acknowledged=key) == 303
    await factories.sign_in(client, people.reader)
    assert await send(client, asked, "/reading", note="看过了") == 303
    await factories.sign_in(client, people.reviewer)
    assert await send(client, asked, "/clearance", clearance="") == 422
    assert await send(client, asked, "/clearance", clearance="程序合法") == 303
    await factories.sign_in(client, people.office)
    page = await client.get(here(asked))
    assert "去公布结果" in page.text
    assert "程序合法" in page.text


async def test_the_preview_shows_what_the_public_will_and_no_more(db, client) -> None:
    secret = "这句话我不同意公开。"
    asked = await answering.asked(1, texts=(secret,), may_publish=False)
    await answering.all_adopted(asked)
    await factories.sign_in(client, asked.hands.clerk)
    page = await client.get(here(asked, "/preview"))
    assert page.status_code == 200
    assert secret not in page.text
    assert "本人没有同意公开" in page.text


async def test_another_unit_has_no_part_in_it(db, client) -> None:
    asked = await answering.asked(1)
    await answering.all_adopted(asked)
    await factories.sign_in(client, await opinions.clerk("water"))
    assert (await client.get(here(asked))).status_code == 404
    assert (await client.get(here(asked, "/preview"))).status_code == 404
    assert await send(client, asked, "/statement", statement=STATEMENT) == 403
