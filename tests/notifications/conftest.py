"""What the tests of mail share: a mailbox, and messages to fill it."""

from collections.abc import AsyncIterator

import pytest

from tests.support.mail import Mailbox, receiving


@pytest.fixture
async def mailbox(anyio_backend: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Mailbox]:
    """A real mail server that the product sends to."""
    async with receiving(monkeypatch) as found:
        yield found
