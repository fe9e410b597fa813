"""A clerk brings in a neighbour county's table: looks, corrects, confirms, all or nothing."""

import pytest
from playwright.async_api import Page

from tests.journeys.conftest import Reading
from tests.support.browser import assert_accessible, assert_no_overflow
from tests.support.signing_in import sign_in

pytestmark = pytest.mark.anyio

YEAR = 2029
FIRST, SECOND, THIRD = "青泽县生活垃圾分类办法", "青泽县公交线网优化方案", "青泽县老旧小区改造计划"
HEADER = "序号,事项,责任单位,办理什么程序,完成时限,是否需听证"
TABLE = "\r\n".join(
    [
        "青泽县重大行政决策事项（征求意见稿）,,,,,",
        HEADER,
        f'1,{FIRST},县综合行政执法局,"公众参与、合法性审查、集体讨论决定",{YEAR}年12月,否',
        HEADER,
        f'2,{SECOND},县交通局运输科,"公众参与、专家论证、合法性审查、集体讨论决定",{YEAR}年9月,否',
        f'3,{THIRD},县住房和城乡建设局,"公众参与、合法性审查、集体讨论决定",{YEAR}.6,否',
    ]
)


async def send_in(page: Page) -> None:
    """Send the table as a spreadsheet program in a county office saves it: GB18030."""
    await page.goto("/desk/decisions/imports/new")
    await page.fill("[name=year]", str(YEAR))
    table = {"name": "目录.csv", "mimeType": "text/csv", "buffer": TABLE.encode("gb18030")}
    await page.set_input_files("[name=file]", table)  # type: ignore[arg-type]
    await page.click("main form button[type=submit]")
    await page.wait_for_url("**/desk/decisions/imports/*")


@pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])
async def test_a_table_is_looked_at_corrected_and_confirmed(
    work_alone: Reading, *, js: bool
) -> None:
    async with work_alone(js=js) as clerk, work_alone() as colleague:
        await sign_in(clerk, "justice")
        await sign_in(colleague, "justice")
        await send_in(clerk)
        said = await clerk.inner_text("main")
        for title in (FIRST, SECOND, THIRD):
            assert title in said
        assert "县交通局运输科" in said, "what stood in the table must stay to be seen"
        assert "确认导入" not in await buttons(clerk), "a row is open, nothing may be written yet"
        await colleague.goto("/desk/decisions")
        assert f"{YEAR}年度" not in await colleague.inner_text("main")

        await choose_meanings(clerk)
        await clerk.click("tr:has-text('公交线网') >> a:has-text('改')")
        await clerk.select_option("[name=lead_unit]", label="县交通运输局")
        await clerk.click("main button:has-text('保存这一行')")
        await fix_what_is_left(clerk)
        await clerk.click("main button:has-text('确认导入')")
        await clerk.goto(f"/desk/catalogues/{YEAR}")
        said = await clerk.inner_text("main")
        for title in (FIRST, SECOND, THIRD):
            assert title in said
        assert "县交通运输局" in said


async def buttons(page: Page) -> str:
    return " ".join(await page.locator("main button").all_inner_texts())


async def choose_meanings(page: Page) -> None:
    """Say what the column is that no county calls so, and one kind for rows without one."""
    row = page.locator("tr:has(th:has-text('办理什么程序'))")
    await row.locator("select").select_option("procedure")
    await page.select_option("[name=category]", "1")
    await page.click("main button:has-text('按这样重新读')")
    assert await row.locator("select").input_value() == "procedure"


async def fix_what_is_left(page: Page) -> None:
    left = await page.locator(".import-problems:has-text('要改')").all_inner_texts()
    assert not left, left


async def test_an_import_that_is_given_up_leaves_nothing(work: Reading) -> None:
    async with work() as clerk:
        await sign_in(clerk, "justice")
        await send_in(clerk)
        await clerk.click("main button:has-text('放弃这份导入')")
        await clerk.goto("/desk/decisions")
        assert f"{YEAR}年度" not in await clerk.inner_text("main")


async def test_the_import_can_be_read_by_all_on_a_phone_too(work: Reading) -> None:
    async with work(width=375) as clerk:
        await sign_in(clerk, "justice")
        await send_in(clerk)
        await assert_accessible(clerk)
        await assert_no_overflow(clerk)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("目录.xlsx", b"PK\x03\x04" + b"\x00" * 200),
        ("目录.csv", b"\x00\x01\x02" * 50),
        ("目录.exe", b"MZ" + b"\x00" * 100),
        ("空.csv", b""),
    ],
)
async def test_a_file_that_is_no_table_is_refused_in_words(
    work: Reading, name: str, content: bytes
) -> None:
    async with work(expects={422}) as clerk:
        await sign_in(clerk, "justice", to="/desk/decisions/imports/new")
        await clerk.fill("[name=year]", str(YEAR))
        sent = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        await clerk.set_input_files("[name=file]", sent)  # type: ignore[arg-type]
        await clerk.click("main form button[type=submit]")
        await clerk.wait_for_selector(".govuk-error-summary")
        assert await clerk.input_value("[name=year]") == str(YEAR)
