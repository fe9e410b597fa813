"""One browser and one demo county for all stories; a story that writes gets a county of its own."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial

import pytest
from playwright.async_api import Browser, Page

from tests.support.browser import chromium, reading
from tests.support.served import Served, copied, demo_database, serving

Reading = Callable[..., AbstractAsyncContextManager[Page]]


@pytest.fixture(scope="session")
async def demo(anyio_backend: str) -> AsyncIterator[str]:
    """The name of a database with the demo county in it, which nobody is connected to."""
    async with demo_database() as name:
        yield name


@pytest.fixture(scope="session")
async def site(demo: str) -> AsyncIterator[Served]:
    """A site to read; no story writes to it."""
    async with copied(demo) as url, serving(url) as found:
        yield found
        assert not found.failures()


@pytest.fixture
async def own_site(demo: str) -> AsyncIterator[Served]:
    """A site of one story's own, to write to."""
    async with copied(demo) as url, serving(url) as found:
        yield found
        assert not found.failures()


@pytest.fixture(scope="session")
async def browser(anyio_backend: str) -> AsyncIterator[Browser]:
    async with chromium() as found:
        yield found


@pytest.fixture
def read(browser: Browser, site: Served) -> Reading:
    """`async with read(width=1280, js=False) as page:` — a fresh reader of the shared site."""
    return partial(reading, browser, site.address)


@pytest.fixture
def work(browser: Browser, own_site: Served) -> Reading:
    """The same at this story's own site, on a desktop."""
    return partial(reading, browser, own_site.address, width=1280)
