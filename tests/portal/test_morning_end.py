"""The morning letter ends with one click: for its holder alone, without signing in, once."""

import hashlib
import io
import logging

import pytest

from backend.kernel.database import rows
from backend.kernel.errors import NotFound
from backend.kernel.sealing import keyed_hash
from backend.organisation.enums import Role
from backend.organisation.operations.own_mail import change_own_mail
from backend.organisation.queries.morning import ending_token, get_reader
from backend.organisation.queries.staff import get_staff
from backend.organisation.schemas import OwnMailDraft
from backend.portal.morning.mail import ending_path
from backend.portal.morning.operations import write_letters
from tests.portal.test_morning import MONDAY, at
from tests.support import factories
from tests.support.calendars import enter_calendar
from tests.support.mail import ORIGIN, deliver, receiving

pytestmark = pytest.mark.anyio
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
MAIL = "zhou.hang@qingze.example"


async def reader(username="zhou", name="周航"):
    """Return somebody who gets the letter."""
    member = await factories.staff(
        username, name=name, unit_code="transport", roles=(Role.DRAFTER,)
    )
    await change_own_mail(OwnMailDraft(mail=MAIL, has_morning_letter=True), staff=member)
    return member


async def is_coming(username="zhou"):
    return (await get_staff(username)).has_morning_letter


async def noted():
    return await rows("SELECT * FROM journal_entry WHERE action = 'staff.end_morning_letter'")


async def test_one_click_needs_no_cookie_no_origin_and_gets_no_redirect(client, db):
    member = await reader()
    for _ in range(2):
        answer = await client.post(ending_path(member.id), data=ONE_CLICK)
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
    assert not await is_coming()
    (entry,) = await noted()  # the second time changed nothing
    assert (entry["actor_kind"], entry["subject_id"]) == ("system", "zhou")
    assert not entry["is_public"]
    assert MAIL not in "\n".join(map(str, entry.values()))


async def test_one_click_as_multipart_works_too(client, db):
    member = await reader()
    files = {"List-Unsubscribe": (None, "One-Click")}
    assert (await client.post(ending_path(member.id), files=files)).status_code == 200
    assert not await is_coming()


async def test_looking_changes_nothing_and_a_button_ends_it(client, db):
    member = await reader()
    path = ending_path(member.id)
    for _ in range(2):  # as mail scanners do
        page = await client.get(path)
        assert page.status_code == 200
        assert f'<form method="post" action="{path}" novalidate>' in page.text
    assert await is_coming()
    answer = await client.post(path)
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    assert not await is_coming()
    ended = (await client.get(path)).text
    assert "已经停了" in ended
    assert 'href="/desk/account/mail"' in ended
    assert "<form" not in ended.partition("<main")[2].partition("</main")[0]


async def test_the_page_says_nothing_of_whose_letter_it_is(client, db):
    first, second = await reader(), await reader("qian", "钱明")
    pages = [await client.get(ending_path(member.id)) for member in (first, second)]
    texts = [
        page.text.replace(ending_token(member.id), "X")
        for page, member in zip(pages, (first, second), strict=True)
    ]
    assert texts[0] == texts[1]
    for secret in ("周航", "zhou", MAIL, first.unit_name):
        assert secret not in texts[0]
    assert "no-store" in pages[0].headers["cache-control"]
    assert pages[0].headers["x-robots-tag"] == "noindex"
    assert pages[0].headers["referrer-policy"] == "strict-origin"


@pytest.mark.parametrize(
    "change",
    [
        lambda token: token[:-1],
        lambda token: token + "0",
        lambda token: token.upper(),
        lambda token: ("0" if token[0] != "0" else "1") + token[1:],
        lambda _: "0" * 64,
        lambda _: "1",
        lambda _: "%00" * 64,
        lambda _: "回" * 64,
        lambda _: "%0d%0aSet-Cookie:x",
    ],
)
async def test_any_other_token_is_nobodys(client, db, change):
    member = await reader()
    token = change(ending_token(member.id))
    for answer in (
        await client.get(f"/morning-letters/{token}"),
        await client.post(f"/morning-letters/{token}", data=ONE_CLICK),
    ):
        assert answer.status_code == 404
    assert await is_coming()


async def test_a_token_ends_ones_own_letter_alone(client, db):
    first, _ = await reader(), await reader("qian", "钱明")
    await client.post(ending_path(first.id), data=ONE_CLICK)
    assert not await is_coming()
    assert await is_coming("qian")


async def test_nobody_without_the_installations_key_makes_a_token(db):
    member = await reader()
    assert (await get_reader(ending_token(member.id))).id == member.id
    made = hashlib.sha256(str(member.id).encode()).hexdigest()
    for guess in (made, keyed_hash(str(member.id), purpose="another")):
        with pytest.raises(NotFound):
            await get_reader(guess)


@pytest.mark.parametrize(
    "body",
    [b"", b"%00=%ff&List-Unsubscribe", b"a=1&" * 30_000, b"List-Unsubscribe=One-Click" * 2],
)
async def test_whatever_else_is_sent_an_end_is_an_end(client, db, body):
    member = await reader()
    kind = {"content-type": "application/x-www-form-urlencoded"}
    answer = await client.post(ending_path(member.id), content=body, headers=kind)
    assert answer.status_code in (200, 303)
    assert not await is_coming()


async def test_other_sites_cannot_end_it(client, db):
    member = await reader()
    headers = {"origin": "https://elsewhere.example"}
    answer = await client.post(ending_path(member.id), data=ONE_CLICK, headers=headers)
    assert answer.status_code == 403
    assert await is_coming()


async def test_no_log_has_the_token(client, db, capfd):
    member = await reader()
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logging.getLogger().addHandler(handler)
    try:
        await client.get(ending_path(member.id))
        await client.post(ending_path(member.id), data=ONE_CLICK)
    finally:
        logging.getLogger().removeHandler(handler)
    lines = (stream.getvalue() + "".join(capfd.readouterr())).splitlines()
    said = "\n".join(line for line in lines if "HTTP Request" not in line)  # the test's client
    assert ending_token(member.id) not in said


async def test_the_letter_as_it_arrives_ends_with_one_click_and_is_switched_on_at_the_desk(
    client, db, monkeypatch
):
    await enter_calendar()
    await factories.published_catalogue(count=1)
    member = await reader()
    await write_letters(now=at(MONDAY, 8))
    async with receiving(monkeypatch) as mailbox:
        await deliver()
        (letter,) = mailbox.to(MAIL)
    assert letter.mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = str(letter.mail["List-Unsubscribe"]).strip("<>")
    assert link == f"{ORIGIN}/morning-letters/{ending_token(member.id)}"
    assert f"{ORIGIN}/desk/account/mail" in letter.part("plain")
    assert (await client.post(link.removeprefix(ORIGIN), data=ONE_CLICK)).status_code == 200
    assert not await is_coming()
    await factories.sign_in(client, member)
    form = {"mail": MAIL, "has_morning_letter": "true"}
    assert (await client.post("/desk/account/mail", data=form)).status_code == 303
    assert await is_coming()
