"""A year's catalogue from the clerk's first line to the citizen's page, by two persons."""

import pytest
from playwright.async_api import Page

from tests.journeys.conftest import Reading
from tests.support.browser import assert_accessible
from tests.support.signing_in import sign_in

pytestmark = pytest.mark.anyio

EACH_A_YEAR_OF_ITS_OWN = pytest.mark.parametrize(
    ("js", "year"), [(True, 2028), (False, 2029)], ids=["script", "no-script"]
)
TITLE = "青泽县乡镇公共浴室建设方案"
SAVE = "main button.govuk-button:has-text('保存')"


async def open_year(page: Page, year: int) -> None:
    await page.goto("/desk/decisions")
    await page.click("text=新建年度目录")
    await page.fill("[name=year]", str(year))
    await page.fill("[name=title]", f"青泽县人民政府{year}年度重大行政决策事项目录")
    await page.click("main >> text=新建 >> nth=-1")
    await page.wait_for_url(f"**/desk/catalogues/{year}")


async def enter_matter(page: Page, year: int) -> None:
    """Fill in the long form as a careful clerk does; a row is added on the way, losing nothing."""
    await page.goto(f"/desk/decisions/new?year={year}")
    await page.fill("[name=title]", TITLE)
    await page.check("[name=category][value='4']")
    await page.check("[name=excluded_kind][value=none]")
    await page.select_option("[name=topic]", "utilities")
    await page.fill("[name=problem]", "北部三个乡镇没有公共浴室，冬天老人洗澡要跑二十里路。")
    await page.fill("[name=planned_month]", f"{year}-09")
    await page.select_option("[name=lead_unit]", "housing")
    await page.select_option("[name=contact_unit]", "housing")
    await enter_procedure(page)
    await enter_basis_and_plan(page, year)
    await page.check("[name=is_public][value=true]")
    await page.click(SAVE)
    await page.wait_for_url("**/desk/decisions/QZ-*")


async def enter_procedure(page: Page) -> None:
    parts = await page.locator("[name$=-kind][name^=procedure-]").count()
    for place in range(parts):
        kind = await page.input_value(f"[name=procedure-{place}-kind]")
        is_needed = kind not in ("hearing", "congress_report")
        await page.check(f"[name=procedure-{place}-is_required][value={str(is_needed).lower()}]")
        if not is_needed:
            await page.fill(f"[name=procedure-{place}-reason]", "不涉及价格和重大利益分歧")
        if kind == "participation":
            await page.check(f"[name=procedure-{place}-methods] >> nth=0")


async def enter_basis_and_plan(page: Page, year: int) -> None:
    if not await page.locator("[name=basis-0-name]").count():
        await page.click("text=再加一项依据")
    await page.fill("[name=basis-0-name]", "《重大行政决策程序暂行条例》")
    await page.fill("[name=basis-0-article]", "第三条")
    if not await page.locator("[name=plan-0-name]").count():
        await page.click("text=在最后加一步")
    assert await page.input_value("[name=title]") == TITLE, "adding a row lost what was typed"
    assert await page.input_value("[name=basis-0-name]") == "《重大行政决策程序暂行条例》"
    for row in await row_numbers(page, "plan"):
        if await page.input_value(f"[name=plan-{row}-name]") == "":
            await page.fill(f"[name=plan-{row}-name]", f"第{row + 1}步")
        await page.fill(f"[name=plan-{row}-planned_start]", f"{year}-03-01")
        await page.fill(f"[name=plan-{row}-planned_end]", f"{year}-04-01")


async def row_numbers(page: Page, part: str) -> list[int]:
    names = await page.eval_on_selector_all(
        f"[name^={part}-][name$=-name]", "all => all.map(one => one.name)"
    )
    return [int(name.split("-")[1]) for name in names]


async def record_agreement(page: Page, year: int) -> None:
    await page.goto(f"/desk/catalogues/{year}/edit")
    await page.fill("[name=doc_no]", f"青政办字〔{year}〕9号")
    await page.fill("[name=meeting]", "县政府第80次常务会议")
    await page.fill("[name=party_consent]", "县委常委会第30次会议")
    await page.fill("[name=party_consent_on]", "2026-11-20")
    await page.click(SAVE)
    await page.wait_for_url(f"**/desk/catalogues/{year}")


@EACH_A_YEAR_OF_ITS_OWN
async def test_two_persons_bring_a_catalogue_to_the_public(
    work: Reading, *, js: bool, year: int
) -> None:
    async with work(js=js) as clerk, work(js=js) as chief, work(width=375, js=js) as citizen:
        await sign_in(clerk, "justice")
        await sign_in(chief, "office")
        await open_year(clerk, year)
        await enter_matter(clerk, year)
        await record_agreement(clerk, year)
        assert not await clerk.locator("text=批准目录").count()
        await citizen.goto("/decisions")
        assert f"{year}年" not in await citizen.inner_text("main")

        await clerk.click("text=提交审批")
        await chief.goto(f"/desk/catalogues/{year}")
        await chief.click("text=批准目录")
        await chief.click("text=向社会公布")
        assert "已公布" in await chief.inner_text("main")

        await citizen.goto("/decisions")
        assert TITLE in await citizen.inner_text("main")
        await citizen.click(f"main >> text={TITLE}")
        assert "老人洗澡要跑二十里路" in await citizen.inner_text("main")
        await citizen.goto("/journal")
        assert f"青泽县人民政府{year}年度重大行政决策事项目录" in await citizen.inner_text("main")


async def test_who_submitted_cannot_approve(work: Reading) -> None:
    async with work() as chief:
        await sign_in(chief, "office")
        await open_year(chief, 2030)
        await enter_matter(chief, 2030)
        await record_agreement(chief, 2030)
        await chief.click("text=提交审批")
        assert not await chief.locator("button >> text=批准目录").count()
        assert "另一" in await chief.inner_text("main")


async def test_an_unfinished_catalogue_cannot_be_submitted_and_says_why(work: Reading) -> None:
    async with work() as clerk:
        await sign_in(clerk, "justice", to="/desk/catalogues/2027")
        assert not await clerk.locator("button >> text=提交审批").count()
        assert "没有填好" in await clerk.inner_text("main")
        await clerk.click("main table a >> nth=0")
        assert "还缺" in await clerk.inner_text("main")
        await clerk.click(".gaps a >> nth=0")
        assert "/edit#" in clerk.url
        await assert_accessible(clerk)


async def test_a_catalogue_goes_back_with_the_reason(work: Reading) -> None:
    async with work() as clerk, work(expects={422}) as chief:
        await sign_in(clerk, "justice")
        await open_year(clerk, 2031)
        await enter_matter(clerk, 2031)
        await record_agreement(clerk, 2031)
        await clerk.click("text=提交审批")
        await sign_in(chief, "office", to="/desk/catalogues/2031")
        await chief.click("summary >> text=退回修改")
        await chief.click("main button >> text=退回")
        assert await chief.locator(".govuk-error-summary").count(), "sent back without a reason"
        await chief.fill("[name=reason]", "缺少征求意见的时间，请补上。")
        await chief.click("main button >> text=退回")
        await clerk.goto("/desk/catalogues/2031")
        assert "编制中" in await clerk.inner_text("main")
        assert "缺少征求意见的时间" in await clerk.inner_text("body"), "the clerk is not told why"
