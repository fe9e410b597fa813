import re
from urllib.parse import unquote

import pyotp
import pytest

from backend.kernel.database import rows
from backend.organisation.enums import Role
from backend.organisation.queries.staff import get_staff
from tests.support import factories

pytestmark = pytest.mark.anyio
NEW = "diaoyu-xigua-ditie"


async def begin(client, password):
    form = {"username": "zhao", "password": password}
    return await client.post("/desk/sign-in", data=form)


async def test_a_new_colleague_is_led_from_the_given_password_to_the_desk(db, client):
    """Sign in, change the password, enrol the phone, keep the codes: nothing else opens before."""
    await factories.staff(
        "zhao", roles=(Role.OFFICE,), must_change_password=True, has_second_factor=False
    )
    answer = await begin(client, factories.PASSWORD)
    assert answer.headers["location"] == "/desk/account/password"
    assert (
        (await client.get("/desk/staff")).headers["location"].startswith("/desk/account/password")
    )
    assert "一次性密码" in (await client.get("/desk/account/password")).text
    form = {"password": factories.PASSWORD, "new_password": NEW, "repeated": NEW}
    answer = await client.post("/desk/account/password", data=form)
    assert answer.headers["location"] == "/desk/second-factor/enrolment"
    assert (
        (await client.get("/desk/staff"))
        .headers["location"]
        .startswith("/desk/second-factor/enrolment")
    )
    answer = await client.post("/desk/second-factor/enrolment")
    assert answer.headers["location"] == "/desk/second-factor/enrolment"
    shown = await client.get("/desk/second-factor/enrolment")
    assert shown.headers["cache-control"] == "private, no-store"
    secret = re.search(r'<code class="secret secret--long">([A-Z2-7 ]+)</code>', shown.text)[
        1
    ].replace(" ", "")
    assert 'src="data:image/svg+xml' in shown.text
    assert secret not in unquote(re.search(r'src="(data:[^"]+)"', shown.text)[1])
    answer = await client.post(
        "/desk/second-factor/enrolment/confirmation", data={"code": pyotp.TOTP(secret).now()}
    )
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-store"
    assert len(re.findall(r"<li><code>[\w-]{14}</code></li>", answer.text)) == 10
    assert (await client.get("/desk/staff")).status_code == 200
    assert "<code>" not in (await client.get("/desk/recovery-codes")).text


async def test_where_it_is_required_there_is_no_way_around_enrolment(db, client):
    await factories.staff("zhao", roles=(Role.OFFICE,), has_second_factor=False)
    await begin(client, factories.PASSWORD)
    for path in ("/desk/staff", "/desk/units", "/desk/journal"):
        assert (
            (await client.get(path)).headers["location"].startswith("/desk/second-factor/enrolment")
        )
    assert (await client.post("/desk/units", data={})).status_code == 401


async def test_a_wrong_first_code_shows_the_same_picture_again(db, client):
    await factories.sign_in(client, await factories.staff("zhao", has_second_factor=False))
    await client.post("/desk/second-factor/enrolment")
    before = (await client.get("/desk/second-factor/enrolment")).text
    after = await client.post("/desk/second-factor/enrolment/confirmation", data={"code": "1"})
    assert after.status_code == 422
    picture = re.compile(r'src="(data:[^"]+)"')
    assert picture.search(before)[1] == picture.search(after.text)[1]


async def test_a_new_phone_asks_for_the_password_first(db, client):
    await factories.sign_in(client, await factories.staff("zhao"))
    assert 'name="password"' in (await client.get("/desk/second-factor/enrolment")).text
    refused = await client.post("/desk/second-factor/enrolment", data={"password": "wrong"})
    assert refused.status_code == 422
    assert "data:image" not in refused.text
    form = {"password": factories.PASSWORD}
    assert (await client.post("/desk/second-factor/enrolment", data=form)).status_code == 303


async def test_new_recovery_codes_are_shown_once(db, client):
    await factories.sign_in(client, await factories.staff("zhao"))
    refused = await client.post("/desk/recovery-codes", data={"password": "wrong"})
    assert refused.status_code == 422
    form = {"password": factories.PASSWORD}
    shown = await client.post("/desk/recovery-codes", data=form)
    assert len(re.findall(r"<li><code>", shown.text)) == 10
    assert "还剩 10 个" in (await client.get("/desk/recovery-codes")).text


async def test_an_auditor_keeps_their_own_account(db, client):
    await factories.sign_in(client, await factories.staff("zhao", roles=(Role.AUDITOR,)))
    form = {"password": factories.PASSWORD, "new_password": NEW, "repeated": NEW}
    answer = await client.post("/desk/account/password", data=form)
    assert answer.headers["location"] == "/desk/account"


async def test_passwords_are_never_echoed(db, client):
    await factories.sign_in(client, await factories.staff("zhao"))
    form = {
        "password": "echo-a-secret",
        "new_password": "echo-b-secret",
        "repeated": "echo-c-secret",
    }
    answer = await client.post("/desk/account/password", data=form)
    assert answer.status_code == 422
    assert "echo-" not in answer.text


async def test_sessions_are_listed_and_ended(db, client):
    member = await factories.staff("zhao")
    other = await factories.staff("qian")
    await factories.sign_in(client, member)
    mine = dict(client.cookies)
    await factories.sign_in(client, member)
    there = dict(client.cookies)
    await factories.sign_in(client, other)
    client.cookies = mine
    listed = (await client.get("/desk/account")).text
    assert listed.count("结束这次登录") == 1
    address = re.search(r'action="(/desk/account/sessions/\d+/end)"', listed)[1]
    client.cookies = {"hy_session": there["hy_session"]}
    assert (await client.get("/desk/account")).status_code == 200
    client.cookies = mine
    assert (await client.post(address)).headers["location"] == "/desk/account"
    client.cookies = there
    assert (await client.get("/desk/account")).status_code == 303


async def test_nobody_ends_another_persons_session(db, client):
    await factories.sign_in(client, await factories.staff("qian"))
    theirs = dict(client.cookies)
    number = (await rows("SELECT max(id) AS id FROM staff_session"))[0]["id"]
    await factories.sign_in(client, await factories.staff("zhao"))
    assert (await client.post(f"/desk/account/sessions/{number}/end")).status_code == 404
    assert (await client.post("/desk/account/sessions/others/end")).status_code == 303
    client.cookies = theirs
    assert (await client.get("/desk/account")).status_code == 200


async def test_a_session_number_beyond_any_is_not_found(db, client):
    await factories.sign_in(client, await factories.staff("zhao"))
    for number in ("0", "-1", "99999999999999999999", "x"):
        answer = await client.post(f"/desk/account/sessions/{number}/end")
        assert answer.status_code == 404, number


async def test_ones_own_address_and_the_morning_letter_are_ones_own_to_change(db, client):
    member = await factories.staff("zhao")
    await factories.sign_in(client, member)
    assert "还没有填邮箱" in (await client.get("/desk/account")).text
    form = {"mail": " zhao.ming＠qingze.example ", "has_morning_letter": "true"}
    answer = await client.post("/desk/account/mail", data=form)
    assert answer.headers["location"] == "/desk/account"
    assert "寄到 zhao.ming@qingze.example" in (await client.get("/desk/account")).text
    shown = (await client.get("/desk/account/mail")).text
    assert 'value="zhao.ming@qingze.example"' in shown
    assert re.search(r'name="has_morning_letter"[^>]*checked', shown)
    await client.post("/desk/account/mail", data={"mail": "zhao.ming@qingze.example"})
    assert not (await get_staff("zhao")).has_morning_letter
    found = await rows("SELECT payload FROM journal_entry WHERE action = 'staff.change_mail'")
    assert len(found) == 2
    assert "qingze.example" not in str(found)


async def test_an_address_no_mail_can_go_to_comes_back_as_it_was_typed(db, client):
    await factories.sign_in(client, await factories.staff("zhao"))
    answer = await client.post("/desk/account/mail", data={"mail": "zhao.ming@"})
    assert answer.status_code == 422
    assert 'value="zhao.ming@"' in answer.text
    assert "请写完整的电子邮箱" in answer.text
    assert (await get_staff("zhao")).mail == ""


async def test_an_auditor_too_decides_about_the_own_letters(db, client):
    await factories.sign_in(client, await factories.staff("zhao", roles=(Role.AUDITOR,)))
    answer = await client.post("/desk/account/mail", data={"mail": "zhao@qingze.example"})
    assert answer.status_code == 303
    assert (await client.get("/desk/account/mail")).status_code == 200


async def test_nobody_changes_an_address_without_signing_in(db, client):
    await factories.staff("zhao")
    answer = await client.post("/desk/account/mail", data={"mail": "zhao@qingze.example"})
    assert answer.status_code == 401
    assert (await get_staff("zhao")).mail == ""
