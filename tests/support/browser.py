"""A real browser, and what every page must keep to in it."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    async_playwright,
    expect,
)

from tests.support.waiting import until

PHONE, DESKTOP, SMALLEST = 375, 1280, 320  # CSS pixels
PATIENCE = 20_000  # milliseconds a page may take, on a busy machine too
MOST_BYTES = 60_000  # transferred on the first view of a public page
MOST_REQUESTS = 8
NAMES = (
    "chromium-headless-shell",  # opens a window twice as fast
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
HOW_TO_GET_ONE = (
    "No Chromium was found, and the browser tests are part of the promise: they are never skipped."
    " Get one with `apt-get install chromium` (as root), or `.venv/bin/playwright install"
    " chromium`, or name yours: HUIYIN_CHROMIUM=/path/to/chrome"
)
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
# Only what is wrong: to describe what is right takes it longer than to look.
LOOK = """async tags => (await axe.run(document, {
    runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], selectors: false
})).violations"""
expect.set_options(timeout=PATIENCE)
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Weight(NamedTuple):
    """What a first view costs the reader."""

    requests: int
    transferred: int  # bytes, headers and compression included


class NoBrowserError(RuntimeError):
    """No Chromium on this machine."""


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Run a browser for the length of the block; raise NoBrowserError saying how to get one."""
    async with async_playwright() as playwright:
        path = _find(playwright.chromium.executable_path)
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            await browser.close()


def _find(own: str) -> str:
    named = os.environ.get("HUIYIN_CHROMIUM", "")
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    for candidate in (named, found, own):
        if candidate and Path(candidate).exists():
            return candidate
    raise NoBrowserError(HOW_TO_GET_ONE)


@asynccontextmanager
async def reading(
    browser: Browser,
    address: str,
    *,
    width: int = PHONE,
    js: bool = True,
    expects: Collection[int] = (),
) -> AsyncIterator[Page]:
    """Give a fresh reader's page; fail afterwards on whatever went wrong unseen.

    That is: an error in the console (the policy's refusals among them), a request to any other
    host, an answer of 500 or above. `expects` names statuses the story means to meet.
    """
    context = await new_context(browser, address, width=width, js=js)
    troubles: list[str] = []
    page = await context.new_page()
    _watch(page, address, troubles, expects)
    context.on("page", lambda opened: _watch(opened, address, troubles, expects))
    try:
        yield page
    finally:
        await context.close()
    assert not troubles, "\n".join(troubles)


async def new_context(
    browser: Browser, address: str, *, width: int = PHONE, js: bool = True
) -> BrowserContext:
    """Return a reader who was never here before."""
    context = await browser.new_context(
        base_url=address,
        viewport={"width": width, "height": 812 if width < DESKTOP else 900},
        java_script_enabled=js,
        locale="zh-CN",
        has_touch=width < DESKTOP,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    return context


def _watch(page: Page, address: str, troubles: list[str], expects: Collection[int]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        is_meant = any(f"status of {status}" in message.text for status in expects)
        if message.type in ("error", "warning") and not is_meant:
            troubles.append(f"console at {page.url}: {message.text}")

    own = urlsplit(address).netloc
    page.on("console", on_console)
    page.on("pageerror", lambda error: troubles.append(f"script at {page.url}: {error}"))
    page.on(
        "request",
        lambda request: (
            troubles.append(f"outside request at {page.url}: {request.url}")
            if urlsplit(request.url).netloc not in (own, "")
            else None
        ),
    )
    page.on(
        "response",
        lambda response: (
            troubles.append(f"{response.status} at {response.url}")
            if response.status >= 500 and response.status not in expects
            else None
        ),
    )


async def assert_accessible(page: Page) -> None:
    """WCAG 2 A and AA and axe's best practices; evaluated from outside, so the policy holds."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE)
    found = await page.evaluate(LOOK, AXE_TAGS)
    assert not found, f"{page.url}\n" + "\n".join(map(_told, found))


def _told(violation: dict[str, Any]) -> str:
    places = [
        f"    {node['html'][:160]}\n      {node.get('failureSummary', '')[:300]}"
        for node in violation["nodes"][:4]
    ]
    return "\n".join([f"{violation['id']}: {violation['help']}", *places])


OVERFLOW = """() => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    const found = [];
    for (const part of document.querySelectorAll('body *')) {
        const box = part.getBoundingClientRect();
        if (box.right > wide + 1 && box.width > 0)
            found.push(part.tagName + '.' + part.className + ' to ' + Math.round(box.right));
    }
    return found.length ? found.slice(0, 8) : ['something wider than the page'];
}"""


async def assert_no_overflow(page: Page) -> None:
    """No sideways scrolling, at this width and on the smallest phone."""
    before = page.viewport_size or {"width": PHONE, "height": 812}
    for width in (before["width"], SMALLEST):
        await page.set_viewport_size({"width": width, "height": before["height"]})
        wide = await page.evaluate(OVERFLOW)
        assert not wide, f"{page.url} at {width} px: {wide}"
    await page.set_viewport_size({"width": before["width"], "height": before["height"]})


async def weigh(page: Page, path: str) -> Weight:
    """Go to a page as someone who was never here; return what this first view costs."""
    session = await page.context.new_cdp_session(page)
    asked: set[str] = set()
    came: dict[str, float] = {}
    session.on("Network.requestWillBeSent", lambda event: asked.add(event["requestId"]))
    session.on(
        "Network.loadingFinished",
        lambda event: came.__setitem__(event["requestId"], event["encodedDataLength"]),
    )
    await session.send("Network.enable")
    await page.goto(path)
    await until(lambda: asked <= came.keys(), within=PATIENCE / 1000)
    await session.detach()
    return Weight(len(asked), int(sum(came.values())))


async def assert_budget(page: Page, path: str) -> None:
    """At most 60 kB and 8 requests on a first view."""
    weight = await weigh(page, path)
    assert weight.transferred <= MOST_BYTES, f"{path}: {weight}"
    assert weight.requests <= MOST_REQUESTS, f"{path}: {weight}"


# A key goes up where its going down has led: there and then it is written down who has the focus.
WATCH_FOCUS = """() => {
    window.stops = [];
    addEventListener('keyup', () => {
        const part = document.activeElement;
        if (!part || part === document.body) { stops.push(null); return; }
        const box = part.getBoundingClientRect();
        const look = getComputedStyle(part);
        const ring = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0;
        stops.push({
            tag: part.tagName.toLowerCase(),
            name: (part.getAttribute('aria-label') || part.name || part.innerText || '').trim(),
            href: part.getAttribute('href') || '',
            seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
            ring: ring || look.boxShadow !== 'none',
        });
    }, {capture: true, signal: (window.watching = new AbortController()).signal});
}"""
TAB = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
STOPS = "() => { watching.abort(); return stops; }"


# Tab goes on from where it was, even when nothing has the focus any more.
TO_THE_TOP = """() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    scrollTo(0, 0);
}"""


async def tab_stops(page: Page, *, most: int = 80) -> list[dict[str, Any]]:
    """Walk the page by Tab from its top; each stop must be seen and show that it has the focus."""
    await page.evaluate(TO_THE_TOP)
    await page.evaluate(WATCH_FOCUS)
    session = await page.context.new_cdp_session(page)
    presses = [{**TAB, "type": kind} for _ in range(most) for kind in ("rawKeyDown", "keyUp")]
    await asyncio.gather(*(session.send("Input.dispatchKeyEvent", one) for one in presses))
    await session.detach()
    stops: list[dict[str, Any]] = []
    for stop in await page.evaluate(STOPS):
        if stop is None or stop in stops[:1]:
            break
        assert stop["seen"], f"focus is out of sight at {page.url}: {stop}"
        assert stop["ring"], f"focus does not show at {page.url}: {stop}"
        stops.append(stop)
    return stops
