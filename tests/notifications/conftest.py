"""What the tests of mail share: a mailbox, and messages to fill it."""

from collections.abc import AsyncIterator

import pytest

from tests.support.mail import Mailbox, nobody_carries, receiving
from tests.support.waiting import until


@pytest.fixture
async def committed(committed: None) -> None:
    """The same once nobody of the test before holds a carrier's lock."""
    await until(nobody_carries)


@pytest.fixture
async def mailbox(anyio_backend: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Mailbox]:
    """A real mail server that the product sends to."""
    async with receiving(monkeypatch) as found:
        yield found
