"""What every kind of page keeps to at both widths: open to all, light, still, without strangers."""

import pytest
from playwright.async_api import Browser

from tests.journeys.conftest import Reading
from tests.journeys.screenshots import DESK, PUBLIC
from tests.support.browser import (
    DESKTOP,
    PHONE,
    assert_accessible,
    assert_budget,
    assert_no_overflow,
    tab_stops,
)
from tests.support.served import Served
from tests.support.signing_in import sign_in

pytestmark = pytest.mark.anyio

ON_SCREEN = [view for view in PUBLIC if view.media == "screen"]
AT_WORK = sorted({view for view in DESK if "error" not in view.file})
REFUSALS = {403, 404, 422}  # the pages named `error-…` mean to be refused
WIDTHS = pytest.mark.parametrize("width", [PHONE, DESKTOP])


@WIDTHS
@pytest.mark.parametrize("path", [view.path for view in ON_SCREEN])
async def test_a_public_page_is_there_for_everyone(read: Reading, path: str, width: int) -> None:
    async with read(width=width, expects=REFUSALS) as page:
        await page.goto(path)
        await assert_accessible(page)
        await assert_no_overflow(page)
        assert await page.locator("h1").count() == 1
        assert await tab_stops(page)


@pytest.mark.parametrize("path", [view.path for view in ON_SCREEN])
async def test_a_first_view_is_light(browser: Browser, site: Served, path: str) -> None:
    await assert_budget(browser, site.address, path)


@pytest.mark.parametrize("path", [view.path for view in ON_SCREEN if view.path != "/api/docs"])
async def test_a_page_reads_the_same_without_script(read: Reading, path: str) -> None:
    async with read(expects=REFUSALS) as page:
        await page.goto(path)
        with_script = await page.inner_text("main")
    async with read(js=False, expects=REFUSALS) as page:
        await page.goto(path)
        assert await page.inner_text("main") == with_script


@WIDTHS
@pytest.mark.parametrize("view", AT_WORK, ids=lambda view: view.file)
async def test_a_desk_page_is_there_for_everyone(read: Reading, view: object, width: int) -> None:
    async with read(width=width) as page:
        await sign_in(page, view.username, to=view.path)  # type: ignore[attr-defined]
        await assert_accessible(page)
        await assert_no_overflow(page)
        assert await page.locator("h1").count() == 1
        assert await tab_stops(page)
