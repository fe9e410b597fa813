"""Who has no mailbox, or wants no mail, gets none; a server that dislikes us silences nobody."""

import pytest

from backend.kernel.database import rows
from backend.notifications.enums import Cause
from backend.notifications.operations.suppressing import suppress
from tests.notifications.messages import outbox, post, states
from tests.support.mail import deliver

pytestmark = pytest.mark.anyio
NO_MAILBOX = "550 5.1.1 <zhu@example.com>: Recipient address rejected: User unknown"


async def suppressed() -> list[dict[str, object]]:
    return await rows("SELECT masked, cause, reason FROM suppressed_address")


async def test_a_suppressed_address_gets_nothing_whatever_it_is(db, mailbox):
    await suppress("zhu@example.com", cause=Cause.ASKED, reason="本人要求")
    await post("1", template="opinions/receipt")
    await post("2", template="opinions/answered")
    await post("3", to="li@example.com")
    await deliver()
    assert await states() == ["suppressed", "suppressed", "sent"]
    assert [letter.recipients for letter in mailbox.letters] == [["li@example.com"]]


async def test_a_mailbox_that_does_not_exist_is_asked_for_once_and_never_again(db, mailbox):
    mailbox.answers["RCPT"].append(NO_MAILBOX)
    await post("1", "2")
    await post("3", to="li@example.com")
    await deliver()
    assert await states() == ["failed", "suppressed", "sent"]
    assert await suppressed() == [
        {
            "masked": "z***@example.com",
            "cause": "bounce",
            "reason": "550 5.1.1 <[mail]>: Recipient address rejected: User unknown",
        }
    ]
    await post("4")
    await deliver()
    assert await states() == ["failed", "suppressed", "sent", "suppressed"]
    assert [letter.recipients for letter in mailbox.letters] == [["li@example.com"]]


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        ("RCPT", "450 4.1.1 unknown for now"),
        ("RCPT", "552 5.2.2 the mailbox is full"),
        ("RCPT", "554 5.7.1 relay access denied"),
        ("RCPT", "550 5.7.1 unknown senders are not welcome"),
        ("DATA", "550 5.1.1 user unknown"),
        ("MAIL", "550 5.1.1 user unknown"),
    ],
)
async def test_another_refusal_suppresses_nobody(db, mailbox, stage, answer):
    mailbox.answers[stage].append(answer)
    await post("1")
    await deliver()
    assert (await outbox())[0]["state"] != "suppressed"
    assert await suppressed() == []


async def test_a_bounce_of_one_leaves_the_others_of_its_batch_alone(db, mailbox):
    mailbox.answers["RCPT"] += ["250 OK", "550 5.1.1 no such user", "250 OK"]
    for number in range(6):
        await post(str(number), to=f"reader{number}@example.com")
    await deliver()
    assert await states() == ["sent", "failed", "sent", "sent", "sent", "sent"]
    assert len(mailbox.letters) == 5
    assert mailbox.connections == 1
