"""One browser and one demo county for all who read; stories that write share one by the file.

A story that could not be told twice on one site (`work_alone`) gets a site of its own.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial

import pytest
from playwright.async_api import Browser, Page

from tests.support.browser import chromium, reading
from tests.support.served import Served, copied, serving, shared_demo

Reading = Callable[..., AbstractAsyncContextManager[Page]]


@pytest.fixture(scope="session")
async def demo(anyio_backend: str) -> str:
    """The name of a database with the demo county in it, which nobody is connected to."""
    return await shared_demo()


@pytest.fixture(scope="session")
async def site(demo: str) -> AsyncIterator[Served]:
    """A site to read; no story writes to it."""
    async with copied(demo) as url, serving(url) as found:
        yield found
        assert not found.failures()


@pytest.fixture(scope="module")
async def file_site(demo: str) -> AsyncIterator[Served]:
    """A site for the stories of one file, which write side by side."""
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
def work(browser: Browser, file_site: Served) -> Reading:
    """The same at the site this file's stories write to, on a desktop."""
    return partial(reading, browser, file_site.address, width=1280)


@pytest.fixture
def work_alone(browser: Browser, own_site: Served) -> Reading:
    """The same at this story's own site."""
    return partial(reading, browser, own_site.address, width=1280)
