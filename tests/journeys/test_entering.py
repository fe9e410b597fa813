"""A clerk types in the morning's letters without touching the mouse, and takes in a register."""

import pytest
from playwright.async_api import Page

from tests.journeys.conftest import Reading
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_no_overflow, tab_stops
from tests.support.signing_in import sign_in

pytestmark = pytest.mark.anyio

LETTERS = (
    "小区里的充电桩太少，每晚都要抢，建议按户数配。",
    "楼道里停电动车要管，可是先要有地方停。",
    "老旧小区没有场地，能不能在路边划出来。",
)
SLUG = "qz-2026-03"
OPEN = "电动自行车停放充电管理办法"


async def tab_to(page: Page, name: str) -> None:
    """Press Tab until the field of this name has the focus, as somebody without a mouse does."""
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.name || ''") == name:
            return
    message = f"{name} is not reached by Tab at {page.url}"
    raise AssertionError(message)


async def open_sheet(page: Page) -> None:
    await page.goto("/desk/entry")
    await page.click(f"th a:has-text('{OPEN}')")
    await page.wait_for_selector("form[data-quick-send]")


async def first_letter(page: Page) -> None:
    """Choose the way with the arrows, leave the day, write, name the clause."""
    await tab_to(page, "channel")
    await page.keyboard.press("ArrowDown")
    assert await page.locator("[name=channel]:checked").get_attribute("value") == "letter"
    await tab_to(page, "text")
    await page.keyboard.type(LETTERS[0])
    await tab_to(page, "clauses")
    await page.keyboard.type("5、14")


async def the_code(page: Page) -> str:
    return await page.inner_text(".entered__code")


async def test_three_letters_in_a_row_without_a_mouse(work: Reading) -> None:
    codes = []
    async with work() as page:
        await sign_in(page, "urban")
        await open_sheet(page)
        await first_letter(page)
        await page.keyboard.press("Control+Enter")
        await page.wait_for_selector(".entered__code")
        codes.append(await the_code(page))
        assert await page.evaluate("document.activeElement.name") == "text", "ready for the next"
        await page.keyboard.type(LETTERS[1])
        await page.keyboard.press("Control+Enter")
        await page.wait_for_selector(f".entering__list:has-text('{LETTERS[1][:8]}')")
        codes.append(await the_code(page))
        await page.keyboard.type(LETTERS[2])
        await tab_to(page, "may_publish")
        await page.keyboard.press("Space")
        await tab_to(page, "scans")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await page.wait_for_selector(f".entering__list:has-text('{LETTERS[2][:8]}')")
        codes.append(await the_code(page))
        assert len(set(codes)) == 3
        assert await page.locator("[name=channel]:checked").get_attribute("value") == "letter"
        await page.goto(page.url.partition("?")[0] + "/slips")
        said = await page.inner_text(".slips")
        assert all(code in said for code in codes)
        for code, letter in zip(codes, LETTERS, strict=True):
            await page.goto(f"/track/{code}")
            assert letter in await page.inner_text("main")


async def test_without_script_a_letter_is_entered_and_a_fault_loses_nothing(work: Reading) -> None:
    async with work(js=False, expects={422}) as page:
        await sign_in(page, "moderator")
        await open_sheet(page)
        await page.fill("[name=text]", LETTERS[0])
        await page.fill("[name=clauses]", "第九十九条")
        await page.click("form.entering__form button[type=submit]")
        assert await page.locator(".govuk-error-summary").count() == 1
        assert await page.input_value("[name=text]") == LETTERS[0]
        await page.check("[name=channel][value=phone]")
        await page.fill("[name=clauses]", "5")
        await page.press("[name=name]", "Enter")
        assert await the_code(page)


async def test_a_register_is_taken_in_and_its_codes_downloaded(work: Reading) -> None:
    table = "\r\n".join(
        [
            "序号,收到时间,渠道,反馈人,意见内容,对应条款,同意公开",
            f"1,2026-11-20,来信,朱明,{LETTERS[0]},第五条,是",
            f"2,2026-11-20,座谈会,,{LETTERS[1]},,",
        ]
    )
    async with work(js=False) as page:
        await sign_in(page, "urban")
        await open_sheet(page)
        await page.click("a:has-text('导入表格')")
        file = {"name": "登记表.csv", "mimeType": "text/csv", "buffer": table.encode("gb18030")}
        await page.set_input_files("[name=file]", file)  # type: ignore[arg-type]
        await page.click("main form button[type=submit]")
        await page.click("tr:has-text('座谈会') >> a:has-text('改')")
        await page.select_option("tr.import-form [name=channel]", "hearing")
        await page.click("main button:has-text('保存这一行')")
        await page.click("main button:has-text('确认导入')")
        assert "2 条意见已经登记" in await page.inner_text("main")
        async with page.expect_download() as coming:
            await page.click("a:has-text('下载查询码清单')")
        assert (await coming.value).suggested_filename.endswith(".xlsx")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
async def test_every_page_of_it_is_there_for_everyone(work: Reading, width: int) -> None:
    async with work(width=width) as page:
        await sign_in(page, "urban")
        await open_sheet(page)
        await page.check("[name=channel][value=letter]")
        await page.fill("[name=text]", LETTERS[0])
        await page.click("form.entering__form button[type=submit]")
        await page.wait_for_selector(".entered__code")
        sheet = page.url.partition("?")[0]
        imports = sheet.replace("/entry", "/imports")
        for path in (page.url, "/desk/entry", f"{sheet}/slips", imports):
            await page.goto(path)
            await assert_accessible(page)
            await assert_no_overflow(page)
            assert await page.locator("h1").count() == 1
            assert await tab_stops(page)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
async def test_the_form_on_paper_is_found_from_the_notice(read: Reading, width: int) -> None:
    async with read(width=width) as page:
        await page.goto(f"/consultations/{SLUG}")
        await page.click("a:has-text('打印一张意见表')")
        await page.wait_for_url(f"**/consultations/{SLUG}/form")
        await assert_accessible(page)
        await assert_no_overflow(page)
        said = await page.inner_text(".paper")
        assert "第五条" in said
        assert "同意公开我的意见" in said
        await page.emulate_media(media="print")
        assert not await page.is_visible(".foot")
        assert await page.is_visible(".paper")
