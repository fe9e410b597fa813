"""After publication: an adjustment in public, two editors at once, a step that its gate refuses."""

import pytest

from backend.kernel.clock import today
from tests.journeys.conftest import Reading
from tests.support.signing_in import sign_in

pytestmark = pytest.mark.anyio

REASON = "取暖季成本监审延长，听证会推迟到春节以后，先把情况说清楚再定价。"
SAVE = "main button.govuk-button:has-text('保存')"


@pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])
async def test_an_adjustment_is_proposed_approved_and_public(
    work_alone: Reading, *, js: bool
) -> None:
    async with (
        work_alone(js=js) as clerk,
        work_alone(js=js) as chief,
        work_alone(width=375, js=js) as citizen,
    ):
        await sign_in(clerk, "justice", to="/desk/decisions/QZ-2026-05/adjustments/new")
        await clerk.check("[name=kind][value=reschedule]")
        await clerk.fill("[name=reason]", REASON)
        await clerk.fill("[name=approval]", "县政府第67次常务会议（经县委同意）")
        await clerk.fill("[name=adjusted_on]", today().isoformat())
        await clerk.fill("[name=planned_month]", "2027-08")
        await clerk.click("text=提请审批")
        assert "待审批" in await clerk.inner_text("main")
        assert not await clerk.locator("text=批准并公布").count()

        await sign_in(chief, "office", to="/desk")
        await chief.click("main >> text=青泽县城区居民集中供热价格调整方案 >> nth=0")
        await chief.click("text=批准并公布")
        assert "已批准" in await chief.inner_text("main")

        await citizen.goto("/decisions/QZ-2026-05")
        said = await citizen.inner_text("main")
        for part in (REASON, "县政府第67次常务会议", "调整时间", "2027年8月"):
            assert part in said
        await citizen.click("text=第 1 版")
        assert "2027年3月" in await citizen.inner_text("main")
        assert "/decisions/QZ-2026-05/versions/1" in citizen.url
        feed = await citizen.request.get("/decisions/feed.xml")
        assert REASON in await feed.text()


async def test_a_reschedule_needs_its_month_and_keeps_what_was_typed(work: Reading) -> None:
    async with work(expects={422}) as clerk:
        await sign_in(clerk, "justice", to="/desk/decisions/QZ-2026-05/adjustments/new")
        await clerk.check("[name=kind][value=reschedule]")
        await clerk.fill("[name=reason]", REASON)
        await clerk.click("text=提请审批")
        await clerk.wait_for_selector(".govuk-error-summary")
        assert await clerk.input_value("[name=reason]") == REASON
        assert await clerk.is_checked("[name=kind][value=reschedule]")
        await clerk.click(".govuk-error-summary a >> nth=0")
        focused = await clerk.evaluate("() => document.activeElement.name")
        assert focused in ("approval", "adjusted_on", "planned_month")


@pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])
async def test_the_second_editor_sees_the_first_and_loses_nothing(
    work_alone: Reading, *, js: bool
) -> None:
    async with (
        work_alone(js=js, expects={409}) as first,
        work_alone(js=js, expects={409}) as second,
    ):
        await sign_in(first, "justice", to="/desk/decisions/QZ-2027-01/edit")
        await sign_in(second, "transport", to="/desk/decisions/QZ-2027-01/edit")
        await first.fill("[name=problem]", "第一位编辑写的问题。")
        await first.click(SAVE)
        await first.wait_for_url("**/desk/decisions/QZ-2027-01")

        await second.fill("[name=title]", "青泽县农村公路养护办法（第二位）")
        await second.click(SAVE)
        await second.wait_for_selector("text=别人先保存了")
        assert "第一位编辑写的问题。" in await second.inner_text("main")
        assert await second.input_value("[name=title]") == "青泽县农村公路养护办法（第二位）"
        await second.fill("[name=problem]", "第一位编辑写的问题。")
        await second.click("text=以我填写的为准，保存")
        await second.wait_for_url("**/desk/decisions/QZ-2027-01")
        said = await second.inner_text("main")
        assert "青泽县农村公路养护办法（第二位）" in said
        assert "第一位编辑写的问题。" in said


async def test_a_step_is_refused_until_its_record_is_there(work: Reading) -> None:
    async with work(expects={422}) as clerk, work(width=375) as citizen:
        await sign_in(clerk, "justice", to="/desk/decisions/QZ-2026-02/procedure")
        await clerk.click("main >> text=风险评估 >> nth=-1")
        assert "/steps/" in clerk.url
        step = clerk.url
        began = await clerk.input_value("[name=actual_start]")
        await clerk.fill("[name=actual_end]", today().isoformat())
        await clerk.fill("[name=output]", "风险评估报告，结论：风险可控")
        await clerk.click(SAVE)
        await clerk.wait_for_selector(".govuk-error-summary")
        assert await clerk.input_value("[name=output]") == "风险评估报告，结论：风险可控"

        await clerk.click("main >> text=去补 >> nth=0")
        assert clerk.url.endswith("/risk")
        await clerk.fill("[name=assessor]", "县委政法委")
        await clerk.fill("[name=started_on]", began)
        await clerk.fill("[name=concluded_on]", today().isoformat())
        await clerk.check("[name=level][value=low]")
        await clerk.check("[name=result][value=controllable]")
        await clerk.fill("[name=measures]", "分批改造，先试点后推开，公布投诉电话。")
        await clerk.fill("[name=report_reference]", "青风评〔2026〕12号")
        await clerk.click(SAVE)

        await clerk.goto(step)
        await clerk.fill("[name=actual_end]", today().isoformat())
        await clerk.fill("[name=output]", "风险评估报告，结论：风险可控")
        await clerk.click(SAVE)
        await clerk.wait_for_selector(".govuk-error-summary", state="detached")
        assert "已完成" in await clerk.inner_text("main")
        await citizen.goto("/decisions/QZ-2026-02")
        assert "风险评估报告，结论：风险可控" in await citizen.inner_text("main")
