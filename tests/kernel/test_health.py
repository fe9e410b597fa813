"""What the doctor says of mail, told by a real SMTP server on loopback."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from aiosmtpd.handlers import Sink
from aiosmtpd.smtp import SMTP, AuthResult

from backend.kernel.health import State, check_mail
from backend.kernel.settings import get_settings

pytestmark = pytest.mark.anyio


def may_enter(*given: Any) -> AuthResult:
    """Let in whoever says the right password."""
    return AuthResult(success=given[-1].password == b"right")


@pytest.fixture
async def port(anyio_backend: str) -> AsyncIterator[int]:
    """A mail server in this loop, at a port of its own."""
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(Sink(), authenticator=may_enter, auth_require_tls=False), "127.0.0.1", 0
    )
    async with server:
        yield server.sockets[0].getsockname()[1]


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Set the mail settings as the environment would."""

    def set_mail(
        url: str, sender: str = "huiyin@qingze.example", origin: str = "https://hy.example"
    ) -> None:
        monkeypatch.setenv("HUIYIN_SMTP_URL", url)
        monkeypatch.setenv("HUIYIN_MAIL_FROM", sender)
        monkeypatch.setenv("HUIYIN_ORIGIN", origin)
        get_settings.cache_clear()

    yield set_mail
    monkeypatch.undo()
    get_settings.cache_clear()


async def test_mail_that_is_not_configured_is_a_warning(configure):
    configure("")
    assert (await check_mail()).state is State.WARNING


@pytest.mark.parametrize("who", ["", "clerk:right@"])
async def test_a_server_that_answers_is_fine(configure, port, who):
    configure(f"smtp://{who}127.0.0.1:{port}")
    assert (await check_mail()).state is State.OK


async def test_a_wrong_password_is_told_without_telling_it(configure, port):
    configure(f"smtp://clerk:wrong-secret@127.0.0.1:{port}")
    finding = await check_mail()
    assert finding.state is State.FAILED
    assert "wrong-secret" not in f"{finding.said} {finding.remedy}"


async def test_nobody_at_the_port_is_a_failure_with_a_remedy(configure, port):
    configure("smtp://127.0.0.1:1")
    finding = await check_mail()
    assert finding.state is State.FAILED
    assert "HUIYIN_SMTP_URL" in finding.remedy


async def test_a_server_without_a_sender_is_a_failure(configure, port):
    configure(f"smtp://127.0.0.1:{port}", sender="")
    assert (await check_mail()).remedy == "Set HUIYIN_MAIL_FROM."


async def test_a_server_without_an_address_for_links_is_a_failure(configure, port):
    configure(f"smtp://127.0.0.1:{port}", origin="")
    assert (await check_mail()).remedy == "Set HUIYIN_ORIGIN."


async def test_a_server_that_offers_no_encryption_is_refused_where_it_is_required(configure, port):
    configure(f"smtp+starttls://127.0.0.1:{port}")
    assert (await check_mail()).state is State.FAILED


async def test_an_address_of_another_kind_is_a_failure(configure):
    configure("https://mail.example")
    assert (await check_mail()).state is State.FAILED
