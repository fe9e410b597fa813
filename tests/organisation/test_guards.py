import pytest

from backend.organisation.enums import Role
from backend.organisation.operations.sessions import find_session
from tests.support import factories

pytestmark = pytest.mark.anyio


async def test_signing_in_by_factory_works(db, client):
    member = await factories.staff("zhao", "justice")
    await factories.sign_in(client, member)
    session = await find_session(client.cookies["hy_session"])
    assert session.staff == member
    assert session.due is None


async def test_a_person_is_led_to_the_door_and_a_program_is_told(db, client):
    page = await client.get("/desk/staff")
    assert page.status_code == 303
    assert page.headers["cache-control"] == "no-store"
    program = await client.get("/desk/staff", headers={"accept": "application/json"})
    assert program.status_code == 401
    assert program.json() == {
        "status": 401,
        "code": "signed_out",
        "message": "请先登录。",
        "fields": {},
    }
    fragment = await client.get("/desk/staff", headers={"hx-request": "true"})
    assert fragment.status_code == 401


async def test_a_form_sent_after_the_session_ended_says_what_to_do(db, client):
    answer = await client.post("/desk/units", data={"name": "x"})
    assert answer.status_code == 401
    assert "登录已经过期" in answer.text


async def test_an_auditor_changes_nothing(db, client):
    await factories.sign_in(client, await factories.staff(roles=(Role.AUDITOR,)))
    answer = await client.post("/desk/units", data={"name": "x"})
    assert answer.status_code == 403
    assert "只能查看" in answer.text


async def test_even_an_auditor_with_another_role_by_mistake_changes_nothing(db, client):
    member = await factories.staff(roles=(Role.AUDITOR, Role.OFFICE))
    await factories.sign_in(client, member)
    assert (await client.get("/desk/units")).status_code == 200
    assert (await client.post("/desk/units", data={"name": "x"})).status_code == 403
