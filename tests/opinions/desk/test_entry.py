"""The sheet at the desk: nothing typed is lost, the next one is there at once, a slip for each."""

import re
from datetime import timedelta

import pytest

from backend.kernel.clock import county_date, now
from backend.kernel.database import rows
from backend.opinions.operations.subjects import conclude_subject
from backend.organisation.enums import Role
from tests.support import factories, opinions
from tests.support.forms import would_send
from tests.support.moderating import entries

pytestmark = pytest.mark.anyio

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
TODAY = county_date(now()).isoformat()
HOSTILE = "<script>alert(1)</script>\u202e建议把站牌写清楚。"


@pytest.fixture
async def clerk(client, db):
    person = await factories.staff(unit_code="town-t01", roles=(Role.DRAFTER,))
    await factories.sign_in(client, person)
    return person


def address(invited):
    return f"/desk/subjects/{invited.id}/entry"


async def send(client, invited, *, files=(), **given):
    page = (await client.get(address(invited))).text
    sent = {name: value for name, value in would_send(page) if name}
    fields = {**sent, "channel": "phone", "received_on": TODAY, "text": opinions.TEXT, **given}
    return await client.post(address(invited), data=fields, files=list(files))


def scan(name="信.png", content=PNG):
    return ("scans", (name, content, "image/png"))


async def test_the_list_leads_to_what_takes_entries(client, clerk):
    invited = await opinions.subject()
    page = (await client.get("/desk/entry")).text
    assert f'href="{address(invited)}"' in page
    assert f'href="/desk/subjects/{invited.id}/imports"' in page
    assert 'href="/desk/entry"' in (await client.get("/desk")).text


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.REVIEWER])
async def test_who_may_not_enter_is_shown_no_sheet(client, db, role):
    invited = await opinions.subject()
    await factories.sign_in(client, await factories.staff(roles=(role,)))
    for path in ("/desk/entry", address(invited), f"{address(invited)}/slips"):
        assert (await client.get(path)).status_code == 403
    assert (await client.post(address(invited), data={"text": "x"})).status_code == 403
    assert "/desk/entry" not in (await client.get("/desk")).text


async def test_an_entry_leads_to_the_next_sheet_with_code_channel_and_day(client, clerk):
    invited = await opinions.subject()
    answer = await send(client, invited, received_time="00:00", name="朱明", contact="13900001234")
    assert answer.status_code == 303
    assert "朱明" not in answer.headers["location"]
    assert "13900001234" not in answer.headers["location"]
    page = (await client.get(answer.headers["location"])).text
    (row,) = await rows("SELECT id, receipt_code FROM opinion")
    assert row["receipt_code"] in page
    assert row["receipt_code"] not in answer.headers["location"]
    held = dict(would_send(page))
    assert (held["channel"], held["received_on"]) == ("phone", TODAY)
    assert (held["text"], held["name"], held["contact"]) == ("", "", "")


async def test_sending_the_same_sheet_twice_is_one_opinion(client, clerk):
    invited = await opinions.subject()
    page = (await client.get(address(invited))).text
    sent = {**dict(would_send(page)), "channel": "letter", "text": opinions.TEXT}
    first = await client.post(address(invited), data=sent)
    second = await client.post(address(invited), data=sent)
    assert first.headers["location"] == second.headers["location"]
    assert len(await rows("SELECT id FROM opinion")) == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"channel": ""}, "channel"),
        ({"channel": "web"}, "channel"),
        ({"received_on": "2020-01-01"}, "received_on"),
        ({"received_on": "昨天"}, "received_on"),
        ({"received_time": "下午"}, "received_time"),
        ({"text": "短"}, "text"),
        ({"clauses": "第九十九条"}, "clauses"),
        ({"contact": "123"}, "contact"),
        ({"submitter_kind": "company"}, "organisation_name"),
    ],
)
async def test_a_fault_stands_beside_its_field_and_all_words_stay(client, clerk, given, field):
    invited = await opinions.subject()
    given = {"text": HOSTILE, "name": "朱明", "may_publish": "true", **given}
    answer = await send(client, invited, **given)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text or f'href="#{field}"' in answer.text
    held = dict(would_send(answer.text))
    for name, value in given.items():
        if name != "channel":
            assert held[name] == value, name
    assert "<script>alert(1)" not in answer.text
    assert await rows("SELECT id FROM opinion") == []


async def test_scans_survive_a_fault_elsewhere(client, clerk):
    invited = await opinions.subject()
    refused = await send(client, invited, text="", files=[scan(), scan("二.png")])
    assert refused.status_code == 422
    assert "信.png" in refused.text
    tokens = [value for name, value in would_send(refused.text) if name == "kept"]
    assert len(tokens) == 2
    done = await send(client, invited, kept=tokens[:1], files=[scan("三.png")])
    assert done.status_code == 303
    found = await rows("SELECT file_name FROM opinion_attachment ORDER BY id")
    assert [row["file_name"] for row in found] == ["信.png", "三.png"]


async def test_a_bad_scan_is_told_beside_its_field(client, clerk):
    invited = await opinions.subject()
    refused = await send(client, invited, files=[scan("坏.exe", b"MZ")])
    assert refused.status_code == 422
    assert "坏.exe" in refused.text
    assert await rows("SELECT id FROM opinion") == []


async def test_a_scan_is_sent_to_the_responsible_unit_and_noted_and_to_nobody_else(client, clerk):
    invited = await opinions.subject()
    await send(client, invited, files=[scan()])
    (row,) = await rows("SELECT id, opinion FROM opinion_attachment")
    path = f"/desk/opinions/{row['opinion']}/files/{row['id']}"
    assert (await client.get(path)).status_code == 404, "who typed it in has the paper"
    await factories.sign_in(client, await opinions.clerk(invited.unit_code))
    answer = await client.get(path)
    assert (answer.content, answer.headers["cache-control"]) == (PNG, "private, no-store")
    assert len(await entries("opinion.open_scan")) == 1
    client.cookies.clear()
    assert (await client.get(path)).status_code == 303


async def test_after_closing_the_sheet_says_so_and_still_takes_what_came_before(client, clerk):
    invited = await opinions.subject(
        opens_at=now() - timedelta(days=20), closes_at=now() - timedelta(hours=1)
    )
    page = (await client.get(address(invited))).text
    assert "征集已经截止" in page
    day = county_date(now() - timedelta(days=2)).isoformat()
    assert (await send(client, invited, received_on=day)).status_code == 303


async def test_once_answered_the_words_are_kept_and_the_reason_told(client, clerk):
    invited = await opinions.subject()
    page = (await client.get(address(invited))).text
    await conclude_subject(invited.id)
    sent = {**dict(would_send(page)), "channel": "letter", "text": HOSTILE}
    answer = await client.post(address(invited), data=sent)
    assert answer.status_code == 422
    assert "答复完毕" in answer.text
    assert dict(would_send(answer.text))["text"] == HOSTILE
    assert (await client.get(address(invited))).status_code == 409


async def test_slips_show_ones_own_entries_with_a_code_to_scan(client, clerk):
    invited = await opinions.subject()
    for text in ("第一封来信说的是班次太少", "第二封来信说的是票价太贵"):
        await send(client, invited, text=text)
    page = (await client.get(f"{address(invited)}/slips")).text
    codes = [row["receipt_code"] for row in await rows("SELECT receipt_code FROM opinion")]
    assert all(code in page for code in codes)
    assert page.count('src="data:image/svg+xml') == 2
    number = (await rows("SELECT max(id) AS id FROM opinion"))[0]["id"]
    single = (await client.get(f"{address(invited)}/slips?entered={number}")).text
    assert len(re.findall(r'class="slip"', single)) == 1
    await factories.sign_in(client, await opinions.clerk(invited.unit_code))
    others = await client.get(f"{address(invited)}/slips")
    assert not any(code in others.text for code in codes)
    assert (await client.get(f"{address(invited)}/slips?entered={number}")).status_code == 404
