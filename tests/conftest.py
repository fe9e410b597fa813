"""Real parts for every test: a PostgreSQL of their own, the whole app, one event loop."""

import os
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, settings

from tests.support import server

# Nothing here is timed: a busy machine fails no test.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

# Before anything of the product is imported: it reads its settings once.
SERVER = server.start()
os.environ.update(SERVER.environment)
for name, value in SERVER.inherited.items():
    os.environ.setdefault(name, value)


def pytest_unconfigure() -> None:
    SERVER.stop()


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
async def app(anyio_backend: str) -> AsyncIterator[Any]:
    """The app as it is served, its pool and its listener running."""
    from backend.app import create_app
    from backend.kernel.migrations import migrate
    from tests.support.asgi import running

    await migrate()
    whole = create_app()
    async with running(whole):
        yield whole


@pytest.fixture
async def db(app: Any) -> AsyncIterator[None]:
    """A transaction around the test, rolled back after it; the app's writes share it."""
    from backend.kernel.database import transaction

    class _Undone(Exception):
        pass

    try:
        async with transaction():
            yield
            raise _Undone
    except _Undone:
        pass


@pytest.fixture
async def committed(app: Any) -> AsyncIterator[None]:
    """For races: writes are committed, and every table is emptied afterwards."""
    yield
    await server.empty_every_table()


@pytest.fixture
async def client(app: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A browser without JavaScript, talking to the app in this very loop."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://huiyin.test") as found:
        yield found
