"""A test mail tells how the server answers, at the desk and in the terminal, and never hangs."""

import asyncio
import re

import pytest

from backend.kernel.errors import Invalid
from backend.notifications.trial import send_trial
from tests.notifications.messages import outbox
from tests.support.commands import huiyin
from tests.support.mail import ORIGIN, SENDER, configure, vanish

pytestmark = pytest.mark.anyio
TO = "office@example.com"


async def test_it_goes_out_whole_and_past_the_outbox(db, mailbox):
    mailbox.answers["DATA"] = ["250 2.0.0 Ok: queued as 4711"]
    trial = await send_trial(TO)
    assert (trial.is_taken, trial.said) == (True, "2.0.0 Ok: queued as 4711")
    mail = mailbox.to(TO)[0].mail
    assert re.fullmatch(r"<[0-9a-f]{32}@qingze\.example>", mail["Message-ID"])
    assert mail["Auto-Submitted"] == "auto-generated"
    assert ORIGIN in mailbox.to(TO)[0].part("html")
    assert await outbox() == []


async def test_each_is_a_mail_of_its_own(mailbox):
    for _ in range(2):
        await send_trial(TO)
    assert len({letter.mail["Message-ID"] for letter in mailbox.letters}) == 2


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("answer", ["450 4.2.1 later", "550 5.7.1 never, <you>"])
async def test_a_refusal_is_told_word_for_word(mailbox, stage, answer):
    mailbox.answers[stage] = [answer]
    trial = await send_trial(TO)
    assert (trial.is_taken, trial.said) == (False, answer)


async def test_a_broken_conversation_is_told_of(mailbox):
    mailbox.answers["DATA"] = [vanish]
    trial = await send_trial(TO)
    assert not trial.is_taken
    assert trial.said


async def test_a_server_that_hangs_is_not_waited_for_long(mailbox):
    over = asyncio.Event()

    async def hang(_: object) -> str:
        await over.wait()
        return "250 at last"

    mailbox.answers["DATA"] = [hang]
    async with asyncio.timeout(10):
        trial = await send_trial(TO, patience=0.5)
    over.set()
    assert not trial.is_taken


@pytest.mark.parametrize("url", ["smtp://127.0.0.1:9", "http://127.0.0.1", "nonsense"])
async def test_a_wrong_setting_is_told_and_nothing_breaks(mailbox, monkeypatch, url):
    configure(monkeypatch, url)
    trial = await send_trial(TO)
    assert not trial.is_taken
    assert trial.said


async def test_without_a_server_it_says_what_to_set():
    with pytest.raises(Invalid) as refused:
        await send_trial(TO)
    assert "HUIYIN_SMTP_URL" in str(refused.value.message)


async def test_the_terminal_sends_one_too(mailbox, tmp_path):
    settings = {
        "HUIYIN_DATA_DIR": str(tmp_path),
        "HUIYIN_SMTP_URL": mailbox.url,
        "HUIYIN_MAIL_FROM": SENDER,
        "HUIYIN_ORIGIN": ORIGIN,
    }
    mailbox.answers["DATA"] = ["250 2.0.0 Ok: queued as 4711", "550 5.7.1 never"]
    first = await asyncio.to_thread(huiyin, "doctor", "--mail", TO, **settings)
    assert first.code == 0
    assert "queued as 4711" in first.said
    second = await asyncio.to_thread(huiyin, "doctor", "--mail", TO, **settings)
    assert second.code == 1
    assert "550 5.7.1 never" in second.said
    assert len(mailbox.to(TO)) == 1


def test_the_terminal_says_what_is_missing(tmp_path):
    ended = huiyin("doctor", "--mail", TO, HUIYIN_DATA_DIR=str(tmp_path))
    assert ended.code == 1
    assert "HUIYIN_SMTP_URL" in ended.said
    assert "Traceback" not in ended.said
    ended = huiyin("doctor", "--mail", "nonsense", HUIYIN_DATA_DIR=str(tmp_path))
    assert (ended.code, "nonsense" in ended.said) == (1, True)
