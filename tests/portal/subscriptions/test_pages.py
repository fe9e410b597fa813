"""The pages of subscriptions, and the feeds: without a cookie, without JavaScript."""

import io
import logging
import re
from xml.etree import ElementTree as ET

import httpx
import pytest

from backend.kernel.database import rows
from backend.portal.subscriptions.enums import Rhythm
from backend.portal.subscriptions.jobs import write_digests
from tests.support import consultations, decisions
from tests.support.letters import written
from tests.support.mail import ORIGIN, deliver, receiving
from tests.support.subscriptions import MAIL, asked, confirmations, confirmed, happened

pytestmark = pytest.mark.anyio
SENT = {"about": "all", "mail": MAIL, "rhythm": "weekly"}
ONE = "QZ-2026-01"


async def path_of(client: httpx.AsyncClient) -> str:
    """The link of the newest letter that asks for a confirmation."""
    return str((await confirmations())[-1]["path"])


async def state(token: str) -> str:
    return str((await rows("SELECT state FROM subscription WHERE token = {}", token))[0]["state"])


async def test_from_the_form_to_the_end_without_javascript(client, db) -> None:
    await decisions.published_catalogue(2026, 1)
    form = (await client.get(f"/subscriptions/new?about=decision:{ONE}")).text
    assert f'name="about" value="decision:{ONE}"' in form
    sent = await client.post("/subscriptions", data={**SENT, "about": f"decision:{ONE}"})
    assert (sent.status_code, sent.headers["location"]) == (303, "/subscriptions/waiting")
    assert "垃圾邮件" in (await client.get("/subscriptions/waiting")).text
    path = await path_of(client)
    token = path.rpartition("/")[2]
    for _ in range(2):  # as mail scanners do
        page = await client.get(path)
        assert "<h1>确认订阅</h1>" in page.text
        assert "w***@example.com" in page.text
    assert await state(token) == "asked"
    assert (await client.post(f"{path}/confirmation")).headers["location"] == path
    assert "下一封信" in (await client.get(path)).text
    assert (await client.post(f"{path}/rhythm", data={"rhythm": "at_once"})).status_code == 303
    assert "一有进展就寄" in (await client.get(path)).text
    assert (await client.post(f"{path}/end")).status_code == 303
    assert "<h1>已经退订</h1>" in (await client.get(path)).text
    assert not client.cookies


async def test_the_answer_is_the_same_whoever_the_address_belongs_to(client, db) -> None:
    await confirmed(mail="known@example.com")
    answers = []
    for mail in ("known@example.com", "new@example.com", "new@example.com"):
        answer = await client.post("/subscriptions", data={**SENT, "mail": mail})
        told = {name: text for name, text in answer.headers.items() if name != "x-request-id"}
        answers.append((answer.status_code, told, answer.text))
    assert answers[0] == answers[1] == answers[2]


async def test_a_wrong_form_comes_back_whole(client, db) -> None:
    await decisions.published_catalogue(2026, 1)
    sent = {"about": f"decision:{ONE}", "mail": "wang@@example", "rhythm": "daily"}
    answer = await client.post("/subscriptions", data=sent)
    assert answer.status_code == 422
    assert "请写完整的电子邮箱" in answer.text
    assert 'value="wang@@example"' in answer.text
    assert f'value="decision:{ONE}"' in answer.text
    assert re.search(r'value="daily" checked', answer.text)
    chosen = await client.post("/subscriptions", data={**sent, "about": "topic:price"})
    assert re.search(r'<option value="topic:price" selected', chosen.text)


async def test_hidden_and_missing_matters_answer_alike(client, db) -> None:
    await decisions.published_catalogue(2026, 1, hidden=1)
    hidden, missing = "QZ-2026-N01", "QZ-2026-N77"
    for address in ("/subscriptions/new?about=decision:{}", "/subscriptions/feeds/decision/{}.xml"):
        one, other = (
            await client.get(address.format(hidden)),
            await client.get(address.format(missing)),
        )
        assert one.status_code == other.status_code == 404
        assert one.text.replace(hidden, "X") == other.text.replace(missing, "X")
    answers = [
        await client.post("/subscriptions", data={**SENT, "about": f"decision:{code}"})
        for code in (hidden, missing)
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert hidden not in answers[0].text
    assert decisions.SECRET_TITLE not in answers[0].text


async def test_one_click_needs_no_cookie_no_origin_and_gets_no_redirect(client, db) -> None:
    token = await confirmed()
    page = await client.get(f"/subscriptions/{token}/end")  # by a program that knows no one-click
    assert f'action="/subscriptions/{token}/end"' in page.text
    assert await state(token) == "confirmed"
    for _ in range(2):
        data = {"List-Unsubscribe": "One-Click"}
        assert (await client.post(f"/subscriptions/{token}/end", data=data)).status_code == 200
    assert await state(token) == "ended"


async def test_one_click_as_multipart_works_too(client, db) -> None:
    token = await confirmed()
    files = {"List-Unsubscribe": (None, "One-Click")}
    assert (await client.post(f"/subscriptions/{token}/end", files=files)).status_code == 200
    assert await state(token) == "ended"


async def test_other_sites_cannot_end_or_confirm(client, db) -> None:
    token = await asked()
    headers = {"origin": "https://elsewhere.example"}
    answer = await client.post(f"/subscriptions/{token}/confirmation", headers=headers)
    assert answer.status_code == 403
    assert await state(token) == "asked"


async def test_the_page_lists_what_else_the_address_has(client, db) -> None:
    first, second = await confirmed(), await confirmed("topic:price", rhythm=Rhythm.DAILY)
    page = (await client.get(f"/subscriptions/{first}")).text
    assert "政府定价" in page
    back = await client.post(f"/subscriptions/{second}/end", data={"page": first})
    assert back.headers["location"] == f"/subscriptions/{first}"
    assert "政府定价" not in (await client.get(f"/subscriptions/{first}")).text
    third = await confirmed("topic:health")
    await client.post(f"/subscriptions/{first}/end", data={"is_everything": "true"})
    assert [await state(token) for token in (first, second, third)] == ["ended"] * 3


async def test_a_redirect_never_leaves_the_site(client, db) -> None:
    token = await confirmed()
    answer = await client.post(f"/subscriptions/{token}/end", data={"page": "//evil.example/x"})
    assert answer.headers["location"] == f"/subscriptions/{token}"


async def test_a_token_is_for_its_holder_alone(client, db) -> None:
    token = await confirmed()
    answer = await client.get(f"/subscriptions/{token}")
    assert "no-store" in answer.headers["cache-control"]
    assert answer.headers["x-robots-tag"] == "noindex"
    assert answer.headers["referrer-policy"] == "strict-origin"  # the address stays here
    assert MAIL not in answer.text


async def test_no_log_has_a_token_or_an_address(client, db, capfd) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logging.getLogger().addHandler(handler)
    try:
        await client.post("/subscriptions", data=SENT)
        path = await path_of(client)
        await client.get(path)
        await client.post(f"{path}/confirmation")
        await client.get("/subscriptions/unknown-token-unknown-token")
        await happened(ONE)
        await write_digests({})
    finally:
        logging.getLogger().removeHandler(handler)
    said = "\n".join(
        line
        for line in (stream.getvalue() + "".join(capfd.readouterr())).splitlines()
        if "HTTP Request" not in line  # the test's own client
    )
    assert path.rpartition("/")[2] not in said
    assert "unknown-token" not in said
    assert MAIL not in said


async def test_who_lost_the_letters_finds_the_subscriptions_by_a_code(client, db) -> None:
    token = await confirmed()
    asked_for = await client.post("/subscriptions/find", data={"contact": MAIL})
    assert asked_for.status_code == 200
    assert 'action="/subscriptions/find/code"' in asked_for.text
    (letter,) = await written("contact/code")
    code = re.search(r"\b\d{6}\b", letter.text)
    wrong = await client.post("/subscriptions/find/code", data={"contact": MAIL, "code": "000000x"})
    assert wrong.status_code == 422
    assert f'value="{MAIL}"' in wrong.text
    found = await client.post("/subscriptions/find/code", data={"contact": MAIL, "code": code[0]})
    assert found.headers["location"] == f"/subscriptions/{token}"


async def test_finding_tells_a_stranger_nothing(client, db) -> None:
    await confirmed()
    answers = [
        await client.post("/subscriptions/find", data={"contact": mail})
        for mail in (MAIL, "zhao@example.com")
    ]
    texts = [answer.text.replace(MAIL, "X").replace("zhao@example.com", "X") for answer in answers]
    assert texts[0] == texts[1]
    wrong = await client.post("/subscriptions/find", data={"contact": "没有"})
    assert wrong.status_code == 422
    assert "请写完整的电子邮箱" in wrong.text


def entries(answer: httpx.Response) -> list[str]:
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = ET.fromstring(answer.content)
    return [str(found.text) for found in root.iterfind("{*}entry/{*}summary")]


async def test_each_scope_has_a_feed_of_its_own(client, db) -> None:
    await decisions.published_catalogue(2026, 2, hidden=1)
    ref = await consultations.published()
    await happened(ONE, reason="first")
    await happened("QZ-2026-02", "decision.publish_result", reason="second")
    await happened(ref.slug, "consultation.conclude", kind="consultation", reason="third")
    await happened("QZ-2026-N01", reason="hidden")
    expected = {
        "all": {"first", "second", "third"},
        f"decision/{ONE}": {"first"},
        f"consultation/{ref.slug}": {"third"},
        f"unit/{decisions.LEAD_UNIT}": {"first", "second", "third"},
        "activity/decided": {"second"},
        "activity/results": {"third"},
        "topic/price": set(),
    }
    for name, reasons in expected.items():
        answer = await client.get(f"/subscriptions/feeds/{name}.xml")
        assert answer.headers["cache-control"].startswith("public"), name
        assert set(entries(answer)) & {"first", "second", "third", "hidden"} == reasons, name


async def test_unknown_feeds_are_not_found(client, db) -> None:
    for name in ("topic/none.xml", "nothing/x.xml", "all/x.xml", "unit/office", "decision/.xml"):
        assert (await client.get(f"/subscriptions/feeds/{name}")).status_code == 404, name


async def test_letters_are_worded_in_both_languages_and_escaped(client, db) -> None:
    await decisions.published_catalogue(2026, 1)
    for mail, view in (("zh@example.com", ""), ("en@example.com", "/en")):
        await client.post(f"{view}/subscriptions", data={**SENT, "mail": mail, "rhythm": "at_once"})
        await client.post(f"{await path_of(client)}/confirmation")
    await happened(ONE, "decision.publish_result", reason="<script>alert(1)</script>")
    await write_digests({})
    letters = await written("subscriptions/confirm", "subscriptions/news")
    assert letters[0].subject == "请确认订阅：全部进展"
    assert letters[2].subject == f"事项{ONE}：决策结果已公布"
    for letter in letters[2:]:
        assert "<script>" not in letter.html
        assert "<script>alert(1)" in letter.text
        assert f"/decisions/{ONE}" in letter.html


async def test_pages_lead_to_their_subscription(client, db) -> None:
    await decisions.published_catalogue(2026, 1)
    ref = await consultations.published()
    for page, about in (
        (f"/decisions/{ONE}", f"?about=decision:{ONE}"),
        (f"/consultations/{ref.slug}", f"?about=consultation:{ref.slug}"),
        ("/consultations", "?about=activity:consultations"),
        ("/decisions", "?about=activity:catalogue"),
        ("/", ""),
    ):
        assert f'href="/subscriptions/new{about}"' in (await client.get(page)).text, page
        assert f'href="/en/subscriptions/new{about}"' in (await client.get(f"/en{page}")).text, page


async def test_one_network_address_cannot_send_codes_to_many(client, db) -> None:
    answers = [
        await client.post("/subscriptions/find", data={"contact": f"a{number}@example.com"})
        for number in range(25)
    ]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 422
    assert "太频繁" in answers[-1].text
    assert 'value="a24@example.com"' in answers[-1].text


async def test_past_three_codes_to_a_mailbox_the_form_comes_back_whole(client, db) -> None:
    find, sent = "/subscriptions/find", {"contact": MAIL}
    for _ in range(3):
        assert (await client.post(find, data=sent)).status_code == 200
    for view in ("", "/en", "/elder"):
        answer = await client.post(f"{view}{find}", data=sent)
        assert answer.status_code == 422
        assert 'id="contact-error"' in answer.text
        assert f'value="{MAIL}"' in answer.text
    assert "最新的一封" in answer.text
    assert len(await written("contact/code")) == 3
    assert (await client.post(find, data={"contact": "li@example.com"})).status_code == 200


async def test_the_letter_as_it_arrives_can_be_ended_with_one_click(
    client, committed, anyio_backend, monkeypatch
) -> None:
    await decisions.published_catalogue(2026, 1)
    token = await confirmed()
    await happened(ONE, "decision.publish_result")
    async with receiving(monkeypatch) as mailbox:
        await write_digests({})
        await deliver()
        letter = mailbox.to(MAIL)[-1]
    assert letter.subject == f"事项{ONE}：决策结果已公布"
    assert letter.mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = str(letter.mail["List-Unsubscribe"]).strip("<>")
    assert link == f"{ORIGIN}/subscriptions/{token}/end"
    data = {"List-Unsubscribe": "One-Click"}
    assert (await client.post(link.removeprefix(ORIGIN), data=data)).status_code == 200
    assert await state(token) == "ended"
