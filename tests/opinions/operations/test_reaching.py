"""People who left a phone number are written to where there is a gateway, and told no less."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import pytest

from backend.kernel.database import rows
from backend.kernel.sealing import unseal
from backend.notifications.enums import Channel
from backend.notifications.operations.outbox import RECIPIENT, claim
from backend.notifications.rendering import texted
from backend.opinions.enums import ContactKind
from backend.opinions.operations.announcing import announce_answers, tell_authors
from backend.opinions.operations.own import erase_identity
from backend.opinions.operations.reaching import reached_kinds, way_to
from backend.opinions.schemas.own import Proof
from backend.opinions.schemas.telling import Author, Occasion, Told
from tests.support import answering, opinions
from tests.support.gateway import Gateway, texting
from tests.support.queries import counting_queries

pytestmark = pytest.mark.anyio
MOBILE, LANDLINE, MAIL = "13900001111", "0571-88888888", "zhu@example.com"


@pytest.fixture
async def gateway(anyio_backend: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Gateway]:
    async with texting(monkeypatch) as found:
        yield found


async def receive(contact: str, invited=None, **given):
    """Enter an opinion, and return its subject and receipt."""
    invited = invited or await opinions.subject()
    sent = opinions.draft(contact=contact)
    return invited, await opinions.receive(invited, sent=sent, **given)


async def queued() -> list[tuple[str, str, str]]:
    """By which way which message goes to whom."""
    found = await rows("SELECT channel, template, recipient FROM outbound_message ORDER BY id")
    return [
        (row["channel"], row["template"], unseal(row["recipient"], purpose=RECIPIENT))
        for row in found
    ]


async def words() -> list[str]:
    found = await claim(50, lease=timedelta(hours=1), channel=Channel.SMS)
    return [texted(message) for message in found]


async def test_without_a_gateway_nothing_is_written_to_a_phone(db):
    await receive(MOBILE)
    assert await queued() == []
    assert reached_kinds() == (ContactKind.EMAIL,)


async def test_a_receipt_goes_to_a_phone_in_the_same_statement(db, gateway):
    invited = await opinions.subject()
    async with counting_queries() as with_a_text:
        _, receipt = await receive(MOBILE, invited)
    async with counting_queries() as with_a_mail:
        await receive(MAIL, invited)
    assert len(with_a_text) == len(with_a_mail)
    assert await queued() == [
        ("sms", "opinions/receipt", MOBILE),
        ("mail", "opinions/receipt", MAIL),
    ]
    said = (await words())[0]
    assert receipt.code in said
    assert f"编号 {receipt.number}" in said
    assert len(said) < 140


async def test_no_text_is_written_to_a_landline(db, gateway):
    await receive(LANDLINE)
    assert await queued() == []


async def test_an_address_no_mail_can_go_to_fails_in_sight_as_before(db, gateway):
    assert way_to(ContactKind.EMAIL, "zhu@") is None
    assert way_to(ContactKind.EMAIL, MAIL) is Channel.MAIL
    assert way_to(ContactKind.NONE, "") is None


async def test_phones_are_told_of_the_answers_once(db, gateway):
    asked = await answering.asked(1, contact=MOBILE)
    await rows("DELETE FROM outbound_message")
    await answering.all_adopted(asked)
    await answering.published(asked)
    for _ in range(2):
        await announce_answers(asked.id, origin="")
    assert await queued() == [("sms", "opinions/answered", MOBILE)]
    said = (await words())[0]
    assert "采纳情况和理由已经公布" in said
    assert "https://hy.qingze.example/consultations/matter-" in said


async def test_a_letter_without_short_words_is_not_sent_to_a_phone(db, gateway):
    invited, _ = await receive(MOBILE)
    await receive(MAIL, invited)
    await rows("DELETE FROM outbound_message")

    async def write(authors: Sequence[Author]) -> dict[int, Told]:
        assert {author.contact for author in authors} == {MOBILE, MAIL}
        return {author.first: Told("opinions/withheld", {}) for author in authors}

    assert await tell_authors(Occasion(invited.id, "test"), write) == 1
    assert await queued() == [("mail", "opinions/withheld", MAIL)]


async def test_who_is_forgotten_is_forgotten_in_the_texts_too(db, gateway):
    _, receipt = await receive(MOBILE)
    await rows("UPDATE outbound_message SET state = 'sent', sent_at = now()")
    await erase_identity(receipt.code, Proof(proof=MOBILE))
    found = await rows("SELECT context, recipient, recipient_key FROM outbound_message")
    assert [set(row.values()) for row in found] == [{""}]
