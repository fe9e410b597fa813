"""Moderating in a browser: by keyboard alone, on a phone, without scripts; axe finds nothing."""

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

import pytest
from playwright.async_api import Browser, Page

from backend.opinions.operations import own
from backend.opinions.schemas.own import AppealDraft
from backend.organisation.authentication import cookie_name
from backend.organisation.enums import SessionStage
from backend.organisation.operations import sessions
from backend.organisation.schemas import StaffMember
from tests.support import moderating, opinions
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_no_overflow, reading
from tests.support.served import Served, serving

pytestmark = pytest.mark.anyio
QUEUE = "/desk/moderation"
OPEN = "[data-row][aria-current='true']"


class Waiting(NamedTuple):
    """A site where opinions wait, and who is to read them."""

    site: Served
    person: StaffMember
    numbers: list[int]


@pytest.fixture(scope="module")
async def empty_site(app: object) -> AsyncIterator[Served]:
    async with serving(os.environ["DATABASE_URL"]) as found:
        yield found
        assert not found.failures()


@pytest.fixture
async def waiting(empty_site: Served, committed: None) -> Waiting:
    invited = await opinions.subject()
    receipts = await opinions.receive_many(invited, 5)
    person = await opinions.moderator()
    return Waiting(empty_site, person, [receipt.number for receipt in receipts])


@asynccontextmanager
async def at_the_desk(browser: Browser, waiting: Waiting, **how) -> AsyncIterator[Page]:
    """Give the moderator's browser, signed in."""
    opened = await sessions.open_session(waiting.person.id, stage=SessionStage.OPEN, device="测试")
    async with reading(browser, waiting.site.address, **how) as page:
        cookie = {"name": cookie_name(), "value": opened.token, "url": waiting.site.address}
        await page.context.add_cookies([cookie])
        yield page


async def press(page: Page, key: str) -> None:
    """Press a key that leads to another page, and wait until that page hears keys."""
    async with page.expect_navigation(wait_until="load"):
        await page.keyboard.press(key)


async def states(waiting: Waiting) -> list[str]:
    return [(await moderating.row(number))["state"] for number in waiting.numbers]


async def test_a_whole_queue_by_keyboard(browser: Browser, waiting: Waiting) -> None:
    first, third = waiting.numbers[0], waiting.numbers[2]
    async with at_the_desk(browser, waiting, width=DESKTOP, expects={422}) as page:
        await page.goto(QUEUE)
        await press(page, "p")
        assert "已公开" in await page.inner_text(".outcome")
        await press(page, "j")
        assert f"编号 {third}" in await page.inner_text(OPEN)
        await page.keyboard.press("x")
        await press(page, "j")
        await page.keyboard.press("x")
        assert await page.inner_text("[data-ticked-count]") == "2"
        await page.keyboard.press("w")
        assert await page.evaluate("document.activeElement.name") == "many_rule"
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("ArrowDown")
        assert await page.input_value("#many_rule") == "spam"
        await page.keyboard.press("Tab")
        await press(page, "Enter")
        assert await states(waiting) == [
            "published",
            "received",
            "withheld",
            "withheld",
            "received",
        ]
        await press(page, "u")
        assert "撤销了 2 条" in await page.inner_text(".outcome")
        assert await page.locator("[data-ticked]").is_hidden()
        await page.keyboard.press("d")
        await page.keyboard.type(str(first))
        await page.keyboard.press("Tab")
        await press(page, "Enter")
    assert await states(waiting) == ["published", "duplicate", "received", "received", "received"]


async def test_keys_are_letters_while_writing_and_can_be_switched_off(
    browser: Browser, waiting: Waiting
) -> None:
    async with at_the_desk(browser, waiting, width=DESKTOP) as page:
        await page.goto(QUEUE)
        await page.fill("#reason", "")
        await page.focus("#reason")
        await page.keyboard.type("pjkxu")
        assert await page.input_value("#reason") == "pjkxu"
        await page.keyboard.press("Enter")  # sends nothing: no button is the first one
        await page.locator("#reason").blur()
        await page.keyboard.press("?")
        await page.check("[data-keys-off] input")
        await page.locator("body").click(position={"x": 5, "y": 5})
        await page.keyboard.press("p")
        await page.reload()
        await page.keyboard.press("p")
        assert await page.is_checked("[data-keys-off] input")
    assert set(await states(waiting)) == {"received"}


@pytest.mark.parametrize("js", [True, False])
async def test_on_a_phone_from_the_list_to_one_and_back(
    browser: Browser, waiting: Waiting, js: bool
) -> None:
    async with at_the_desk(browser, waiting, width=PHONE, js=js, expects={422}) as page:
        await page.goto(QUEUE)
        assert await page.locator(".athand").is_hidden()
        await page.click(f".queue__open:text-is('编号 {waiting.numbers[1]}')")
        assert await page.locator(".queue").is_hidden()
        await page.click(".act button[value=withhold]")
        assert "请先选规则" in await page.inner_text(".govuk-error-summary")
        await page.select_option("#rule", "rude")
        await page.click(".act button[value=withhold]")
        assert "依规不公开" in await page.inner_text(".outcome")
        for number in waiting.numbers[2:4]:
            await page.check(f"input[value^='{number}.']")
        await page.click(".batch button[value=publish]")
        assert "办理了 2 条" in await page.inner_text(".outcome")
    assert await states(waiting) == ["received", "withheld", "published", "published", "received"]


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
async def test_every_page_and_state_is_accessible(
    browser: Browser, waiting: Waiting, width: int
) -> None:
    _, receipt = await moderating.withheld("rude", text="打我电话13900001234，都是糊涂虫。")
    await own.appeal(receipt.code, AppealDraft(text="我没有骂人，请再看一遍。"))
    invited = await opinions.subject()
    await opinions.receive(
        invited, sent=opinions.draft(text="我叫何律师\u202e电话13900001234。" * 30)
    )
    async with at_the_desk(browser, waiting, width=width, expects={422}) as page:
        paths = [
            *(QUEUE, f"{QUEUE}/{waiting.numbers[0]}", f"{QUEUE}/{receipt.number}"),
            *(f"{QUEUE}?shelf=withdrawn", f"{QUEUE}?word=没有", f"{QUEUE}/appeals", "/moderation"),
        ]
        for path in paths:
            await page.goto(path)
            await assert_accessible(page)
            await assert_no_overflow(page)
        await page.goto(f"{QUEUE}/{waiting.numbers[0]}")
        await page.click(".act button[value=duplicate]")
        await assert_accessible(page)
        await page.goto(f"{QUEUE}/{receipt.number}")
        await page.click("text=看原文")
        await assert_accessible(page)
        await page.goto(f"{QUEUE}/appeals")
        await page.click(".todo a")
        await page.click("main button.govuk-button")
        assert re.search(r"/appeals/\d+/answer$", page.url)
        await assert_accessible(page)
        await assert_no_overflow(page)
