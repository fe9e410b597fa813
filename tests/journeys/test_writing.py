"""In a real browser: what is typed survives, arrives once, and a person is known for one."""

import os
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, Page, expect

from tests.support.browser import (
    DESKTOP,
    assert_accessible,
    assert_budget,
    assert_no_overflow,
    reading,
    tab_stops,
)
from tests.support.served import Served, serving
from tests.support.waiting import until

pytestmark = pytest.mark.anyio

Reading = Callable[..., AbstractAsyncContextManager[Page]]
WORDS = "村口到县医院的第一班车，能不能提前到六点二十。"
PROOF, KEY, NOTE = "[name=proof]", "[name=idempotency_key]", "[data-says=restored]"
WITHOUT_STORAGE = """for (const name of ["localStorage", "sessionStorage"])
    Object.defineProperty(window, name, { get() { throw new DOMException("off"); } });"""
KEEP_SINCE = """([slot, days]) => localStorage.setItem("huiyin-draft:" + slot,
    JSON.stringify({at: Date.now() - days * 864e5, words: {'["words",0]': "旧的"}}))"""
CLICK_THRICE = """async () => {
    const button = document.querySelector("main button[type=submit]");
    for (let times = 0; times < 3; times++) {
        button.click();
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return [button.textContent, button.getAttribute("aria-disabled")];
}"""
COME_BACK = """(mark) => {
    const form = document.querySelector("form[data-draft]");
    form.dispatchEvent(new SubmitEvent("submit", {cancelable: true}));
    sessionStorage.setItem(mark, "1");
    dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}));
    const button = form.querySelector("[type=submit]");
    return [button.textContent, button.getAttribute("aria-disabled"), form.words.value];
}"""
IS_LET_GO = """() => {
    const form = document.querySelector("form[data-draft]");
    return form.dispatchEvent(new SubmitEvent("submit", {cancelable: true}));
}"""
WITHOUT_HASHES = 'Object.defineProperty(crypto, "subtle", { value: undefined });'


@pytest.fixture(scope="module")
async def letters(anyio_backend: str) -> AsyncIterator[Served]:
    command = ("-m", "tests.support.writing")
    async with serving(os.environ["DATABASE_URL"], command=command, ready="/") as found:
        yield found
        assert not found.failures()


@pytest.fixture
def write(browser: Browser, letters: Served) -> Reading:
    return partial(reading, browser, letters.address)


@pytest.fixture
def told(letters: Served) -> Callable[..., Any]:
    async def arrived(words: str) -> list[dict[str, str]]:
        async with httpx.AsyncClient() as client:
            found = (await client.get(f"{letters.address}/told")).json()
        return [one for one in found if one["words"] == words]

    return arrived


async def open_form(page: Page, path: str = "/") -> None:
    """Open the page, and go on when its scripts have begun."""
    await page.goto(path)
    await expect(page.locator(KEY)).not_to_have_value("")


async def stored(page: Page) -> str:
    return await page.evaluate("() => JSON.stringify(localStorage)")


async def until_stored(page: Page, words: str) -> None:
    await until(lambda: _is_stored(page, words))


async def _is_stored(page: Page, words: str) -> bool:
    return words in await stored(page)


async def send(page: Page) -> None:
    await page.click("main button[type=submit]")


async def test_what_was_typed_is_there_after_a_reload(write):
    async with write() as page:
        await open_form(page)
        assert not await page.is_visible(NOTE)
        await page.fill("#words", WORDS)
        await page.select_option("#town", "b")
        await page.check("[name=side][value=b]")
        await page.check("[name=groups][value=a]")
        await page.reload()
        await expect(page.locator("#words")).to_have_value(WORDS)
        await expect(page.locator("#town")).to_have_value("b")
        assert await page.is_checked("[name=side][value=b]")
        assert await page.is_checked("[name=groups][value=a]")
        assert not await page.is_checked("[name=groups][value=b]")
        await expect(page.locator(NOTE)).to_contain_text("已为您恢复上次没写完的内容")
        left = f"还可以写 {200 - len(WORDS)} 个字"
        await expect(page.locator(".govuk-character-count__status")).to_have_text(left)
        await page.click("text=知道了")
        assert not await page.is_visible(NOTE)
        await expect(page.locator("#words")).to_be_focused()


async def test_what_was_typed_is_there_after_the_browser_was_closed(write, browser, letters):
    async with write() as page:
        await open_form(page)
        await page.fill("#words", WORDS)
        await until_stored(page, WORDS)
        state = await page.context.storage_state()
    again = await browser.new_context(base_url=letters.address, storage_state=state)
    page = await again.new_page()
    await page.goto("/")
    await expect(page.locator("#words")).to_have_value(WORDS)
    await again.close()


async def test_a_draft_is_gone_after_a_week(write):
    async with write() as page:
        await open_form(page)
        for slot, days in (("letter:1", 8), ("letter:2", 8), ("letter:3", 6)):
            await page.evaluate(KEEP_SINCE, [slot, days])
        await page.reload()
        await until(lambda: _is_gone(page, "letter:2"))
        assert await page.input_value("#words") == ""
        assert await _is_gone(page, "letter:1")
        assert not await _is_gone(page, "letter:3")


async def _is_gone(page: Page, slot: str) -> bool:
    return slot not in await stored(page)


async def test_how_to_reach_the_person_is_never_kept(write):
    async with write() as page:
        await open_form(page)
        await page.fill("#phone", "13900001234")
        await page.fill("#words", WORDS)
        await until_stored(page, WORDS)
        kept = await stored(page)
        assert "13900001234" not in kept
        for name in ("phone", "second_title", "idempotency_key", "proof", "stamp"):
            assert name not in kept


async def test_clearing_begins_with_an_empty_form_for_good(write):
    async with write() as page:
        await open_form(page)
        await page.fill("#words", WORDS)
        await page.reload()
        await page.click("text=清空重写")
        await expect(page.locator("#words")).to_have_value("")
        await expect(page.locator("#words")).to_be_focused()
        await page.reload()
        await expect(page.locator(KEY)).not_to_have_value("")
        await expect(page.locator("#words")).to_have_value("")
        assert WORDS not in await stored(page)


async def test_what_arrived_is_let_go_and_the_next_letter_has_a_key_of_its_own(write, told):
    words = WORDS + "之一"
    async with write() as page:
        await open_form(page)
        key = await page.input_value(KEY)
        await page.fill("#words", words)
        await send(page)
        await page.wait_for_url("**/done")
        await until(lambda: _is_gone(page, "words"))
        await page.go_back()
        await expect(page.locator("#words")).to_have_value("")
        await expect(page.locator(KEY)).not_to_have_value(key)
        await expect(page.locator(KEY)).not_to_have_value("")
        await expect(page.locator("main button[type=submit]")).to_have_text(re.compile("提交"))
    assert [one["idempotency_key"] for one in await told(words)] == [key]


async def test_a_second_click_sends_nothing_more_and_the_button_says_why(write, told, letters):
    words = WORDS + "慢"
    async with write() as page:
        await open_form(page)
        await page.fill("#words", words)
        assert await page.evaluate(CLICK_THRICE) == ["正在提交…", "true"]
        await until(lambda: _has_come(told, words))
        async with httpx.AsyncClient() as client:
            await client.post(f"{letters.address}/release")
        await page.wait_for_url("**/done")
    assert len(await told(words)) == 1


async def _has_come(told: Callable[..., Any], words: str) -> bool:
    return bool(await told(words))


async def test_looking_at_an_old_receipt_takes_no_newer_draft_away(write):
    async with write() as page:
        await open_form(page)
        await page.fill("#words", WORDS + "第一封")
        await send(page)
        await page.wait_for_url("**/done")
        await open_form(page)
        await page.fill("#words", WORDS + "第二封")
        await until_stored(page, "第二封")
        await page.goto("/done")
        await open_form(page)
        await expect(page.locator("#words")).to_have_value(WORDS + "第二封")


async def test_a_letter_that_was_begun_and_not_sent_on_is_kept_when_another_arrives(write):
    async with write() as page:
        await open_form(page)
        await page.evaluate(KEEP_SINCE, ["letter:9", 0])
        await page.evaluate("sessionStorage.setItem('huiyin-draft: sent', 'letter:9')")
        await page.fill("#words", WORDS)
        await send(page)
        await page.wait_for_url("**/done")
        await until(lambda: _is_gone(page, "letter:1"))
        assert not await _is_gone(page, "letter:9")


async def test_a_page_the_browser_kept_whole_is_ready_again(write):
    """The back button may bring a page back as it stood, button and all: its words have arrived."""
    async with write() as page:
        await open_form(page)
        key = await page.input_value(KEY)
        await page.fill("#words", WORDS)
        said = await page.evaluate(COME_BACK, "huiyin-draft:letter:1 done")
        assert said == ["提交", None, ""]
        await expect(page.locator(KEY)).not_to_have_value(key)
        await expect(page.locator(KEY)).not_to_have_value("")


async def test_a_page_kept_whole_keeps_words_that_did_not_arrive(write):
    async with write() as page:
        await open_form(page)
        key = await page.input_value(KEY)
        await page.fill("#words", WORDS)
        assert await page.evaluate(COME_BACK, "nothing") == ["提交", None, WORDS]
        await expect(page.locator(KEY)).to_have_value(key)


async def test_a_retry_is_the_same_letter_and_another_tab_is_another(write, told):
    words = WORDS + "再"
    async with write(expects=[422]) as page:
        await open_form(page)
        key = await page.input_value(KEY)
        await send(page)
        await page.wait_for_selector(".govuk-error-summary")
        assert await page.input_value(KEY) == key
        await page.goto("/")
        await expect(page.locator(KEY)).to_have_value(key)
        other = await page.context.new_page()
        await other.goto("/")
        await expect(other.locator(KEY)).not_to_have_value("")
        assert await other.input_value(KEY) != key
        await page.fill("#words", words)
        await send(page)
        await page.wait_for_url("**/done")
    assert [one["idempotency_key"] for one in await told(words)] == [key]


async def test_words_refused_by_the_server_outlive_the_page_that_says_so(write):
    words = WORDS + "不行"
    async with write(expects=[422]) as page:
        await open_form(page)
        await page.fill("#words", words)
        await send(page)
        await page.wait_for_selector(".govuk-error-summary")
        await expect(page.locator("#words")).to_have_value(words)
        assert not await page.is_visible(NOTE)
        await page.goto("/")
        await expect(page.locator("#words")).to_have_value(words)


async def test_without_a_network_nothing_is_sent_and_nothing_is_lost(write, told):
    words = WORDS + "断网"
    async with write() as page:
        await open_form(page)
        await page.fill("#words", words)
        await expect(page.locator(PROOF)).not_to_have_value("")
        await page.context.set_offline(offline=True)
        await send(page)
        await expect(page.locator("[data-says=offline]")).to_contain_text("还没有提交")
        assert await page.input_value("#words") == words
        assert words in await stored(page)
        await page.context.set_offline(offline=False)
        await expect(page.locator("[data-says=offline]")).to_be_hidden()
        await send(page)
        await page.wait_for_url("**/done")
    assert len(await told(words)) == 1


async def test_a_form_that_cannot_say_why_is_never_held_back(write):
    async with write() as page:
        await open_form(page)
        await page.evaluate("document.querySelector('[data-draft-note]').remove()")
        await page.context.set_offline(offline=True)
        assert await page.evaluate(IS_LET_GO)


async def test_with_storage_switched_off_the_form_works_all_the_same(write, told):
    words = WORDS + "无存储"
    async with write() as page:
        await page.add_init_script(WITHOUT_STORAGE)
        await open_form(page)
        await page.fill("#words", words)
        await expect(page.locator(PROOF)).not_to_have_value("")
        await send(page)
        await page.wait_for_url("**/done")
    assert len((await told(words))[0]["idempotency_key"]) == 36


async def test_a_person_is_trusted_once_the_browser_has_worked(write, told):
    words = WORDS + "本人"
    async with write() as page:
        await open_form(page)
        assert await page.input_value(PROOF) == ""  # no work for who only reads
        await page.fill("#words", words)
        await expect(page.locator(PROOF)).not_to_have_value("")
        made = int((await page.input_value("[name=stamp]")).split("-")[0])
        await until(lambda: time.time() > made + 3)
        await send(page)
        await page.wait_for_url("**/done")
    assert [one["trust"] for one in await told(words)] == ["trusted"]


async def test_where_the_browser_keeps_its_hashes_to_itself_nobody_is_bothered(write, told):
    words = WORDS + "内网"
    async with write() as page:
        await page.add_init_script(WITHOUT_HASHES)
        await open_form(page)
        await page.fill("#words", words)
        await send(page)
        await page.wait_for_url("**/done")
    assert [one["trust"] for one in await told(words)] == ["unsure"]


async def test_without_scripts_a_letter_arrives_and_is_unsure_at_worst(write, told):
    words = WORDS + "无脚本"
    async with write(js=False) as page:
        await page.goto("/")
        await page.fill("#words", words)
        await send(page)
        await page.wait_for_url("**/done")
    assert [one["trust"] for one in await told(words)] == ["unsure"]


async def test_what_fills_in_every_field_is_a_machine(write, told):
    words = WORDS + "程序"
    async with write() as page:
        await open_form(page)
        await page.evaluate("document.querySelector('[name=second_title]').value = 'Great'")
        await page.fill("#words", words)
        await send(page)
        await page.wait_for_url("**/done")
    assert [one["trust"] for one in await told(words)] == ["machine"]


@pytest.mark.parametrize("path", ["/", "/en", "/elder"])
async def test_the_form_is_for_everyone(write, path):
    async with write() as page:
        await open_form(page, path)
        await page.fill("#words", WORDS)
        await until_stored(page, WORDS)
        await page.reload()
        await page.wait_for_selector(NOTE)
        await assert_accessible(page)
        await assert_no_overflow(page)


async def test_nobody_reaches_the_trap_by_keyboard(write):
    async with write(width=DESKTOP) as page:
        await open_form(page)
        names = [stop["name"] for stop in await tab_stops(page)]
        assert "words" in names
        assert "phone" in names
        assert "second_title" not in names


async def test_a_form_costs_little_to_open(write):
    async with write() as page:
        await assert_budget(page, "/")
