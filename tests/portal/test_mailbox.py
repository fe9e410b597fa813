"""The desk's mailbox: for the office alone, masked, and with nobody's delivered words."""

from collections.abc import AsyncIterator

import pytest

from backend.kernel.database import rows
from backend.notifications.operations import outbox as operations
from backend.organisation.enums import Role
from tests.notifications.messages import outbox, post
from tests.support import factories
from tests.support.mail import Mailbox, receiving

pytestmark = pytest.mark.anyio
MAILBOX = "/desk/mailbox"


async def number(place: int = 0) -> int:
    return (await outbox())[place]["id"]


@pytest.fixture
async def mailbox(anyio_backend: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Mailbox]:
    """A configured mail server."""
    async with receiving(monkeypatch) as found:
        yield found


@pytest.fixture
async def office(db, client):
    await factories.sign_in(client, await factories.staff(roles=(Role.OFFICE,)))
    return client


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICE}))
async def test_nobody_but_the_office_looks_into_the_mailbox(db, client, role):
    await post("1")
    await factories.sign_in(client, await factories.staff(roles=(role,)))
    one = f"{MAILBOX}/{await number()}"
    for path in (MAILBOX, one):
        assert (await client.get(path)).status_code == 403
    assert (await client.post(f"{one}/attempts")).status_code == 403


async def test_an_empty_mailbox_says_what_will_be_there(office):
    answer = await office.get(MAILBOX)
    assert answer.status_code == 200
    assert "还没有信件" in answer.text
    assert "还没有接通邮件服务器" in answer.text


async def test_the_list_shows_to_whom_masked_and_why_not(office, mailbox):
    await post("1", to="zhu.dahai@example.com")
    await rows(
        "UPDATE outbound_message SET state = 'failed', failure = '550 unknown <b>', attempts = 2"
    )
    page = (await office.get(MAILBOX)).text
    for words in ("意见回执", "z***@example.com", "没有寄出", "550 unknown &lt;b&gt;", "重寄"):
        assert words in page
    assert "zhu.dahai" not in page


async def test_nothing_is_sent_anew_while_nobody_could_take_it(office):
    await post("1")
    await rows("UPDATE outbound_message SET state = 'kept'")
    assert "/attempts" not in (await office.get(MAILBOX)).text


async def test_the_list_is_narrowed_to_a_state(office):
    await post("1", "2")
    await operations.record_sent([await number()])
    page = (await office.get(f"{MAILBOX}?standing=sent")).text
    assert f"第 {await number()} 封" in page
    assert f"第 {await number(1)} 封" not in page
    for strange in ("failed", "nonsense"):
        assert (await office.get(f"{MAILBOX}?standing={strange}")).status_code == 200


async def test_pages_follow_each_other_within_a_state(office):
    await post(*map(str, range(55)))
    first = (await office.get(f"{MAILBOX}?standing=queued")).text
    link = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "standing=queued" in link
    assert (await office.get(link)).text.count("意见回执") == 5


async def test_a_kept_message_is_read_as_it_would_be_sent(office):
    await post("1", context={"subject_title": "停车 <b>办法</b>"}, origin="http://as.asked")
    await rows("UPDATE outbound_message SET state = 'kept'")
    page = (await office.get(f"{MAILBOX}/{await number()}")).text
    for words in ("7KQM-2ABX-9TRW", "停车 &lt;b&gt;办法&lt;/b&gt;", "http://as.asked/track"):
        assert words in page


@pytest.mark.parametrize("state", ["sent", "failed", "suppressed"])
async def test_words_somebody_may_have_received_are_shown_to_nobody(office, state):
    await post("1")
    await rows(
        "UPDATE outbound_message SET state = {}, sent_at = CASE {} WHEN 'sent' THEN now() END",
        state,
        state,
    )
    answer = await office.get(f"{MAILBOX}/{await number()}")
    assert answer.status_code == 404
    assert "7KQM" not in answer.text
    assert "7KQM" not in (await office.get(MAILBOX)).text


async def test_words_that_cannot_be_put_together_are_told_calmly(office):
    await post("1", context={"answer_due_on": "soon"})
    assert (await office.get(f"{MAILBOX}/{await number()}")).status_code == 503


async def test_a_failed_message_is_sent_anew_and_the_journal_knows(office):
    await post("1")
    await rows("UPDATE outbound_message SET state = 'failed', failure = '550 unknown'")
    answer = await office.post(f"{MAILBOX}/{await number()}/attempts")
    assert (answer.status_code, answer.headers["location"]) == (303, MAILBOX)
    assert (await outbox())[0]["state"] == "queued"
    entry = (await rows("SELECT * FROM journal_entry ORDER BY id DESC LIMIT 1"))[0]
    assert (entry["action"], entry["subject_id"]) == ("message.resend", str(await number()))
    assert not entry["is_public"]


async def test_what_is_on_its_way_is_not_sent_anew(office):
    await post("1")
    assert (await office.post(f"{MAILBOX}/{await number()}/attempts")).status_code == 409
    assert await rows("SELECT id FROM journal_entry WHERE action = 'message.resend'") == []


@pytest.mark.parametrize("strange", ["0", "999999", "9" * 30, "-1"])
async def test_a_number_nobody_has_is_not_found(office, strange):
    assert (await office.get(f"{MAILBOX}/{strange}")).status_code == 404
    assert (await office.post(f"{MAILBOX}/{strange}/attempts")).status_code == 404
