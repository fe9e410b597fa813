"""Nobody has to ask: letters of a subscription, an opinion and a morning, in a real mailbox."""

import os
import re
import sys
from asyncio import create_subprocess_exec
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

import httpx
import pytest
from playwright.async_api import Browser, Page, expect

from backend.consultations.operations import concluding
from backend.consultations.schemas.drafting import ConsultationRef
from backend.kernel.clock import now
from backend.kernel.database import rows
from backend.opinions.enums import ModerationMode
from backend.opinions.schemas.moderation import Act
from backend.organisation.operations.own_mail import change_own_mail
from backend.organisation.schemas import OwnMailDraft
from backend.portal.morning.operations import write_letters
from backend.portal.subscriptions.jobs import write_digests
from tests.support import consultations, decisions, moderating, results
from tests.support.browser import PHONE, assert_accessible, assert_no_overflow, reading
from tests.support.calendars import enter_calendar
from tests.support.mail import ORIGIN, Mailbox, Received, receiving
from tests.support.served import Served, serving
from tests.support.time_travel import weeks_pass
from tests.support.waiting import until

pytestmark = pytest.mark.anyio
DECISION = "QZ-2026-01"
CITIZEN, CLERK = "zhu@citizen.example", "office@qingze.example"
WORDS = "第二件事每日两班太少，我婆婆看病要等一上午，请加到六班。"
WEEKS = 7  # from the first day to some days after the last


class Place(NamedTuple):
    """A site, its worker, and the mailbox its letters arrive in."""

    site: Served
    mailbox: Mailbox

    async def letter(self, address: str, words: str) -> Received:
        """Return the newest letter of a kind to an address, once it is there."""
        await until(lambda: self._newest(address, words) is not None, within=20)
        found = self._newest(address, words)
        assert found is not None
        return found

    def _newest(self, address: str, words: str) -> Received | None:
        found = [one for one in self.mailbox.to(address) if words in one.subject]
        return found[-1] if found else None


@pytest.fixture
async def place(committed: None, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Place]:
    async with receiving(monkeypatch) as mailbox:
        url = os.environ["DATABASE_URL"]
        async with serving(url) as site, working():
            yield Place(site, mailbox)
            assert not site.failures()


@asynccontextmanager
async def working() -> AsyncIterator[Process]:
    """Run the product's own worker for the length of the block."""
    worker = await create_subprocess_exec(
        *(sys.executable, "-m", "backend.cli", "worker"), stdout=DEVNULL, stderr=DEVNULL
    )
    try:
        yield worker
        assert worker.returncode is None
    finally:
        worker.terminate()
        await worker.wait()


def link_in(letter: Received) -> str:
    """Return the path of the first link a plain reader can tap."""
    found = re.search(rf"{ORIGIN}(/\S+)", letter.part("plain"))
    assert found
    return found[1]


async def fine(page: Page) -> None:
    await assert_accessible(page)
    await assert_no_overflow(page)


async def test_from_a_subscription_to_its_end_and_a_morning_at_the_office(
    browser: Browser, place: Place
) -> None:
    ref = await open_consultation()
    async with reading(browser, place.site.address, width=PHONE) as page:
        await subscribe(page, place)
        await comment(page, place, ref)
        await the_result_comes_out(place, ref)
        token_path = await a_digest_tells_of_it(page, place, ref)
        await one_click_ends_it(page, place, token_path)
    await the_office_hears_of_its_morning(place)


async def open_consultation() -> ConsultationRef:
    """Publish a matter of the catalogue, and a draft of it that takes opinions."""
    await enter_calendar()
    await decisions.published_catalogue(2026, 1)
    return await consultations.published(
        decision=DECISION, moderation=ModerationMode.AFTER, lead_unit=decisions.LEAD_UNIT
    )


async def subscribe(page: Page, place: Place) -> None:
    """Ask on the decision's page; nothing begins before the letter's link was followed."""
    await page.goto(f"/decisions/{DECISION}")
    await page.click("main >> text=订阅进展 >> nth=0")
    await fine(page)
    await page.fill("[name=mail]", CITIZEN)
    await page.check("[name=rhythm][value=weekly]")
    await page.click("main button:has-text('订阅')")
    await fine(page)
    letter = await place.letter(CITIZEN, "确认")
    await page.goto(link_in(letter))
    await fine(page)
    await page.click("button:has-text('确认订阅')")
    await expect(page.locator("h1")).to_have_text("我的订阅")
    await fine(page)


async def comment(page: Page, place: Place, ref: ConsultationRef) -> None:
    """Say something on the second clause; the receipt arrives by itself."""
    await page.goto(f"/consultations/{ref.slug}/opinions/new")
    await page.fill("[name=text]", WORDS)
    await page.select_option("[name=passages]", index=2)
    await page.click("button:has-text('下一步')")
    await page.fill("[name=contact]", CITIZEN)
    await page.check("[name=may_publish]")
    await page.click("button:has-text('下一步')")
    await page.click("button:has-text('提交意见')")
    code = await page.inner_text(".stub__code")
    assert code in (await place.letter(CITIZEN, "收到")).part("plain")


async def the_result_comes_out(place: Place, ref: ConsultationRef) -> None:
    """Weeks later the clause is another because of this opinion, and its author is told so."""
    await weeks_pass(place.site.database_url, ref.subject_id, WEEKS)
    number = (await rows("SELECT id FROM opinion WHERE text = {}", WORDS))[0]["id"]
    await moderating.act_on(Act.PUBLISH, number)
    found = await results.answered_at(ref, beside=(number,))
    office = found.asked.hands.office
    await concluding.publish_result(ref.id, staff=office, now=now())
    letter = await place.letter(CITIZEN, "条文改了")
    assert "六班" in letter.part("plain") or "6班" in letter.part("plain")
    assert WORDS not in letter.part("plain")


async def a_digest_tells_of_it(page: Page, place: Place, ref: ConsultationRef) -> str:
    """On the subscription's own day one letter tells all that is new; return where it ends."""
    before = len(place.mailbox.to(CITIZEN))
    await rows("UPDATE subscription SET next_at = now()")
    await write_digests({})
    await until(lambda: len(place.mailbox.to(CITIZEN)) == before + 1, within=20)
    digest = place.mailbox.to(CITIZEN)[-1]
    assert f"/consultations/{ref.slug}" in digest.part("plain")
    assert digest.mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found = re.fullmatch(rf"<{ORIGIN}(/\S+)>", str(digest.mail["List-Unsubscribe"]))
    assert found
    await page.goto(found[1].removesuffix("/end"))
    assert await page.inner_text("h1") == "我的订阅"
    return found[1]


async def one_click_ends_it(page: Page, place: Place, path: str) -> None:
    """The mail program posts; no page is opened, and no letter comes any more."""
    async with httpx.AsyncClient(base_url=place.site.address) as mail_program:
        answer = await mail_program.post(path, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code in (200, 303)
    await page.goto(path.removesuffix("/end"))
    assert await page.inner_text("h1") == "已经退订"
    await fine(page)
    (kept,) = await rows("SELECT state, mail_sealed FROM subscription")
    assert (kept["state"], kept["mail_sealed"]) == ("ended", "")


async def the_office_hears_of_its_morning(place: Place) -> None:
    """At eight on a working day, what waits is in the officer's mailbox."""
    officer = await decisions.officer()
    await change_own_mail(OwnMailDraft(mail=CLERK, has_morning_letter=True), staff=officer)
    morning = consultations.at(2026, 7, 6, hour=1)
    assert await write_letters(now=morning)
    assert ORIGIN in (await place.letter(CLERK, "今天要办")).part("plain")
