"""The desk's door: who may come in, with what, and what a session does not survive."""

import re
from collections.abc import AsyncIterator

import pyotp
import pytest
from playwright.async_api import Browser

from backend.demo import PASSWORD
from tests.journeys.conftest import Reading
from tests.support.browser import assert_accessible, reading
from tests.support.served import Served, copied, serving
from tests.support.signing_in import sign_in

pytestmark = pytest.mark.anyio


@pytest.fixture
async def strict_site(demo: str) -> AsyncIterator[Served]:
    """A site whose staff need a second factor, as in production."""
    env = {"HUIYIN_IS_SECOND_FACTOR_REQUIRED": "true"}
    async with copied(demo) as url, serving(url, env=env) as found:
        yield found


async def test_the_desk_asks_for_a_sign_in_and_leads_back(work: Reading) -> None:
    async with work() as page:
        await page.goto("/desk/decisions/QZ-2026-02")
        assert "/desk/sign-in" in page.url
        await page.fill("[name=username]", "justice")
        await page.fill("[name=password]", PASSWORD)
        await page.click("main button[type=submit]")
        await page.wait_for_url("**/desk/decisions/QZ-2026-02")


async def test_a_wrong_password_says_the_same_as_a_wrong_name(work: Reading) -> None:
    said = []
    for username in ("justice", "nobody-here"):
        async with work(expects={422}) as page:
            await page.goto("/desk/sign-in")
            await page.fill("[name=username]", username)
            await page.fill("[name=password]", "not-the-password")
            await page.click("main button[type=submit]")
            said.append(await page.inner_text(".govuk-error-summary"))
            assert await page.input_value("[name=username]") == username
            assert not await page.input_value("[name=password]")
    assert said[0] == said[1]


async def test_signing_out_ends_it_also_for_the_back_button(work: Reading) -> None:
    async with work() as page:
        await sign_in(page, "justice", to="/desk/decisions")
        await page.click("text=退出")
        await page.goto("/desk/decisions")
        assert "/desk/sign-in" in page.url
        await page.evaluate("history.back()")
        await page.wait_for_load_state("networkidle")
        await page.reload()
        assert "重大行政决策事项目录" not in await page.inner_text("h1")


async def test_the_auditor_reads_all_and_writes_nothing(work: Reading) -> None:
    async with work() as page:
        await sign_in(page, "auditor", to="/desk/journal")
        assert "目录" in await page.inner_text("main")
        await page.goto("/desk/decisions/QZ-2026-02")
        writing = "main form[method=post] button, main a:has-text('修改')"
        assert not await page.locator(writing).count()


async def test_a_drafter_touches_the_own_unit_only(work: Reading) -> None:
    async with work(expects={403}) as page:
        await sign_in(page, "edu", to="/desk/decisions/QZ-2027-01")
        assert not await page.locator("main a >> text=修改").count()
        answer = await page.goto("/desk/staff")
        assert answer is not None
        assert answer.status == 403
        await assert_accessible(page)


async def test_staff_enrol_a_second_factor_before_they_work(
    browser: Browser, strict_site: Served
) -> None:
    async with reading(browser, strict_site.address, width=1280) as page:
        await page.goto("/desk/sign-in")
        await page.fill("[name=username]", "justice")
        await page.fill("[name=password]", PASSWORD)
        await page.click("main button[type=submit]")
        await page.goto("/desk/decisions")
        assert "/desk/second-factor/enrolment" in page.url
        await page.click("text=开始绑定")
        shown = await page.inner_text("main")
        secret = re.search(r"\b([A-Z2-7]{4}(?: ?[A-Z2-7]{4}){3,})\b", shown)
        assert secret, shown
        totp = pyotp.TOTP(secret[1].replace(" ", ""))
        await page.fill("[name=code]", totp.now())
        await page.click("main form:has([name=code]) button[type=submit]")
        codes = re.findall(
            r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", await page.inner_text("main")
        )
        assert len(set(codes)) == 10
        await page.goto("/desk/decisions")
        assert page.url.endswith("/desk/decisions")

    async with reading(browser, strict_site.address, width=1280) as elsewhere:
        await elsewhere.goto("/desk/sign-in")
        await elsewhere.fill("[name=username]", "justice")
        await elsewhere.fill("[name=password]", PASSWORD)
        await elsewhere.click("main button[type=submit]")
        await elsewhere.goto("/desk/decisions")
        assert "/desk/second-factor" in elsewhere.url, "a password alone opened the desk"
        await elsewhere.fill("[name=code]", codes[0])
        await elsewhere.click("main form:has([name=code]) button[type=submit]")
        await elsewhere.goto("/desk/decisions")
        assert elsewhere.url.endswith("/desk/decisions")
