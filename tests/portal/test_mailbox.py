"""The desk's mailbox: for the office alone, masked, and with nobody's codes to be read."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from backend.kernel.database import rows
from backend.notifications.enums import Channel, MessageState
from backend.notifications.operations import outbox as operations
from backend.notifications.queries import count_failed
from backend.organisation.enums import Role
from tests.notifications.messages import outbox, post
from tests.notifications.test_bounces import REPORT
from tests.support import factories
from tests.support.mail import Mailbox, configure, receiving

pytestmark = pytest.mark.anyio
MAILBOX = "/desk/mailbox"
SUPPRESSED, BOUNCES, TRIALS = f"{MAILBOX}/suppressed", f"{MAILBOX}/bounces", f"{MAILBOX}/trials"


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
    for deed in ("attempts", "suppression"):
        assert (await client.post(f"{one}/{deed}")).status_code == 403


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


@pytest.mark.parametrize("state", sorted(set(MessageState) - {MessageState.KEPT}))
@pytest.mark.parametrize(
    ("template", "secret"), [("opinions/receipt", "7KQM"), ("contact/code", "123456")]
)
async def test_a_code_that_waits_failed_or_arrived_is_its_receivers_alone(
    office, mailbox, state, *, template, secret
):
    await post("1", template=template)
    await rows(
        "UPDATE outbound_message SET state = {}, attempts = 2, failure = '450 busy <b>',"
        " sent_at = CASE {} WHEN 'sent' THEN now() END",
        *(state, state),
    )
    answer = await office.get(f"{MAILBOX}/{await number()}")
    assert answer.status_code == 200
    assert secret not in answer.text
    assert secret not in (await office.get(MAILBOX)).text
    for words in (
        "只有收信人可以看，这里不显示内容",
        "z***@example.com",
        "450 busy &lt;b&gt;",
        str(MessageState(state).label),
    ):
        assert words in answer.text
    assert ("/attempts" in answer.text) is (state == "failed")
    assert ("/suppression" in answer.text) is (state == "failed")


async def test_codes_are_read_at_the_desk_only_where_nobody_can_be_sent_them(office):
    await post("1", template="contact/code")
    one = f"{MAILBOX}/{await number()}"
    assert "123456" not in (await office.get(one)).text
    await operations.keep_due()
    assert "123456" in (await office.get(one)).text


async def test_what_is_a_month_old_says_that_its_words_are_gone(office):
    await post("1")
    await rows("UPDATE outbound_message SET state = 'failed', context = '', recipient = ''")
    answer = await office.get(f"{MAILBOX}/{await number()}")
    assert answer.status_code == 200
    assert "已经按期清除" in answer.text
    assert "/attempts" not in answer.text
    assert "/suppression" not in answer.text


async def test_an_address_a_letter_could_not_reach_is_left_alone_without_being_seen(office):
    await post("1", "2", to="zhu.dahai@example.com")
    await rows("UPDATE outbound_message SET state = 'failed', failure = '550 full'")
    answer = await office.post(f"{MAILBOX}/{await number()}/suppression")
    assert (answer.status_code, answer.headers["location"]) == (303, MAILBOX)
    (held,) = await rows("SELECT masked, cause, reason FROM suppressed_address")
    assert held == {"masked": "z***@example.com", "cause": "desk", "reason": "550 full"}
    noted = await entry()
    assert noted["action"] == "message.suppress"
    assert "example.com" not in "\n".join(map(str, noted.values()))
    again = await office.post(f"{MAILBOX}/{await number(1)}/suppression")
    assert again.status_code == 303
    assert len(await rows("SELECT id FROM suppressed_address")) == 1
    await post("3", to="zhu.dahai@example.com")
    assert await operations.claim(9, lease=timedelta(minutes=1)) == ()


@pytest.mark.parametrize("to", ["没有邮箱", "a b@example", "@", "1390000"])
async def test_an_address_that_is_none_can_be_left_alone_too(office, to):
    await post("1", to=to)
    await rows("UPDATE outbound_message SET state = 'failed', failure = 'no mail can go there'")
    assert (await office.post(f"{MAILBOX}/{await number()}/suppression")).status_code == 303
    assert await count_failed() == 0
    assert (await office.get(SUPPRESSED)).status_code == 200


@pytest.mark.parametrize("state", ["queued", "kept", "suppressed"])
async def test_an_address_is_left_alone_only_by_what_could_not_reach_it(office, state):
    await post("1")
    await rows("UPDATE outbound_message SET state = {}", state)
    assert (await office.post(f"{MAILBOX}/{await number()}/suppression")).status_code == 409
    assert await rows("SELECT id FROM suppressed_address") == []
    assert await rows("SELECT id FROM journal_entry WHERE action = 'message.suppress'") == []


async def test_words_that_cannot_be_put_together_are_told_calmly(office):
    await post("1", context={"answer_due_on": "soon"})
    await operations.keep_due()
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
    for deed in ("attempts", "suppression"):
        assert (await office.post(f"{MAILBOX}/{strange}/{deed}")).status_code == 404


async def test_each_state_is_counted_and_narrowed_by_way(office):
    await post("1", "2", "3")
    await post("4", to="13900001111", channel=Channel.SMS)
    await operations.record_sent([await number()])
    page = (await office.get(MAILBOX)).text
    assert "已寄出 1" in page
    assert "等待寄出 3" in page
    assert "139****1111" in page
    texts = (await office.get(f"{MAILBOX}?way=sms")).text
    assert "等待寄出 1" in texts
    assert "z***@" not in texts
    assert "139****1111" not in (await office.get(f"{MAILBOX}?way=mail")).text


async def test_a_kept_text_message_is_read_as_it_would_be_sent(office):
    await post("1", to="13900001111", channel=Channel.SMS)
    await rows("UPDATE outbound_message SET state = 'kept'")
    page = (await office.get(f"{MAILBOX}/{await number()}")).text
    assert "【青泽县回音】您的意见已收到" in page
    assert "<h1>意见回执</h1>" in page


async def entry() -> dict:
    return (await rows("SELECT * FROM journal_entry ORDER BY id DESC LIMIT 1"))[0]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICE}))
async def test_nobody_but_the_office_says_who_is_left_alone(db, client, role):
    await factories.sign_in(client, await factories.staff(roles=(role,)))
    for path in (SUPPRESSED, f"{SUPPRESSED}/new", BOUNCES, TRIALS):
        assert (await client.get(path)).status_code == 403
    for path in (SUPPRESSED, f"{SUPPRESSED}/1/removal", BOUNCES, TRIALS):
        assert (await client.post(path)).status_code == 403


async def test_an_address_is_left_alone_by_hand_and_written_to_again(office):
    assert "没有不再寄送的地址" in (await office.get(SUPPRESSED)).text
    await post("1", to="zhu.dahai@example.com")
    sent = {"contact": "Zhu.Dahai@example.com", "reason": "本人 <b>来电</b>"}
    answer = await office.post(SUPPRESSED, data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, SUPPRESSED)
    assert (await outbox())[0]["state"] == "suppressed"
    page = (await office.get(SUPPRESSED)).text
    for words in ("Z***@example.com", "工作人员登记", "本人 &lt;b&gt;来电", "恢复寄送"):
        assert words in page
    assert "ahai" not in page
    noted = await entry()
    assert noted["action"] == "message.suppress"
    assert not noted["is_public"]
    assert "example.com" not in "\n".join(map(str, noted.values()))
    held = (await rows("SELECT id FROM suppressed_address"))[0]["id"]
    assert (await office.post(f"{SUPPRESSED}/{held}/removal")).status_code == 303
    assert (await entry())["action"] == "message.lift"
    assert await rows("SELECT id FROM suppressed_address") == []
    assert (await office.post(f"{SUPPRESSED}/{held}/removal")).status_code == 404


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        ({"contact": "nonsense@", "reason": "本人要求"}, "请填电子邮箱，或者 11 位手机号。"),
        ({"contact": "zhu@example.com", "reason": ""}, "请填写这一项。"),
        ({}, "请填写这一项。"),
    ],
)
async def test_what_cannot_be_left_alone_comes_back_with_every_word(office, sent, complaint):
    answer = await office.post(SUPPRESSED, data=sent)
    assert answer.status_code == 422
    for words in (complaint, *filter(None, sent.values())):
        assert words in answer.text
    assert await rows("SELECT id FROM suppressed_address") == []


async def test_a_pasted_bounce_is_answered_address_by_address(office):
    await post("1", to="zhu@example.com")
    answer = await office.post(BOUNCES, data={"text": f"{REPORT}"})
    assert answer.status_code == 200
    for words in ("已停寄 1", "不停寄 1", "z***@example.com", "no such user here"):
        assert words in answer.text
    assert "zhu@example.com" not in answer.text
    noted = await entry()
    assert noted["action"] == "message.import_bounces"
    assert '"suppressed":1' in noted["payload"]
    assert "example.com" not in "\n".join(map(str, noted.values()))


async def test_a_paste_without_addresses_comes_back_as_it_was(office):
    answer = await office.post(BOUNCES, data={"text": "退信 <b>在附件里</b>"})
    assert answer.status_code == 422
    assert "里面没有找到邮箱地址" in answer.text
    assert "退信 &lt;b&gt;在附件里" in answer.text
    assert await rows("SELECT id FROM journal_entry WHERE action = 'message.import_bounces'") == []


async def test_lines_nobody_could_read_are_shown_as_words(office):
    answer = await office.post(BOUNCES, data={"text": "zhu@example.com\n<script>alert(1)</script>"})
    assert answer.status_code == 200
    assert "近期没有寄过 1" in answer.text
    assert "&lt;script&gt;" in answer.text


async def test_a_test_mail_goes_out_at_once_and_the_servers_words_are_shown(office, mailbox):
    mailbox.answers["DATA"] = ["250 2.0.0 Ok: queued as 4711ABC <b>"]
    answer = await office.post(TRIALS, data={"address": "office@example.com"})
    assert answer.status_code == 200
    for words in ("邮件服务器收下了", "2.0.0 Ok: queued as 4711ABC &lt;b&gt;"):
        assert words in answer.text
    letter = mailbox.to("office@example.com")[0]
    assert letter.subject == "青泽县回音：测试信"
    assert "说明网站的信寄得出去" in letter.part("plain")
    assert await outbox() == []


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
async def test_a_test_mail_refused_shows_the_servers_words(office, mailbox, stage):
    mailbox.answers[stage] = ["550 5.7.1 we do not know you"]
    answer = await office.post(TRIALS, data={"address": "office@example.com"})
    assert answer.status_code == 200
    assert "没有寄出" in answer.text
    assert "550 5.7.1 we do not know you" in answer.text


async def test_a_server_that_is_away_is_told_of_calmly(office, mailbox, monkeypatch):
    configure(monkeypatch, "smtp://127.0.0.1:9")
    answer = await office.post(TRIALS, data={"address": "office@example.com"})
    assert answer.status_code == 200
    assert "没有寄出" in answer.text


async def test_without_a_server_a_test_mail_says_how_to_get_one(office):
    for answer in (
        await office.get(TRIALS),
        await office.post(TRIALS, data={"address": "office@example.com"}),
    ):
        assert "HUIYIN_SMTP_URL" in answer.text
        assert 'name="address"' not in answer.text
    assert answer.status_code == 422


async def test_a_test_mail_to_no_address_comes_back(office, mailbox):
    answer = await office.post(TRIALS, data={"address": "office@"})
    assert answer.status_code == 422
    assert "这个邮箱寄不到信" in answer.text
    assert 'value="office@"' in answer.text
    assert mailbox.letters == []
