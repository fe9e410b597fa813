"""Somebody with a phone says something on a clause: found, written, sent, followed, taken back."""

import re

import asyncpg
import pytest
from playwright.async_api import Locator, Page, expect

from tests.journeys.conftest import Reading
from tests.support.browser import PHONE, assert_accessible, assert_no_overflow
from tests.support.served import Served
from tests.support.time_travel import the_last_instant_comes
from tests.support.waiting import until

pytestmark = pytest.mark.anyio
WITH_AND_WITHOUT_SCRIPT = pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])
TITLE, SLUG = "青泽县电动自行车停放充电管理办法", "qz-2026-03"
DRAFT = f"/consultations/{SLUG}/draft"
WORDS = "楼道里不让充电我同意，可是楼下的充电桩晚上总是占满，\n建议按户数配，每十户一个。"
CONTACT = "139 0000 1234"


def next_step(page: Page) -> Locator:
    return page.locator("button:has-text('下一步')")


async def fine(page: Page, *, js: bool = True) -> None:
    """Nothing for axe to find, nothing wider than the phone; axe itself needs scripts to end."""
    if js:
        await assert_accessible(page)
    await assert_no_overflow(page)


async def find_the_draft(page: Page) -> None:
    """From the home page to the draft, by what one sees there."""
    await page.goto("/")
    await page.click(f"main >> text={TITLE}")
    assert "怎么提意见" in await page.inner_text("main")
    await page.click("text=看草案，逐条提意见")
    await page.wait_for_url(f"**{DRAFT}")


async def open_the_box(page: Page, *, js: bool) -> None:
    """Tap a clause: its box opens under it, or a page for it."""
    clause = page.locator("section.clause:has(a.say)").nth(2)
    label = (await clause.locator("h3").inner_text()).split("　")[0]
    await clause.locator("a.say").click()
    if js:
        await expect(clause.locator("[name=text]")).to_be_visible()
        assert page.url.split("#")[0].endswith(DRAFT)
    else:
        await page.wait_for_url("**/opinions/new?clause=*")
    chosen = page.locator("[name=passages] option:checked")
    assert label in await chosen.inner_text()


async def write_to_the_review(page: Page, words: str = WORDS) -> None:
    await page.fill("[name=text]", words)
    await next_step(page).click()
    await page.fill("[name=contact]", CONTACT)
    await next_step(page).click()
    await expect(page.locator("h2 >> text=检查一遍，再提交")).to_be_visible()


async def received(site: Served) -> int:
    """Return how many opinions there are; public pages may tell of them half a minute later."""
    connection = await asyncpg.connect(site.database_url)
    try:
        return int(await connection.fetchval("SELECT count(*) FROM opinion"))
    finally:
        await connection.close()


@WITH_AND_WITHOUT_SCRIPT
async def test_from_home_to_a_receipt_and_by_its_code_to_taking_it_back(
    work: Reading, *, js: bool
) -> None:
    async with work(width=PHONE, js=js) as page:
        await find_the_draft(page)
        await fine(page, js=js)
        await open_the_box(page, js=js)
        await fine(page, js=js)
        await page.fill("[name=text]", WORDS)
        await next_step(page).click()
        assert not await page.is_checked("[name=may_publish]")
        await fine(page, js=js)
        await page.fill("[name=contact]", CONTACT)
        await page.fill("[name=name]", "朱小明")
        await page.check("[name=may_publish]")
        await next_step(page).click()
        await fine(page, js=js)
        for words in (*WORDS.splitlines(), CONTACT, "朱小明", "同意公开意见"):
            assert words in await page.inner_text(".review")
        await page.click("button:has-text('提交意见')")
        assert await page.inner_text("h1") == "收到了，谢谢您"
        await fine(page, js=js)
        code = await page.inner_text(".stub__code")
        await follow_and_take_back(page, code, js=js)


async def follow_and_take_back(page: Page, code: str, *, js: bool) -> None:
    """Type the code as one hears it on the phone; look; withdraw."""
    await page.goto("/")
    await page.goto("/track")
    await page.fill("[name=code]", code.lower().replace("-", ""))
    await page.click("main button:has-text('查询')")
    await page.wait_for_url(f"**/track/{code}")
    told = await page.inner_text("main")
    assert "工作人员正在看" in told
    assert WORDS.splitlines()[1] in told
    await page.click("summary:has-text('撤回这条意见')")
    await page.click("main button:text-is('撤回')")
    assert "您已经撤回这条意见" in await page.inner_text("main")
    await fine(page, js=js)


async def test_a_wrong_code_says_so_and_keeps_it(work: Reading) -> None:
    async with work(width=PHONE, expects={404, 422}) as page:
        await page.goto("/track")
        for typed in ("", "7KQM-2ABX-9TRA"):
            await page.fill("[name=code]", typed)
            await page.click("main button:has-text('查询')")
            assert await page.locator(".govuk-error-summary").count() == 1
            assert await page.input_value("[name=code]") == typed
            await fine(page)


@WITH_AND_WITHOUT_SCRIPT
async def test_what_is_off_is_said_beside_it_and_nothing_typed_is_lost(
    work: Reading, *, js: bool
) -> None:
    async with work(width=PHONE, js=js, expects={422}) as page:
        await page.goto(DRAFT)
        await open_the_box(page, js=js)
        await page.fill("[name=text]", "好")
        await next_step(page).click()
        assert "请至少写 5 个字" in await page.inner_text("#text-error")
        assert await page.input_value("[name=text]") == "好"
        await fine(page, js=js)
        await page.fill("[name=text]", WORDS)
        await next_step(page).click()
        await page.fill("[name=contact]", "12345")
        await page.fill("[name=name]", "朱小明")
        await page.check("[name=may_publish]")
        await next_step(page).click()
        assert await page.locator(".govuk-error-summary a[href='#contact']").count() == 1
        assert await page.input_value("[name=contact]") == "12345"
        assert await page.input_value("[name=name]") == "朱小明"
        assert await page.is_checked("[name=may_publish]")
        await fine(page, js=js)
        await page.fill("[name=contact]", CONTACT)
        await next_step(page).click()
        assert WORDS.splitlines()[1] in await page.inner_text(".review__words")
        await page.click("button:has-text('改意见')")
        assert await page.input_value("[name=text]") == WORDS


async def test_by_keyboard_alone(work: Reading) -> None:
    async with work(width=PHONE) as page:
        await page.goto(DRAFT, wait_until="networkidle")  # keys pressed before work too, elsewhere
        await to_focus(page, "提意见", most=60)
        await page.keyboard.press("Enter")
        await expect(page.locator("[name=text]")).to_be_focused()
        await page.keyboard.insert_text(WORDS)
        await to_focus(page, "下一步", most=4)
        await page.keyboard.press("Enter")
        await page.wait_for_selector("[name=contact]")
        await to_focus(page, "contact", most=40)
        await page.keyboard.insert_text(CONTACT)
        await to_focus(page, "may_publish", most=4)
        await page.keyboard.press("Space")
        await to_focus(page, "下一步", most=6)
        await page.keyboard.press("Enter")
        await page.wait_for_selector("text=检查一遍，再提交")
        await to_focus(page, "提交意见", most=40)
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/track/*")
        assert "收到了，谢谢您" in await page.inner_text("h1")


async def to_focus(page: Page, name: str, *, most: int) -> None:
    """Go on by Tab until what has the focus bears this name or these words."""
    seen = []
    for _ in range(most):
        await page.keyboard.press("Tab")
        held = await page.evaluate(
            "[document.activeElement.name, document.activeElement.innerText].join(' ')"
        )
        if name in re.split(r"[：\s]", held):
            return
        seen.append(held.strip()[:20])
    raise AssertionError((name, seen))


async def is_kept(page: Page, words: str) -> bool:
    return words in await page.evaluate("() => JSON.stringify(localStorage)")


async def test_words_come_back_after_a_reload(work: Reading) -> None:
    async with work(width=PHONE) as page:
        await page.goto(DRAFT)
        await open_the_box(page, js=True)
        await page.fill("[name=text]", WORDS)
        await until(lambda: is_kept(page, WORDS.splitlines()[0]))
        await page.reload()
        await open_the_box(page, js=True)
        await expect(page.locator("[name=text]")).to_have_value(WORDS)
        await expect(page.locator("text=已为您恢复上次没写完的内容")).to_be_visible()


async def test_one_box_is_open_at_a_time_and_the_other_keeps_its_words(work: Reading) -> None:
    async with work(width=PHONE) as page:
        await page.goto(DRAFT, wait_until="networkidle")
        first, second = (page.locator("section.clause:has(a.say)").nth(place) for place in (2, 0))
        await first.locator("a.say").click()
        await expect(first.locator("[name=text]")).to_be_focused()
        await page.keyboard.insert_text(WORDS)
        await second.locator("a.say").click()
        await expect(second.locator("[name=text]")).to_be_focused()
        await expect(page.locator("[name=text]")).to_have_count(1)
        await page.keyboard.insert_text("这一条写得很清楚，我赞成。")
        await first.locator("a.say").click()
        await expect(page.locator("[name=text]")).to_have_count(1)
        await expect(first.locator("[name=text]")).to_have_value(WORDS)
        await fine(page)


async def test_a_second_click_makes_no_second_opinion(work: Reading, file_site: Served) -> None:
    before = await received(file_site)
    async with work(width=PHONE) as page:
        await page.goto(DRAFT)
        await open_the_box(page, js=True)
        await write_to_the_review(page)
        await page.dblclick("button:has-text('提交意见')")
        await page.wait_for_url("**/track/*")
    assert await received(file_site) == before + 1


@WITH_AND_WITHOUT_SCRIPT
async def test_after_the_last_instant_the_words_are_there_to_copy(
    work_alone: Reading, own_site: Served, *, js: bool
) -> None:
    async with work_alone(width=PHONE, js=js, expects={409}) as page:
        await page.goto(DRAFT)
        await open_the_box(page, js=js)
        await write_to_the_review(page)
        await the_last_instant_comes(own_site.database_url, SLUG)
        await page.click("button:has-text('提交意见')")
        assert "没有收下" in await page.inner_text("main h2")
        assert await page.input_value("#kept") == WORDS
        assert "邮" in await page.inner_text("main")
        await fine(page, js=js)
