"""Each message is delivered, none is lost; told by a real SMTP server, kind and faulty."""

import asyncio
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from backend.kernel import clock
from backend.kernel.database import rows
from backend.kernel.settings import get_settings
from backend.notifications.delivery import LOOK_EVERY, Postman
from backend.notifications.recorder import WINDOW
from backend.notifications.rules import MOST_ATTEMPTS
from tests.notifications.messages import outbox, post, states
from tests.support.mail import (
    ORIGIN,
    Pause,
    configure,
    deliver,
    take_and_vanish,
    vanish,
)
from tests.support.waiting import until

pytestmark = pytest.mark.anyio


async def make_due() -> None:
    await rows("UPDATE outbound_message SET due_at = now() - interval '1 second'")


async def waits() -> float:
    """How many seconds the one message still has to wait."""
    found = await rows(
        "SELECT extract(epoch FROM due_at - now())::float AS s FROM outbound_message"
    )
    return float(found[0]["s"])


async def test_what_is_due_arrives_once_and_is_marked_sent(db, mailbox):
    await post("1", "2", to="zhu@example.com")
    await deliver()
    await deliver()
    assert len(mailbox.to("zhu@example.com")) == 2
    assert await states() == ["sent", "sent"]


async def test_all_that_is_due_goes_over_one_connection(db, mailbox):
    await post(*map(str, range(120)))  # more than are claimed at once
    await deliver()
    assert len(mailbox.letters) == 120
    assert mailbox.connections == 1


async def test_what_is_not_due_waits(db, mailbox):
    await post("1")
    await rows("UPDATE outbound_message SET due_at = now() + interval '1 hour'")
    await deliver()
    assert mailbox.letters == []


@pytest.mark.parametrize("stage", ["RCPT", "DATA"])
@pytest.mark.parametrize("code", [450, 451, 452])
async def test_a_temporary_refusal_is_tried_again_later(db, mailbox, stage, code):
    mailbox.answers[stage].append(f"{code} not now, zhu@example.com")
    await post("1")
    await deliver()
    row = (await outbox())[0]
    assert (row["state"], row["attempts"]) == ("queued", 1)
    assert row["failure"] == f"{code} not now, [mail]"
    assert await waits() == pytest.approx(60)
    await make_due()
    await deliver()
    assert await states() == ["sent"]
    assert len(mailbox.letters) == 1


async def test_a_server_that_closes_its_shop_is_tried_again_later(db, mailbox):
    mailbox.answers["RCPT"].append("421 shutting down")
    await post("1", "2")
    await deliver()
    assert sorted(await states()) == ["queued", "sent"]


@pytest.mark.parametrize("stage", ["RCPT", "DATA"])
async def test_a_permanent_refusal_fails_at_once_and_holds_nobody_up(db, mailbox, stage):
    mailbox.answers[stage].append("550 5.7.1 <zhu@example.com> unwanted, call 13900001234")
    await post("1", "2")
    await deliver()
    first, second = await outbox()
    assert (first["state"], first["attempts"]) == ("failed", 1)
    assert first["failure"] == "550 5.7.1 <[mail]> unwanted, call [number]"
    assert second["state"] == "sent"
    assert mailbox.connections == 1


async def test_pauses_grow_until_the_last_attempt_then_the_row_says_why(db, mailbox):
    mailbox.answers["RCPT"] += ["451 greylisted"] * MOST_ATTEMPTS
    await post("1")
    pauses = []
    for _ in range(MOST_ATTEMPTS):
        await make_due()
        await deliver()
        pauses.append(await waits())
    row = (await outbox())[0]
    assert (row["state"], row["failure"]) == ("failed", "451 greylisted")
    assert pauses[:4] == pytest.approx([60, 120, 240, 480])


async def test_a_connection_lost_before_the_letter_was_taken_loses_nothing(db, mailbox):
    mailbox.answers["RCPT"].append(vanish)
    await post("1", "2")
    await deliver()
    assert sorted(await states()) == ["queued", "sent"]
    await make_due()
    await deliver()
    assert await states() == ["sent", "sent"]
    assert len(mailbox.letters) == 2


async def test_an_answer_lost_after_data_is_the_one_window_for_a_second_copy(db, mailbox):
    """SMTP itself cannot close it; both copies carry one Message-ID, so readers show one."""
    mailbox.answers["DATA"].append(take_and_vanish)
    await post("1")
    await deliver()
    await make_due()
    await deliver()
    assert await states() == ["sent"]
    assert len(mailbox.letters) == 2
    assert len({letter.mail["Message-ID"] for letter in mailbox.letters}) == 1


@pytest.mark.parametrize(
    "answer", ["451 not you now", "550 5.7.1 who are you", "530 sign in first"]
)
async def test_a_server_that_refuses_the_sender_costs_no_message_an_attempt(db, mailbox, answer):
    mailbox.answers["MAIL"].append(answer)
    await post("1", "2")
    await deliver()
    assert [(row["state"], row["attempts"]) for row in await outbox()] == [("queued", 0)] * 2
    assert (await outbox())[0]["failure"] == answer
    await deliver()
    assert await states() == ["sent", "sent"]


async def test_a_letter_too_large_is_its_own_fault(db, mailbox):
    mailbox.answers["MAIL"].append("552 too large")
    await post("1", "2")
    await deliver()
    assert await states() == ["failed", "sent"]


async def test_nobody_at_the_port_is_left_alone_ever_longer_and_no_attempt_is_lost(
    db, monkeypatch, mailbox
):
    configure(monkeypatch, "smtp://127.0.0.1:1")
    await post("1", "2")
    postman = Postman(chance=lambda: 1.0, patience=2)
    pauses = [await postman.go_round(asyncio.Event()) for _ in range(8)]
    assert [pause.total_seconds() for pause in pauses] == [5, 10, 20, 40, 80, 160, 300, 300]
    assert [(row["state"], row["attempts"]) for row in await outbox()] == [("queued", 0)] * 2
    assert "SMTPConnectError" in (await outbox())[0]["failure"]
    configure(monkeypatch, mailbox.url)
    assert await postman.go_round(asyncio.Event()) == LOOK_EVERY
    assert postman.absences == 0
    assert await states() == ["sent", "sent"]


async def test_a_server_that_hangs_is_given_up_in_time(db, monkeypatch, anyio_backend, mailbox):
    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with await asyncio.start_server(say_nothing, "127.0.0.1", 0) as server:
        configure(monkeypatch, f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        await post("1")
        async with asyncio.timeout(5):
            await Postman(patience=0.2).go_round(asyncio.Event())
        assert await states() == ["queued"]
        server.close()


async def test_a_server_that_hangs_in_the_middle_is_given_up_in_time(db, mailbox):
    gone = asyncio.Event()

    async def hang(_: object) -> str:
        await gone.wait()
        return "451 too late"

    mailbox.answers["DATA"].append(hang)
    await post("1", "2")
    await Postman(patience=0.2).go_round(asyncio.Event())
    gone.set()
    assert sorted(await states()) == ["queued", "sent"]


async def test_a_server_that_takes_for_ever_over_a_letter_is_given_up_and_called_anew(db, mailbox):
    """Where the conversation stands nobody knows then: the next letter gets one of its own."""
    pause = Pause()
    mailbox.answers["DATA"].append(pause)
    await post("1", "2")
    async with asyncio.timeout(10):
        await Postman(send_within=0.3).go_round(asyncio.Event())
    pause.over.set()
    assert await states() == ["queued", "sent"]
    assert mailbox.connections == 2


@pytest.mark.parametrize("missing", ["url", "sender", "origin"])
async def test_without_a_configured_server_mail_is_kept(db, monkeypatch, mailbox, missing):
    given = {"url": mailbox.url, "sender": "huiyin@qingze.example", "origin": ORIGIN, missing: ""}
    configure(monkeypatch, given.pop("url"), **given)
    await post("1")
    await deliver()
    assert await states() == ["kept"]
    assert mailbox.letters == []


async def test_two_workers_at_once_send_each_message_once(committed, mailbox):
    await post(*map(str, range(150)))
    await asyncio.gather(*[deliver() for _ in range(3)])
    ids = [letter.mail["Message-ID"] for letter in mailbox.letters]
    assert len(ids) == len(set(ids)) == 150
    assert set(await states()) == {"sent"}


async def go_round_and_lose_the_table(postman, mailbox) -> None:
    """The outbox is away from when the server has taken a letter until the round has failed."""

    async def take_and_lose_the_table(_: object) -> str:
        await rows("ALTER TABLE outbound_message RENAME TO torn_away")
        return "250 taken"

    mailbox.answers["DATA"].append(take_and_lose_the_table)
    try:
        with pytest.raises(asyncpg.PostgresError):
            await postman.go_round(asyncio.Event())
    finally:
        await rows("ALTER TABLE torn_away RENAME TO outbound_message")


async def test_what_could_not_be_written_down_is_before_anything_is_sent_again(committed, mailbox):
    await post("1", "2")
    with closing(Postman()) as postman:
        await go_round_and_lose_the_table(postman, mailbox)
        await make_due()  # as if the lease were over
        await postman.go_round(asyncio.Event())
    assert await states() == ["sent", "sent"]
    assert len(mailbox.letters) == 2


async def test_a_postman_told_to_stop_finishes_his_letter_and_gives_the_rest_back(db, mailbox):
    stop = asyncio.Event()

    async def stop_now(_: object) -> str:
        stop.set()
        return "250 taken"

    mailbox.answers["DATA"].append(stop_now)
    await post("1", "2", "3")
    await Postman().go_round(stop)
    assert [(row["state"], row["attempts"]) for row in await outbox()] == [
        ("sent", 1),
        ("queued", 0),
        ("queued", 0),
    ]


async def test_what_the_lease_leaves_no_time_for_goes_back_and_is_claimed_anew(db, mailbox):
    await post("1", "2", "3")
    await Postman(lease=timedelta(seconds=30)).go_round(asyncio.Event())  # one letter may take 60
    assert [(row["state"], row["attempts"]) for row in await outbox()] == [("sent", 1)] * 3
    assert len(mailbox.letters) == 3


async def test_words_that_lack_something_fail_alone_and_in_sight(db, mailbox):
    await post("1", context={"answer_due_on": "soon"})
    await post("2")
    await deliver()
    first, second = await outbox()
    assert (first["state"], second["state"]) == ("failed", "sent")
    assert "Invalid isoformat" in first["failure"]


async def test_an_address_no_mail_can_go_to_fails_alone_and_in_sight(db, mailbox):
    await post("1", to="朱大海@例子\r\nBcc: li@example.com")
    await post("2")
    await deliver()
    first, second = await outbox()
    assert (first["state"], second["state"]) == ("failed", "sent")
    assert first["failure"] == "builtins.ValueError: no mail can go to this address"
    assert [letter.recipients for letter in mailbox.letters] == [["zhu@example.com"]]


async def test_no_more_than_the_window_goes_out_that_is_not_written_down(committed, mailbox):
    await post(*map(str, range(60)))
    held = asyncio.Event()
    ahead = []

    async def count(_: object) -> str:
        if held.is_set():
            ahead.append(len(mailbox.letters))
        return "250 OK"

    async def hold_the_rows(_: object) -> str:
        await lock.start()
        await connection.execute("LOCK TABLE outbound_message IN SHARE MODE")
        held.set()
        return "250 taken"

    connection = await asyncpg.connect(get_settings().database_url)
    lock = connection.transaction()
    mailbox.answers["MAIL"] += [count] * 60
    mailbox.answers["DATA"].append(hold_the_rows)
    going = asyncio.create_task(deliver())
    try:
        await until(lambda: len(mailbox.letters) >= WINDOW)
        await asyncio.wait({going}, timeout=0.3)  # one that does not wait would be far ahead
        assert max(ahead) < WINDOW
    finally:
        held.clear()
        await lock.rollback()
        await connection.close()
        await going
    assert set(await states()) == {"sent"}
    assert len(mailbox.letters) == 60


async def test_what_is_taken_on_goes_back_when_the_database_was_away(committed, mailbox):
    await post(*map(str, range(WINDOW + 5)))
    with closing(Postman()) as postman:
        await go_round_and_lose_the_table(postman, mailbox)
        await postman.go_round(asyncio.Event())  # without waiting for the lease to be over
    assert set(await states()) == {"sent"}
    assert len(mailbox.letters) == WINDOW + 5


@pytest.mark.parametrize("hours", [-1, 1])
async def test_a_jump_of_our_own_clock_changes_nothing(db, mailbox, monkeypatch, hours):
    real = time.time

    async def jump(_: object) -> str:
        monkeypatch.setattr(time, "time", lambda: real() + hours * 3600)
        monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC) + timedelta(hours=hours))
        return "250 taken"

    mailbox.answers["DATA"] += [jump, "451 not now"]
    await post("1", "2", "3")
    await deliver()
    assert await states() == ["sent", "queued", "sent"]
    waiting = (await outbox())[1]
    assert (waiting["due_at"] - waiting["created_at"]).total_seconds() == pytest.approx(60, abs=5)
    await make_due()
    await deliver()
    assert set(await states()) == {"sent"}
    assert len(mailbox.letters) == 3


async def test_when_the_databases_clock_jumps_ahead_nothing_goes_twice(committed, mailbox):
    async def jump(_: object) -> str:
        await rows("UPDATE outbound_message SET due_at = due_at - interval '1 hour'")
        return "250 taken"

    mailbox.answers["DATA"] += [jump, "250 taken", jump]
    await post(*map(str, range(20)))
    await deliver()
    assert set(await states()) == {"sent"}
    assert len(mailbox.letters) == 20


async def test_when_the_databases_clock_jumps_back_mail_is_late_and_not_lost(committed, mailbox):
    async def jump(_: object) -> str:
        await rows("UPDATE outbound_message SET due_at = due_at + interval '1 hour'")
        return "451 not now"

    mailbox.answers["DATA"].append(jump)
    await post("1", "2")
    await deliver()
    assert sorted(await states()) == ["queued", "sent"]
    await make_due()
    await deliver()
    assert await states() == ["sent", "sent"]
    assert len(mailbox.letters) == 2
