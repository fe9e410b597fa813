import re

import pytest

from backend.organisation.enums import Role
from backend.organisation.queries.staff import get_staff
from tests.support import factories

pytestmark = pytest.mark.anyio


@pytest.fixture
async def office(db, client):
    member = await factories.staff("boss", "office", (Role.OFFICE,), name="王主任")
    await factories.sign_in(client, member)
    return member


def fields(**given):
    return {
        "name": "赵明",
        "unit_code": "office",
        "roles": ["drafter"],
        "is_active": "true",
    } | given


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
async def test_only_the_office_sees_accounts(db, client, role):
    await factories.sign_in(client, await factories.staff("zhao", roles=(role,)))
    for path in (
        "/desk/staff",
        "/desk/staff/new",
        "/desk/staff/zhao",
        "/desk/units",
        "/desk/units/new",
    ):
        assert (await client.get(path)).status_code == 403
    for path in (
        "/desk/staff",
        "/desk/staff/zhao",
        "/desk/staff/zhao/one-time-password",
        "/desk/units",
    ):
        assert (await client.post(path, data=fields(roles=["office"]))).status_code == 403
    assert (await get_staff("zhao")).roles == {role}


async def test_a_new_account_shows_its_password_once(office, client):
    answer = await client.post("/desk/staff", data=fields(username="zhao.ming"))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-store"
    password = re.search(r">((?:\w{4}-){3}\w{4})</code>", answer.text)[1]
    assert password not in (await client.get("/desk/staff/zhao.ming")).text
    assert (await get_staff("zhao.ming")).roles == {Role.DRAFTER}


async def test_a_form_that_cannot_be_taken_comes_back_as_it_was(office, client):
    form = fields(username="赵", roles=["auditor", "drafter"])
    answer = await client.post("/desk/staff", data=form)
    assert answer.status_code == 422
    assert 'value="赵"' in answer.text
    assert len(re.findall(r"<input[^>]*checked", answer.text)) == 2
    assert "监督检查人员只看不办" in answer.text


async def test_a_taken_user_name_is_said_beside_the_field(office, client):
    answer = await client.post("/desk/staff", data=fields(username="boss"))
    assert answer.status_code == 422
    assert "已经有人用了" in answer.text


async def test_an_account_is_amended(office, client):
    await factories.staff("zhao")
    page = await client.get("/desk/staff/zhao")
    revision = re.search(r'name="revision" value="(\d+)"', page.text)[1]
    answer = await client.post(
        "/desk/staff/zhao", data=fields(roles=["reviewer"], revision=revision)
    )
    assert answer.headers["location"] == "/desk/staff"
    assert (await get_staff("zhao")).roles == {Role.REVIEWER}


async def test_the_second_of_two_editors_sees_the_others_change_and_loses_nothing(office, client):
    await factories.staff("zhao")
    await client.post("/desk/staff/zhao", data=fields(name="先改的", revision="0"))
    answer = await client.post("/desk/staff/zhao", data=fields(name="后改的", revision="0"))
    assert answer.status_code == 422
    assert 'value="后改的"' in answer.text
    assert "先改的" in answer.text
    revision = re.search(r'name="revision" value="(\d+)"', answer.text)[1]
    await client.post("/desk/staff/zhao", data=fields(name="后改的", revision=revision))
    assert (await get_staff("zhao")).name == "后改的"


async def test_the_last_of_the_office_cannot_leave(office, client):
    answer = await client.post("/desk/staff/boss", data=fields())
    assert answer.status_code == 409
    assert "至少要留一位" in answer.text


async def test_a_colleague_is_helped_back_in(office, client):
    await factories.staff("zhao")
    answer = await client.post("/desk/staff/zhao/one-time-password")
    assert re.search(r">(?:\w{4}-){3}\w{4}</code>", answer.text)
    answer = await client.post("/desk/staff/zhao/lost-phone")
    assert answer.headers["location"] == "/desk/staff/zhao"
    after = await get_staff("zhao")
    assert after.must_change_password
    assert not after.has_second_factor


async def test_one_s_own_account_offers_no_reset(office, client):
    assert "one-time-password" not in (await client.get("/desk/staff/boss")).text
    assert (await client.post("/desk/staff/boss/one-time-password")).status_code == 409


async def test_accounts_are_searched(office, client):
    await factories.staff("zhao", "justice", name="赵明明")
    found = await client.get("/desk/staff", params={"word": "明", "unit": "justice"})
    assert "赵明明" in found.text
    assert "没有找到" in (await client.get("/desk/staff?word=%00<script>")).text
    assert (await client.get("/desk/staff?after=nonsense")).status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "/desk/staff/nobody",
        "/desk/staff/%00",
        "/desk/staff/ZHAO",
        "/desk/units/%00",
        "/desk/units/nowhere",
    ],
)
async def test_what_is_not_there_is_not_found(office, client, path):
    assert (await client.get(path)).status_code == 404


async def test_names_are_shown_as_text(office, client):
    await client.post("/desk/staff", data=fields(username="mallory", name="<b>x</b>{{7*7}}"))
    for path in ("/desk/staff", "/desk/staff/mallory", "/desk/journal"):
        shown = (await client.get(path)).text
        assert "<b>x</b>" not in shown
        assert "{{7*7}}" in shown


async def test_units_are_added_and_amended(office, client):
    form = {"code": "transport", "name": "县交通运输局", "kind": "department", "position": "3"}
    assert (await client.post("/desk/units", data=form)).headers["location"] == "/desk/units"
    assert "县交通运输局" in (await client.get("/desk/units")).text
    page = await client.get("/desk/units/transport")
    assert 'value="县交通运输局"' in page.text
    form |= {"is_active": "true", "phone": "0000-8800118", "revision": "0"}
    assert (await client.post("/desk/units/transport", data=form)).status_code == 303
    stale = await client.post("/desk/units/transport", data=form | {"phone": "1"})
    assert stale.status_code == 422
    assert "0000-8800118" in stale.text
    assert 'value="1"' in stale.text


async def test_a_unit_that_cannot_be_taken_comes_back_as_it_was(office, client):
    form = {"code": "X", "name": "某局", "kind": "department", "duty": "管一些事", "position": "-1"}
    answer = await client.post("/desk/units", data=form)
    assert answer.status_code == 422
    for typed in ('value="X"', 'value="某局"', "管一些事", 'value="-1"'):
        assert typed in answer.text


async def test_the_office_enters_where_the_morning_letter_goes(office, client):
    form = fields(username="zhao.ming", mail="zhao.ming@qingze.example")
    assert (await client.post("/desk/staff", data=form)).status_code == 200
    made = await get_staff("zhao.ming")
    assert (made.mail, made.has_morning_letter) == ("zhao.ming@qingze.example", True)
    shown = (await client.get("/desk/staff/zhao.ming")).text
    assert 'value="zhao.ming@qingze.example"' in shown
    wrong = await client.post("/desk/staff/zhao.ming", data=fields(mail="赵明"))
    assert wrong.status_code == 422
    assert 'value="赵明"' in wrong.text
    assert (await client.post("/desk/staff/zhao.ming", data=fields(mail=""))).status_code == 303
    assert (await get_staff("zhao.ming")).mail == ""
