import re

import pytest

from backend.kernel.database import rows
from backend.kernel.settings import get_settings
from backend.organisation.enums import Role
from tests.support import factories

pytestmark = pytest.mark.anyio


async def give_password(client, username="zhao", password=factories.PASSWORD, **more):
    form = {"username": username, "password": password, **more}
    return await client.post("/desk/sign-in", data=form)


async def give_code(client, code=None, **more):
    return await client.post(
        "/desk/second-factor", data={"code": code or factories.one_time_code(), **more}
    )


@pytest.fixture
def behind_tls(monkeypatch):
    monkeypatch.setenv("HUIYIN_IS_BEHIND_TLS", "true")
    get_settings.cache_clear()
    yield
    monkeypatch.undo()
    get_settings.cache_clear()


async def test_password_and_code_lead_to_the_page_that_was_asked_for(db, client):
    await factories.staff("zhao", roles=(Role.OFFICE,))
    asked = await client.get("/desk/staff?word=a")
    assert asked.status_code == 303
    assert asked.headers["location"] == "/desk/sign-in?next=%2Fdesk%2Fstaff%3Fword%3Da"
    form = await client.get(asked.headers["location"])
    assert 'value="/desk/staff?word=a"' in form.text
    first = await give_password(client, next="/desk/staff?word=a")
    assert first.headers["location"].startswith("/desk/second-factor?next=")
    second = await give_code(client, next="/desk/staff?word=a")
    assert second.headers["location"] == "/desk/staff?word=a"
    assert (await client.get("/desk/staff")).status_code == 200


async def test_the_view_one_reads_in_is_kept(db, client):
    asked = await client.get("/en/elder/desk/account")
    assert asked.headers["location"] == "/en/elder/desk/sign-in?next=%2Fen%2Felder%2Fdesk%2Faccount"


@pytest.mark.parametrize(
    "next_", ["https://evil.example/", "//evil.example", "/\\evil.example", ""]
)
async def test_signing_in_never_leads_off_the_desk(db, client, next_):
    await factories.staff("zhao", has_second_factor=False)
    await rows("UPDATE staff SET totp_secret = ''")
    first = await give_password(client, next=next_)
    assert first.headers["location"] == "/desk/second-factor/enrolment"
    await factories.staff("qian")
    client.cookies.clear()
    await give_password(client, "qian", next=next_)
    second = await give_code(client, next=next_)
    assert second.headers["location"] == "/desk"


async def test_a_wrong_password_keeps_the_name_but_never_echoes_the_password(db, client):
    answer = await give_password(client, "zhao", "wrong-and-secret", next="/desk/staff")
    assert answer.status_code == 422
    assert 'value="zhao"' in answer.text
    assert 'value="/desk/staff"' in answer.text
    assert "wrong-and-secret" not in answer.text
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "private, no-store"


async def test_too_many_guesses_get_a_page_that_says_how_long(db, client):
    await factories.staff("zhao")
    for _ in range(5):
        await give_password(client, password="wrong")
    answer = await give_password(client)
    assert answer.status_code == 429
    assert 25 <= int(answer.headers["retry-after"]) <= 30
    assert "<h1" in answer.text
    assert "秒再试" in answer.text


async def test_a_password_alone_opens_no_page(db, client):
    await factories.staff("zhao", roles=(Role.OFFICE,))
    await give_password(client)
    for path in ("/desk/staff", "/desk/account", "/desk/second-factor/enrolment", "/desk/journal"):
        answer = await client.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/desk/second-factor")


async def test_a_token_known_before_signing_in_is_worth_nothing_afterwards(db, client):
    await factories.staff("zhao")
    client.cookies.set("hy_session", "chosen-by-an-attacker", domain="huiyin.test")
    await give_password(client)
    before = client.cookies["hy_session"]
    assert before != "chosen-by-an-attacker"
    await give_code(client)
    assert client.cookies["hy_session"] != before
    client.cookies.clear()
    client.cookies.set("hy_session", before)
    assert (await client.get("/desk/account")).headers["location"].startswith("/desk/sign-in")


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(db, client):
    await factories.staff("zhao")
    cookie = (await give_password(client)).headers["set-cookie"]
    assert re.match(r"hy_session=[\w-]{43};", cookie)
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert "Secure" not in cookie
    assert "Max-Age" not in cookie
    assert "expires" not in cookie.lower()


async def test_behind_tls_the_cookie_is_secure_and_bound_to_the_host(db, client, behind_tls):
    await factories.staff("zhao")
    cookie = (await give_password(client)).headers["set-cookie"]
    assert cookie.startswith("__Host-hy_session=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


async def test_public_pages_neither_set_nor_look_at_the_cookie(db, client):
    await factories.sign_in(client, await factories.staff("zhao", name="赵明明"))
    for path in ("/journal", "/"):
        answer = await client.get(path)
        assert "set-cookie" not in answer.headers
        assert "赵明明" not in answer.text


async def test_signing_out_ends_the_session_and_takes_the_cookie(db, client):
    await factories.sign_in(client, await factories.staff("zhao"))
    token = client.cookies["hy_session"]
    answer = await client.post("/desk/sign-out")
    assert answer.headers["location"] == "/desk/sign-in"
    assert "Max-Age=0" in answer.headers["set-cookie"]
    client.cookies.clear()
    client.cookies.set("hy_session", token)
    assert (await client.get("/desk/account")).status_code == 303


async def test_signing_out_twice_is_no_error(db, client):
    assert (await client.post("/desk/sign-out")).headers["location"] == "/desk/sign-in"


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
@pytest.mark.parametrize("path", ["/desk/sign-in", "/desk/sign-out", "/desk/account/password"])
async def test_a_write_from_another_site_is_refused(db, client, path, headers):
    member = await factories.staff("zhao")
    await factories.sign_in(client, member)
    form = {"username": "zhao", "password": factories.PASSWORD}
    assert (await client.post(path, data=form, headers=headers)).status_code == 403
    assert (await client.get("/desk/account")).status_code == 200


async def test_whoever_is_signed_in_is_not_asked_again(db, client):
    await factories.sign_in(client, await factories.staff("zhao"))
    answer = await client.get("/desk/sign-in?next=/desk/account")
    assert answer.headers["location"] == "/desk/account"
    answer = await client.get("/desk/second-factor")
    assert answer.headers["location"] == "/desk"


async def test_a_wrong_code_can_be_typed_again(db, client):
    await factories.staff("zhao")
    await give_password(client)
    answer = await give_code(client, "abcdef", next="/desk/account")
    assert answer.status_code == 422
    assert 'value="abcdef"' in answer.text
    assert 'value="/desk/account"' in answer.text
    assert (await give_code(client)).headers["location"] == "/desk"


async def test_hostile_names_come_back_as_text(db, client):
    answer = await give_password(client, "<script>alert(1)</script>", "x")
    assert "<script>alert" not in answer.text
    nul = await give_password(client, "zhao\x00", "x")
    assert nul.status_code == 422
