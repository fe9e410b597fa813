"""What every kind of page keeps to at both widths: open to all, light, still, without strangers."""

import pytest
from playwright.async_api import Page

from tests.journeys.conftest import Reading
from tests.journeys.screenshots import DESK, PUBLIC, View
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
STOPS = 40  # what comes after the menus and forty more is a list of the same
REFUSALS = {403, 404, 422}  # the pages named `error-…` mean to be refused
# How much may still be written is said by a script that counts along; the rest is the same.
READ = """main => {
    const counters = [...main.querySelectorAll('[class*=govuk-character-count__]')];
    counters.forEach(counter => counter.hidden = true);
    const read = main.innerText;
    counters.forEach(counter => counter.hidden = false);
    return read;
}"""
SIGNED_IN: dict[tuple[str, str], list[dict[str, object]]] = {}  # cookies, by site and person


async def assert_there_for_everyone(page: Page, *, mostly: int) -> None:
    """Look at a page as wide as a phone, then as wide as a desk: turned, not loaded anew.

    With axe where it is mostly used: the journeys do at both.
    """
    for width, height in ((PHONE, 812), (DESKTOP, 900)):
        await page.set_viewport_size({"width": width, "height": height})
        if width == mostly:
            await assert_accessible(page)
        await assert_no_overflow(page)
        assert await page.locator("h1").count() == 1
        assert await tab_stops(page, most=STOPS)


@pytest.mark.parametrize("path", [view.path for view in ON_SCREEN])
async def test_a_public_page_is_there_for_everyone(read: Reading, path: str) -> None:
    async with read(expects=REFUSALS) as page:
        await assert_budget(page, path)
        with_script = await page.locator("main").evaluate(READ)
        await assert_there_for_everyone(page, mostly=PHONE)
    if path == "/api/docs":  # shows what it fetches
        return
    async with read(js=False, expects=REFUSALS) as page:
        await page.goto(path)
        assert await page.locator("main").evaluate(READ) == with_script


@pytest.mark.parametrize("view", AT_WORK, ids=lambda view: view.file)
async def test_a_desk_page_is_there_for_everyone(read: Reading, site: Served, view: View) -> None:
    async with read() as page:
        await arrive(page, site, view)
        await assert_there_for_everyone(page, mostly=DESKTOP)


async def arrive(page: Page, site: Served, view: View) -> None:
    """Come to a page of the desk, through the door the first time, then with the same session."""
    key = (site.address, view.username)
    if key in SIGNED_IN:
        await page.context.add_cookies(SIGNED_IN[key])  # type: ignore[arg-type]
        await page.goto(view.path)
        return
    await sign_in(page, view.username, to=view.path)
    SIGNED_IN[key] = [dict(cookie) for cookie in await page.context.cookies()]
