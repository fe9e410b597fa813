"""Text messages reach a real gateway, signed, each once, whatever the gateway does."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime

import asyncpg
import pytest
from pydantic import ValidationError

from backend.kernel.database import rows
from backend.kernel.settings import Settings, get_settings
from backend.notifications.enums import Cause, Channel
from backend.notifications.operations.suppressing import suppress
from backend.notifications.rules import MOST_ATTEMPTS
from backend.notifications.texting import LOOK_EVERY, Courier, body_of, signature
from tests.notifications.messages import are, outbox, post, states
from tests.support import mail
from tests.support.gateway import Gateway, deliver, dribble, hang, redirected, texting, vanish
from tests.support.waiting import until
from tests.support.workers import started, tear_away

pytestmark = pytest.mark.anyio
LOST = (ConnectionError, asyncpg.InterfaceError, asyncpg.PostgresError)  # and no TimeoutError
PHONE = "13900001111"


@pytest.fixture
async def gateway(anyio_backend: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Gateway]:
    async with texting(monkeypatch) as found:
        yield found


async def text(*keys: str, to: str = PHONE, **given: object) -> None:
    await post(*keys, to=to, channel=Channel.SMS, **given)


async def make_due() -> None:
    await rows("UPDATE outbound_message SET due_at = now() - interval '1 second'")


async def waits() -> float:
    """How many seconds the one message still has to wait."""
    found = await rows(
        "SELECT extract(epoch FROM due_at - now())::float AS s FROM outbound_message"
    )
    return float(found[0]["s"])


async def test_a_receipt_arrives_signed_with_code_and_link(db, gateway):
    await text("1")
    await deliver()
    assert await states() == ["sent"]
    posted = gateway.posted[0]
    assert posted.is_signed
    assert posted.sent["phone"] == PHONE
    for words in ("【青泽县回音】", "编号 71", "7KQM-2ABX-9TRW", f"{mail.ORIGIN}/track"):
        assert words in posted.sent["text"]
    message_id = (await outbox())[0]["message_id"]
    assert posted.sent["id"] == posted.headers["idempotency-key"] == message_id


async def test_english_readers_get_english(db, gateway):
    await text("1", language="en", template="contact/code")
    await deliver()
    assert "123456" in gateway.posted[0].sent["text"]
    assert f"{mail.ORIGIN}" not in gateway.posted[0].sent["text"]


async def test_what_is_sent_is_not_sent_again(db, gateway):
    await text("1", "2")
    await deliver()
    await deliver()
    assert len(gateway.posted) == 2


async def test_mail_is_left_to_the_postman_and_texts_to_the_courier(db, gateway):
    await post("mail")
    await text("text")
    await deliver()
    assert await states() == ["queued", "sent"]


async def test_without_a_gateway_messages_are_kept(db, monkeypatch):
    await text("1")
    await deliver()
    assert await states() == ["kept"]


async def test_without_an_address_for_its_links_nothing_goes_out(db, gateway, monkeypatch):
    monkeypatch.setenv("HUIYIN_ORIGIN", "")
    get_settings.cache_clear()
    await text("1")
    await deliver()
    assert (await states(), gateway.posted) == (["kept"], [])


@pytest.mark.parametrize("answer", ["400 Bad Request", "403 Forbidden", "422 No"])
async def test_a_refusal_fails_at_once_and_says_why(db, gateway, answer):
    gateway.answers = [answer]
    await text("1")
    await deliver()
    row = (await outbox())[0]
    assert row["state"] == "failed"
    assert row["failure"].startswith(answer[:3])


@pytest.mark.parametrize("answer", ["408 Slow", "429 Too Many", "500 Oops", "503 Busy", "304 Hm"])
async def test_a_passing_fault_is_tried_again_ever_later(db, gateway, answer):
    gateway.answers = [answer, answer]
    await text("1")
    await deliver()
    assert await states() == ["queued"]
    first = await waits()
    await make_due()
    await deliver()
    assert await waits() > first > 30
    await make_due()
    await deliver()
    assert await states() == ["sent"]
    keys = {posted.headers["idempotency-key"] for posted in gateway.posted}
    assert len(keys) == 1


async def test_no_redirect_is_followed(db, gateway):
    gateway.answers = [redirected(gateway.url.replace("/send", "/elsewhere"))]
    await text("1")
    await deliver()
    assert gateway.paths == ["/send"]
    assert (await outbox())[0]["failure"].startswith("302")


@pytest.mark.parametrize("answer", [hang, dribble])
async def test_a_gateway_that_hangs_holds_nothing_up_for_long(db, gateway, answer):
    gateway.answers = [answer]
    await text("1", "2")
    async with asyncio.timeout(10):
        await deliver(patience=0.5)
    assert await states() == ["queued", "sent"]


async def test_an_answer_that_was_lost_is_asked_for_again_under_the_same_key(db, gateway):
    gateway.answers = [vanish]
    await text("1")
    await deliver()
    assert await states() == ["queued"]
    await make_due()
    await deliver()
    assert await states() == ["sent"]
    first, second = gateway.posted
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]


async def test_who_does_not_know_us_gets_nothing_counted_against_the_messages(db, gateway):
    gateway.answers = ["401 Who are you"]
    await text("1", "2")
    pause = await Courier(chance=lambda: 1.0).go_round(asyncio.Event())
    assert pause > LOOK_EVERY
    assert [(row["state"], row["attempts"]) for row in await outbox()] == [("queued", 0)] * 2
    assert (await outbox())[0]["failure"].startswith("401")


async def test_a_gateway_that_is_away_is_left_alone_ever_longer(db, gateway, monkeypatch):
    monkeypatch.setenv("HUIYIN_SMS_URL", "http://127.0.0.1:9/nobody")
    get_settings.cache_clear()
    await text("1")
    courier = Courier(chance=lambda: 1.0)
    first = await courier.go_round(asyncio.Event())
    assert await courier.go_round(asyncio.Event()) > first
    assert [(row["state"], row["attempts"]) for row in await outbox()] == [("queued", 0)]


async def test_the_last_try_says_why(db, gateway):
    gateway.answers = ["500 Oops"]
    await text("1")
    await rows("UPDATE outbound_message SET attempts = {}", MOST_ATTEMPTS - 1)
    await deliver()
    row = (await outbox())[0]
    assert (row["state"], row["failure"][:3]) == ("failed", "500")


@pytest.mark.parametrize("to", ["010-8888888", "zhu@example.com", "1390000111"])
async def test_a_number_no_text_can_reach_fails_in_sight_of_the_desk(db, gateway, to):
    await text("1", to=to)
    await deliver()
    assert await states() == ["failed"]
    assert to not in (await outbox())[0]["failure"]


async def test_a_message_without_short_words_fails_in_sight_of_the_desk(db, gateway):
    await text("1", template="opinions/withheld")
    await deliver()
    assert await states() == ["failed"]


async def test_who_is_told_to_stop_gives_back_what_was_not_begun(db, gateway):
    stop = asyncio.Event()

    async def told(_: object) -> str:
        stop.set()
        return "200 OK"

    gateway.answers = [told]
    await text("1", "2", "3")
    await Courier().go_round(stop)
    assert [(row["state"], row["attempts"]) for row in await outbox()] == [
        ("sent", 1),
        ("queued", 0),
        ("queued", 0),
    ]


async def test_a_number_left_alone_gets_nothing_more(db, gateway):
    await suppress(PHONE, cause=Cause.ASKED, reason="")
    await text("1")
    await text("2", to="13900002222")
    await deliver()
    assert await states() == ["suppressed", "sent"]


async def test_two_couriers_at_once_bring_each_message_once(committed, gateway):
    await text(*map(str, range(60)))
    await asyncio.gather(*(deliver() for _ in range(2)))
    assert await states() == ["sent"] * 60
    keys = [posted.headers["idempotency-key"] for posted in gateway.posted]
    assert len(keys) == len(set(keys)) == 60


async def test_a_courier_who_lost_the_lock_claims_nothing_more(committed, gateway):
    async def tear(_: object) -> str:
        await tear_away("huiyin sms")
        await until(lambda: not courier.sole.is_held)
        return "200 OK"

    gateway.answers = [tear]
    await text("1", "2")
    with closing(Courier()) as courier, pytest.raises(LOST):
        async with asyncio.timeout(10):
            await courier.go_round(asyncio.Event())
    assert [(row["state"], row["attempts"]) for row in await outbox()] == [
        ("sent", 1),
        ("queued", 0),
    ]


async def test_a_courier_killed_in_the_act_leaves_its_messages_to_the_next(committed, gateway):
    await text("1", "2")
    reached = asyncio.Event()

    async def hold(writer: asyncio.StreamWriter) -> str:
        reached.set()
        return await hang(writer)

    gateway.answers = [hold]
    killed = asyncio.create_task(deliver(patience=60))
    await asyncio.wait_for(reached.wait(), 10)
    killed.cancel()
    await asyncio.gather(killed, return_exceptions=True)
    await deliver()
    assert await states() == ["queued", "queued"]  # the lease still runs
    await make_due()
    await deliver()
    assert await states() == ["sent", "sent"]
    sent = [posted.headers["idempotency-key"] for posted in gateway.posted]
    assert len(set(sent)) == 2


async def test_a_worker_killed_by_force_leaves_its_message_to_the_next(committed, gateway):
    reached = asyncio.Event()

    async def hold(writer: asyncio.StreamWriter) -> str:
        reached.set()
        return await hang(writer)

    gateway.answers = [hold]
    async with started() as worker:
        await text("1")
        await asyncio.wait_for(reached.wait(), 20)
        await worker.killed()
    await make_due()
    async with started():
        await until(lambda: are("sent"))
    first, second = (posted.headers["idempotency-key"] for posted in gateway.posted)
    assert first == second


async def test_the_body_is_what_the_county_says(db, monkeypatch):
    template = '{"to": ["+86{phone}"], "msg": {"id": "{id}", "c": "{text}"}, "type": 1}'
    async with texting(monkeypatch, HUIYIN_SMS_BODY=template) as gateway:
        await text("1")
        await deliver()
    sent = gateway.posted[0].sent
    assert (sent["to"], sent["type"]) == ([f"+86{PHONE}"], 1)
    assert sent["msg"]["c"].startswith("【青泽县回音】")


@pytest.mark.parametrize("words", ['", "phone": "1', "{phone} {id}", "\\", "\n", "𠮷\u202e"])
def test_no_words_break_out_of_their_place(words):
    template = '{"phone": "{phone}", "text": "{text}"}'
    body = body_of(template, {"phone": "1", "text": words, "id": "7"})
    assert json.loads(body) == {"phone": "1", "text": words}


def test_a_signature_is_of_time_and_body():
    at = datetime(2026, 11, 22, tzinfo=UTC)
    first, second = (signature(body, secret="s", at=at) for body in (b"1", b"2"))
    assert first["X-Huiyin-Timestamp"] == str(int(at.timestamp()))
    assert first["X-Huiyin-Signature"] != second["X-Huiyin-Signature"]
    assert "X-Huiyin-Signature" not in signature(b"1", secret="", at=at)


@pytest.mark.parametrize(
    "template", ["{phone} {text}", '["{phone}{text}"]', '{"text": "{text}"}', "{", '{"p": {phone}}']
)
def test_a_body_that_would_send_nothing_is_refused_at_the_start(monkeypatch, template):
    monkeypatch.setenv("HUIYIN_SMS_BODY", template)
    with pytest.raises(ValidationError):
        Settings()
