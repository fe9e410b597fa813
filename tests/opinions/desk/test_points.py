"""Points and suggestions over HTTP: plain forms, kept words, the right people."""

import pytest

from backend.opinions.enums import Result
from backend.opinions.operations import suggesting
from tests.opinions.operations.test_suggesting import TEXTS
from tests.support import answering, factories, opinions
from tests.support.forms import would_send

pytestmark = pytest.mark.anyio


def here(asked, rest: str = "") -> str:
    return f"/desk/subjects/{asked.id}{rest}"


async def test_a_point_is_answered_renamed_and_moved(db, client) -> None:
    asked = await answering.asked(2)
    first = await answering.grouped(asked, asked.numbers[:1], "甲要点")
    second = await answering.grouped(asked, asked.numbers[1:], "乙要点")
    await factories.sign_in(client, asked.hands.clerk)
    this = here(asked, f"/points/{second.id}")
    sent = {"result": "adopted", "reason": "已经写进第三条。", "revision": second.revision}
    assert (await client.post(f"{this}/answer", data=sent)).status_code == 303
    stale = await client.post(f"{this}/answer", data={**sent, "reason": "另一句话"})
    assert stale.status_code == 422
    assert "已经写进第三条。" in stale.text
    assert ("reason", "另一句话") in would_send(stale.text)
    named = {"title": "丙要点", "revision": second.revision + 1}
    assert (await client.post(this, data=named)).status_code == 303
    moved = await client.post(f"{this}/place", data={"place": 1})
    assert moved.status_code == 303
    page = await client.get(here(asked, "/points"))
    assert page.text.index("丙要点") < page.text.index("甲要点")
    assert first.id != second.id


async def test_members_are_set_apart_marked_split_and_taken_out(db, client) -> None:
    asked = await answering.asked(4)
    point = await answering.grouped(asked, asked.numbers)
    await factories.sign_in(client, asked.hands.clerk)
    this = here(asked, f"/points/{point.id}")
    for act, word in (("set_apart", "看法不同"), ("near", "内容相近")):
        number = asked.numbers[0 if act == "set_apart" else 1]
        answer = await client.post(f"{this}/members", data={"opinions": number, "act": act})
        assert answer.status_code == 303
        assert word in (await client.get(this)).text
    nothing = await client.post(f"{this}/members", data={"act": "remove"})
    assert nothing.status_code == 422
    out = {"opinions": asked.numbers[1], "act": "remove"}
    assert (await client.post(f"{this}/members", data=out)).status_code == 303
    page = await client.get(this)
    revision = dict(would_send(page.text))["revision"]
    split = {"opinions": asked.numbers[2], "act": "split", "revision": revision}
    refused = await client.post(f"{this}/members", data=split)
    assert refused.status_code == 422
    assert ("opinions", str(asked.numbers[2])) in would_send(refused.text)
    done = await client.post(f"{this}/members", data={**split, "title": "另一个要点"})
    assert "另一个要点" in (await client.get(done.headers["location"])).text


async def test_points_are_merged_and_dissolved(db, client) -> None:
    asked = await answering.asked(2)
    one = await answering.grouped(asked, asked.numbers[:1], "甲要点")
    other = await answering.grouped(asked, asked.numbers[1:], "乙要点")
    await factories.sign_in(client, asked.hands.clerk)
    sent = {"into": other.id, "revision": one.revision}
    merged = await client.post(here(asked, f"/points/{one.id}/merger"), data=sent)
    assert merged.headers["location"].startswith(here(asked, f"/points/{other.id}"))
    assert (await client.get(here(asked, f"/points/{one.id}"))).status_code == 404
    stale = {"revision": other.revision}
    away = here(asked, f"/points/{other.id}/dissolution")
    assert (await client.post(away, data=stale)).status_code == 422
    assert (await client.post(away, data={"revision": other.revision + 1})).status_code == 303
    assert "还没有意见要点" in (await client.get(here(asked, "/points"))).text


async def test_a_unit_sees_and_answers_the_point_it_was_given(db, client) -> None:
    asked = await answering.asked(2)
    water = await opinions.clerk("water")
    mine = await answering.grouped(asked, asked.numbers[:1], "甲要点")
    await answering.grouped(asked, asked.numbers[1:], "乙要点")
    await factories.sign_in(client, asked.hands.clerk)
    handed = {"title": "甲要点", "unit": water.unit_id, "revision": mine.revision}
    assert (await client.post(here(asked, f"/points/{mine.id}"), data=handed)).status_code == 303
    await factories.sign_in(client, water)
    listed = await client.get(here(asked, "/points"))
    assert "甲要点" in listed.text
    assert "乙要点" not in listed.text
    this = here(asked, f"/points/{mine.id}")
    sent = {"result": "adopted", "revision": mine.revision + 1}
    assert (await client.post(f"{this}/answer", data=sent)).status_code == 303
    for path in ("/members", "/merger", "/dissolution", "/place", ""):
        data = {
            "opinions": asked.numbers[0],
            "act": "near",
            "into": 1,
            "title": "丁要点",
            "place": 1,
        }
        assert (await client.post(this + path, data={**data, "revision": 9})).status_code == 403


async def test_a_suggestion_is_looked_at_and_confirmed(db, client) -> None:
    asked = await answering.asked(texts=TEXTS)
    await suggesting.suggest_groups(asked.id)
    await factories.sign_in(client, asked.hands.clerk)
    page = await client.get(here(asked, "/suggestions"))
    assert "内容高度相近" in page.text
    group = page.text.split("/suggestions/")[1].split('"')[0]
    one = await client.get(here(asked, f"/suggestions/{group}"))
    ticked = [value for name, value in would_send(one.text) if name == "opinions"]
    assert ticked == [str(number) for number in asked.numbers[:3]]
    refused = await client.post(
        here(asked, f"/suggestions/{group}/point"), data={"opinions": ticked[:2]}
    )
    assert refused.status_code == 422
    assert [value for name, value in would_send(refused.text) if name == "opinions"] == ticked[:2]
    sent = {"is_whole": "true", "title": "保留支线"}
    done = await client.post(here(asked, f"/suggestions/{group}/point"), data=sent)
    assert done.status_code == 303
    assert "已经归并 3 条" in (await client.get(done.headers["location"])).text
    again = await client.post(here(asked, "/suggestions"))
    assert "正在重新查找" in (await client.get(again.headers["location"])).text


async def test_nothing_can_be_changed_once_it_was_submitted(db, client) -> None:
    asked = await answering.asked(1)
    point = await answering.grouped(asked, asked.numbers, result=Result.ADOPTED)
    await answering.submitted(asked)
    await factories.sign_in(client, asked.hands.clerk)
    page = await client.get(here(asked, f"/points/{point.id}"))
    assert "保存答复" not in page.text
    sent = {"result": "not_adopted", "reason": "改主意了", "revision": point.revision}
    answer = await client.post(here(asked, f"/points/{point.id}/answer"), data=sent)
    assert answer.status_code == 409
