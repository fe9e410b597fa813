"""What nobody should send to the forms of the echo: told beside the field, nothing lost or done."""

from typing import NamedTuple
from urllib.parse import quote_plus

import httpx
import pytest

from backend.kernel.database import rows
from backend.kernel.ids import new_token
from backend.organisation.enums import Role
from tests.notifications.messages import post
from tests.support import decisions, factories, opinions
from tests.support.forms import would_send
from tests.support.mail import receiving
from tests.support.subscriptions import MAIL, confirmed

pytestmark = pytest.mark.anyio
KIND = {"content-type": "application/x-www-form-urlencoded"}
LONG, ENDLESS = "长" * 450, "长" * 200_001
NOWHERE = "wang@" + "a" * 300 + ".example"
UNSEEN, BROKEN = "a%00b@example.com", "%ED%A0%80@example.com"  # a NUL; half of a character
COUNTED = ("subscription", "outbound_message", "contact_code", "suppressed_address", "opinion")


class Wrong(NamedTuple):
    """A form with one field that cannot be taken; the others are right."""

    path: str
    field: str
    sent: str  # as it stands in a form's body
    right: dict[str, str]


def wrong(path: str, field: str, *sent: str, **right: str) -> list[Wrong]:
    return [Wrong(path, field, one, right) for one in sent]


def typed(text: str) -> str:
    return quote_plus(text)


ADDRESSES = ("", typed(LONG), typed(ENDLESS), typed(NOWHERE), UNSEEN, BROKEN, typed("<b>@<i>"))
PUBLIC = [
    *wrong("/subscriptions", "mail", *ADDRESSES, about="topic:price", rhythm="daily"),
    *wrong("/subscriptions", "rhythm", "hourly", "%00", mail=MAIL, about="topic:price"),
    *wrong(
        "/subscriptions",
        "about",
        *("", "nothing", "topic:", "all:x", "decision:%00", typed(LONG)),
        mail=MAIL,
        rhythm="daily",
    ),
    *wrong("/subscriptions/find", "contact", *ADDRESSES, "13900001111"),
    *wrong("/subscriptions/find/code", "contact", *ADDRESSES, code="123456"),
    *wrong(
        "/subscriptions/find/code",
        "code",
        *("", "000000", "１２３", typed("<b>"), "%00", typed(LONG)),
        contact=MAIL,
    ),
    *wrong("/track", "code", "", typed(LONG), typed(ENDLESS), "%00", "%ED%A0%80", typed("<b>")),
]
DESK = [
    *wrong("/desk/mailbox/suppressed", "contact", *ADDRESSES, "110", reason="本人要求"),
    *wrong(
        "/desk/mailbox/suppressed",
        "reason",
        *("", "x", "%00%00", typed(LONG), typed(ENDLESS)),
        contact=MAIL,
    ),
    *wrong("/desk/mailbox/bounces", "text", "", "ab", typed(LONG), typed(ENDLESS), "abc%00"),
    *wrong("/desk/mailbox/trials", "address", *ADDRESSES),
    *wrong("/desk/account/mail", "mail", *ADDRESSES[1:], has_morning_letter="true"),
    *wrong("/desk/account/mail", "has_morning_letter", "perhaps", "%00", mail=MAIL),
]


def named(one: Wrong) -> str:
    return f"{one.path} {one.field}={one.sent[:12] or 'nothing'}"


def body(one: Wrong) -> str:
    right = [f"{name}={typed(value)}" for name, value in one.right.items()]
    return "&".join([*right, f"{one.field}={one.sent}"])


async def submit(client: httpx.AsyncClient, path: str, sent: str | bytes) -> httpx.Response:
    return await client.post(path, content=sent, headers=KIND)


async def written() -> list[int]:
    return [(await rows(f"SELECT count(*) AS count FROM {table}"))[0]["count"] for table in COUNTED]


async def assert_comes_back(client: httpx.AsyncClient, one: Wrong) -> None:
    before = await written()
    answer = await submit(client, one.path, body(one))
    assert answer.status_code == 422
    assert "govuk-error-summary" in answer.text
    assert f'id="{one.field}-error"' in answer.text
    found = would_send(answer.text)
    for name, value in one.right.items():
        if (one.path, name) != ("/subscriptions/find/code", "code"):  # of no address, it is none
            assert (name, value) in found
    assert "<b>" not in answer.text.partition("<main")[2].replace("<b>全部", "")
    assert await written() == before


@pytest.fixture
async def office(db, client, monkeypatch):
    async with receiving(monkeypatch) as mailbox:
        await factories.sign_in(client, await factories.staff("zhou", roles=(Role.OFFICE,)))
        yield client
    assert mailbox.letters == []


@pytest.mark.parametrize("one", PUBLIC, ids=named)
async def test_a_citizens_form_comes_back_with_a_word_beside_the_field(client, db, one):
    await assert_comes_back(client, one)


@pytest.mark.parametrize("one", DESK, ids=named)
async def test_the_offices_form_comes_back_with_a_word_beside_the_field(office, one):
    await assert_comes_back(office, one)


@pytest.mark.parametrize("rhythm", ["", "hourly", "%00", typed(LONG), "daily&rhythm=hourly"])
async def test_a_rhythm_there_is_not_changes_nothing(client, db, rhythm):
    token = await confirmed()
    answer = await submit(client, f"/subscriptions/{token}/rhythm", f"rhythm={rhythm}")
    assert answer.status_code == 422
    assert 'id="rhythm-error"' in answer.text
    kept = await rows("SELECT rhythm FROM subscription")
    assert kept == [{"rhythm": "at_once"}]


async def test_of_a_field_sent_twice_the_last_counts(client, db):
    sent = f"about=nothing&about=all&mail=x&mail={typed(MAIL)}&rhythm=daily&rhythm=weekly"
    assert (await submit(client, "/subscriptions", sent)).status_code == 303
    assert await rows("SELECT scope, rhythm FROM subscription") == [
        {"scope": "all", "rhythm": "weekly"}
    ]


LIKE_ONE = "k" * len(new_token())
TOKENS = ("", "x", "%00", LIKE_ONE[:-1], LIKE_ONE, "回" * 30, "a" * 5000, "%0d%0aX-Y:z")


@pytest.mark.parametrize("token", TOKENS)
async def test_a_token_nobody_has_is_not_found_whatever_is_asked(client, db, token):
    await confirmed()
    before = await rows("SELECT * FROM subscription")
    for part in ("confirmation", "rhythm", "end"):
        answer = await submit(client, f"/subscriptions/{token}/{part}", "rhythm=daily")
        assert answer.status_code in (404, 405), part
    for path in (f"/subscriptions/{token}", f"/subscriptions/{token}/end"):
        assert (await client.get(path)).status_code in (404, 405)
    assert await rows("SELECT * FROM subscription") == before


FLOOD = b"a=1&" * 20_001
FORMS = (
    *("/subscriptions", "/subscriptions/find", "/subscriptions/find/code", "/track"),
    *("/desk/mailbox/suppressed", "/desk/mailbox/bounces", "/desk/mailbox/trials"),
)


@pytest.mark.parametrize("path", [*FORMS, "/desk/account/mail"])
@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        ("application/x-www-form-urlencoded", FLOOD),
        ("multipart/form-data; boundary=x", b"--y\r\nnonsense"),
        ("multipart/form-data", b"--x"),
    ],
)
async def test_a_form_that_is_none_comes_back_empty_and_does_nothing(office, path, kind, sent):
    before = await written()
    answer = await office.post(path, content=sent, headers={"content-type": kind})
    assert answer.status_code in (400, 422)
    assert "<main" in answer.text
    assert await written() == before
    (kept,) = await rows("SELECT mail, has_morning_letter FROM staff WHERE username = 'zhou'")
    assert kept == {"mail": "", "has_morning_letter": True}


@pytest.mark.parametrize("end", [FLOOD, b"page=//evil.example", b"is_everything=perhaps", b"%00"])
async def test_an_end_is_an_end_whatever_else_is_sent(client, db, end):
    token = await confirmed()
    answer = await submit(client, f"/subscriptions/{token}/end", end)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/subscriptions/{token}"
    assert await rows("SELECT state FROM subscription") == [{"state": "ended"}]


@pytest.mark.parametrize(
    "asked",
    [
        "standing=%00",
        "way=%00&standing=nonsense",
        "standing=failed&standing=sent",
        f"way={'x' * 999}",
    ],
)
async def test_a_list_narrowed_by_nonsense_is_a_list(office, asked):
    await post("1")
    assert (await office.get(f"/desk/mailbox?{asked}")).status_code == 200


@pytest.mark.parametrize("after", ["nonsense", "%00", "9" * 400, "W10", "回"])
async def test_a_place_in_a_list_that_is_none_is_told_calmly(office, after):
    for path in ("/desk/mailbox", "/desk/mailbox/suppressed"):
        answer = await office.get(f"{path}?after={after}")
        assert answer.status_code in (200, 404, 422)


async def test_what_nobody_may_see_is_no_choice_of_a_form(client, db):
    await decisions.published_catalogue(2026, 1, hidden=1)
    sent = f"about=decision:QZ-2026-N01&mail={typed(MAIL)}&rhythm=daily"
    answer = await submit(client, "/subscriptions", sent)
    assert answer.status_code == 422
    assert decisions.SECRET_TITLE not in answer.text
    assert ("mail", MAIL) in would_send(answer.text)


async def test_a_receipts_forms_come_back_with_a_word_beside_the_field(client, db):
    invited = await opinions.subject()
    found = await opinions.receive_opinion(invited.id, opinions.draft(), opinions.arrival())
    root = f"/track/{found.code}"
    for part, sent, field in (
        ("contact", f"proof=%00&contact={typed(MAIL)}", "proof"),
        ("contact", f"proof={opinions.PHONE}&contact={typed(NOWHERE)}", "contact"),
        ("erasure", f"proof={typed(LONG)}", "proof"),
        ("erasure", "", "proof"),
    ):
        answer = await submit(client, f"{root}/{part}", sent)
        assert answer.status_code == 422, (part, sent)
        assert f'id="{field}-error"' in answer.text, (part, sent)
    (kept,) = await rows("SELECT erased_at, contact_sealed FROM opinion")
    assert kept["erased_at"] is None
    assert kept["contact_sealed"]
