"""Nothing goes over the wire in the clear where encryption was asked for, or fails."""

import asyncio

import pytest

from backend.notifications.delivery import Postman
from tests.notifications.messages import outbox, post, states
from tests.support.certificates import certified
from tests.support.mail import configure, deliver, listening

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mailbox")]  # it restores the settings


@pytest.fixture
def starttls(tmp_path):
    """What a server of the county's own authority shows, and the file of that authority."""
    return certified(tmp_path)


async def are_untouched() -> bool:
    return [(row["state"], row["attempts"]) for row in await outbox()] == [("queued", 0)]


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
async def test_a_server_without_encryption_gets_nothing_in_the_clear(
    db, monkeypatch, mailbox, scheme
):
    configure(monkeypatch, mailbox.url.replace("smtp", scheme))
    await post("1")
    await deliver()
    assert mailbox.letters == []
    assert await are_untouched()


@pytest.mark.parametrize("scheme", ["smtp", "smtp+starttls"])
async def test_a_certificate_nobody_vouches_for_gets_nothing(db, monkeypatch, starttls, scheme):
    async with listening(tls=starttls[0]) as stranger:
        configure(monkeypatch, stranger.url.replace("smtp", scheme))
        await post("1")
        postman = Postman(patience=2)
        await postman.go_round(asyncio.Event())
    assert stranger.letters == []
    assert await are_untouched()
    assert postman.absences == 1
    assert "certificate" in (await outbox())[0]["failure"]


async def test_a_certificate_for_another_server_gets_nothing(db, monkeypatch, tmp_path):
    shown, authority = certified(tmp_path, address="192.0.2.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    async with listening(tls=shown) as stranger:
        configure(monkeypatch, stranger.url.replace("smtp", "smtp+starttls"))
        await post("1")
        await deliver()
    assert stranger.letters == []
    assert await are_untouched()


@pytest.mark.parametrize("scheme", ["smtp", "smtp+starttls"])
async def test_a_certificate_of_the_countys_own_authority_is_trusted_once_it_is_named(
    db, monkeypatch, starttls, scheme
):
    shown, authority = starttls
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    async with listening(tls=shown) as own:
        configure(monkeypatch, own.url.replace("smtp", scheme))
        await post("1")
        await deliver()
    assert len(own.letters) == 1
    assert own.encrypted == 1
    assert await states() == ["sent"]
