"""A citizen on a phone finds the catalogue, reads a decision, narrows, takes it away, returns."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.journeys.conftest import Reading
from tests.support.browser import DESKTOP, PHONE, tab_stops

pytestmark = pytest.mark.anyio

WITH_AND_WITHOUT_SCRIPT = pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])


async def heading(page: Page) -> str:
    return (await page.inner_text("h1")).strip()


@WITH_AND_WITHOUT_SCRIPT
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
async def test_a_citizen_finds_and_reads_both_years(read: Reading, width: int, *, js: bool) -> None:
    async with read(width=width, js=js) as page:
        await page.goto("/")
        assert await heading(page) == "今天可以参与什么"
        await page.click("header nav >> text=决策目录")
        assert "青泽县人民政府2026年度重大行政决策事项目录" in await page.inner_text("main")
        await page.click("main >> text=2025年")
        assert "year=2025" in page.url
        await page.click("text=青泽县城区公共停车管理办法")
        assert await heading(page) == "青泽县城区公共停车管理办法"
        said = await page.inner_text("main")
        for part in (
            "为什么要作这个决定",
            "依据",
            "要走哪些程序",
            "走到哪一步了",
            "青政发〔2025〕11号",
        ):
            assert part in said
        await page.click("text=第 1 版")
        assert re.search(r"/decisions/QZ-2025-\d+/versions/1$", page.url)
        await page.click("main a[href*='/decisions/QZ-2025-']:not([href*='/versions/']) >> nth=0")
        assert await heading(page) == "青泽县城区公共停车管理办法"


@WITH_AND_WITHOUT_SCRIPT
async def test_searching_and_narrowing_keep_what_was_asked(read: Reading, *, js: bool) -> None:
    async with read(js=js) as page:
        await page.goto("/")
        await page.fill("main [name=word]", "助餐")
        await page.press("main [name=word]", "Enter")
        await page.wait_for_url("**word=*")
        assert await page.input_value("main [name=word]") == "助餐"
        assert "青泽县养老助餐服务管理办法" in await page.inner_text("main")
        assert "云溪湿地" not in await page.inner_text("main")
        await page.click(".chip >> text=助餐")
        await page.wait_for_url(lambda url: "word" not in url)
        if not await page.is_visible("main [name=unit]"):
            await page.click("main summary")  # folded away on a phone
        await page.select_option("main [name=unit]", label="县民政局（1）")
        await page.click("main form button[type=submit]")
        await page.wait_for_url("**unit=civil*")
        assert "符合条件的 1 项" in await page.inner_text("main")


@WITH_AND_WITHOUT_SCRIPT
async def test_a_search_without_a_find_says_where_to_go(read: Reading, *, js: bool) -> None:
    async with read(js=js) as page:
        await page.goto("/decisions?word=没有这样的事")
        assert "没有符合条件的事项" in await page.inner_text("main")
        await page.click("main >> text=看全部事项")
        assert "共 6 项" in await page.inner_text("main")


async def test_the_keyboard_alone_reaches_filters_results_and_content(read: Reading) -> None:
    async with read(width=DESKTOP) as page:
        await page.goto("/decisions")
        stops = await tab_stops(page)
        names = [stop["name"] for stop in stops]
        assert names[0] == "跳到正文"
        places = [names.index("word"), names.index("unit"), names.index("查找")]
        results = [
            at for at, stop in enumerate(stops) if re.search(r"/decisions/QZ-", stop["href"])
        ]
        assert results
        assert min(results) > max(places)
        await page.goto("/decisions")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        assert page.url.endswith("#main")
        for _ in range(40):
            await page.keyboard.press("Tab")
            if await page.evaluate("() => document.activeElement.name === 'word'"):
                break
        await page.keyboard.type("助餐")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**word=*")
        assert "青泽县养老助餐服务管理办法" in await page.inner_text("main")


@pytest.mark.parametrize(
    ("label", "begins"),
    [("Excel", b"PK\x03\x04"), ("CSV", b"\xef\xbb\xbf"), ("JSON", b"{")],
)
async def test_the_catalogue_can_be_taken_away(
    read: Reading, tmp_path: Path, label: str, begins: bytes
) -> None:
    async with read() as page:
        await page.goto("/decisions?year=2025")
        async with page.expect_download() as waiting:
            await page.click(f"main >> text={label}")
        download = await waiting.value
        file = tmp_path / "catalogue"
        await download.save_as(file)
        assert "2025" in download.suggested_filename
        assert file.read_bytes().startswith(begins)


@WITH_AND_WITHOUT_SCRIPT
async def test_large_type_stays_on_from_page_to_page(read: Reading, *, js: bool) -> None:
    async with read(js=js) as page:
        await page.goto("/decisions")
        usual = await page.evaluate(SIZE) if js else 0
        await page.click("text=长者模式（大字）")
        assert "/elder/decisions" in page.url
        await page.click("main a[href*='/decisions/QZ-'] >> nth=0")
        assert "/elder/decisions/QZ-" in page.url
        if js:
            assert await page.evaluate(SIZE) > usual
            await page.goto("/")  # remembered on this device, without a cookie
            await page.wait_for_url("**/elder")
        assert not await page.context.cookies()


SIZE = "() => parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"


async def test_large_type_can_be_left_for_good(read: Reading) -> None:
    async with read() as page:
        await page.goto("/elder/decisions")
        await page.click("text=标准字号")
        assert page.url.endswith("/decisions")
        assert "/elder" not in page.url
        await page.goto("/")
        await page.wait_for_load_state("networkidle")
        assert "/elder" not in page.url


async def test_english_stays_on_and_leads_back(read: Reading) -> None:
    async with read() as page:
        await page.goto("/decisions/QZ-2025-01")
        await page.click("text=English")
        assert page.url.endswith("/en/decisions/QZ-2025-01")
        assert await page.get_attribute("html", "lang") == "en"
        await page.click("header nav a >> nth=0")
        assert "/en/" in page.url
        chinese = await page.evaluate(UNMARKED_CHINESE)
        assert not chinese, "Chinese without lang=zh-CN on an English page"
        await page.click("text=中文")
        assert "/en" not in page.url


UNMARKED_CHINESE = """() => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const part = walk.currentNode.parentElement;
        if (!/[\\u4e00-\\u9fff]/.test(walk.currentNode.data)) continue;
        const marked = part.closest('[lang]')?.getAttribute('lang');
        if (marked === 'en') found.push(walk.currentNode.data.trim());
    }
    return [...new Set(found)].slice(0, 20);
}"""


async def test_a_printed_decision_carries_the_text_and_not_the_menus(read: Reading) -> None:
    async with read(width=DESKTOP) as page:
        await page.goto("/decisions/QZ-2025-01")
        await page.emulate_media(media="print")
        assert await page.is_visible("h1")
        assert await page.is_visible("text=青政发〔2025〕11号 >> nth=0")
        assert not await page.is_visible("header nav")
        assert not await page.is_visible("text=长者模式（大字）")


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nowhere", 404), ("/decisions/QZ-1999-99", 404), ("/decisions?after=broken", 422)],
)
async def test_a_wrong_turn_is_explained_and_leads_on(
    read: Reading, path: str, status: int
) -> None:
    async with read(expects={status}) as page:
        answer = await page.goto(path)
        assert answer is not None
        assert answer.status == status
        assert await heading(page)
        await page.click("main a >> nth=0")
        assert await heading(page)
