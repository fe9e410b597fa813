"""`bin/screenshots`: every kind of page at both widths, in build/screenshots, to be looked at."""

import asyncio
import os
import re
import sys
from pathlib import Path
from typing import NamedTuple

from playwright.async_api import Browser, Page

from tests.support import server
from tests.support.browser import DESKTOP, PHONE, chromium, new_context
from tests.support.served import copied, demo_database, serving
from tests.support.signing_in import sign_in

FOLDER = Path(__file__).parents[2] / "build" / "screenshots"


class View(NamedTuple):
    """One page to look at."""

    path: str
    username: str = ""
    name: str = ""
    media: str = "screen"

    @property
    def file(self) -> str:
        """Return the file's name: the address, readably."""
        return self.name or re.sub(r"[^\w]+", "-", self.path).strip("-") or "home"


PUBLIC = (
    View("/"),
    View("/decisions"),
    View("/decisions?year=2025"),
    View("/decisions?year=2026&view=matrix"),
    View("/decisions?word=公交", name="decisions-found"),
    View("/decisions?word=没有这样的事", name="decisions-nothing-found"),
    View("/decisions/QZ-2025-01"),
    View("/decisions/QZ-2026-01"),
    View("/decisions/QZ-2026-01", name="decision-print", media="print"),
    View("/decisions/QZ-2025-01/versions/1"),
    View("/decisions/years/2025/report"),
    View("/consultations"),
    View("/consultations/qz-2026-03"),
    View("/consultations/qz-2026-03/draft"),
    View("/consultations/qz-2026-03/drafting-note"),
    View("/consultations/qz-2026-03/opinions"),
    View("/consultations/qz-2026-03/opinions/new"),
    View("/consultations/qz-2026-05/opinions", name="opinions-not-yet"),
    View("/consultations/qz-2025-02/changes"),
    View("/consultations/qz-2025-02/opinions/1"),
    View("/elder/consultations/qz-2026-03/draft"),
    View("/en/consultations/qz-2026-03/draft"),
    View("/track"),
    View("/moderation"),
    View("/consultations/qz-2025-02/result"),
    View("/consultations/qz-2025-02/result", name="result-print", media="print"),
    View("/consultations/qz-2025-02/result?changed=1", name="result-changed"),
    View("/consultations/qz-2025-02/result/answers"),
    View("/consultations/qz-2025-02/result/points/2"),
    View("/consultations/qz-2025-02/opinions"),
    View("/consultations/qz-2026-02/result", name="result-awaited"),
    View("/consultations/qz-2026-03/form"),
    View("/consultations/qz-2026-03/form", name="form-print", media="print"),
    View("/elder/consultations/qz-2026-03/form"),
    View("/subscriptions/new"),
    View("/subscriptions/new?about=decision:QZ-2026-01", name="subscribe-decision"),
    View("/subscriptions/find"),
    View("/journal"),
    View("/about"),
    View("/accessibility"),
    View("/privacy"),
    View("/api/docs"),
    View("/nowhere", name="error-404"),
    View("/decisions?after=broken", name="error-422"),
    View("/elder"),
    View("/elder/decisions"),
    View("/elder/decisions/QZ-2025-01"),
    View("/en"),
    View("/en/decisions"),
    View("/en/decisions/QZ-2025-01"),
    View("/elder/consultations/qz-2025-02/result"),
    View("/en/consultations/qz-2025-02/result"),
    View("/desk/sign-in"),
)
DESK = (
    View("/desk", "justice", name="desk-justice"),
    View("/desk", "office", name="desk-office"),
    View("/desk/account", "justice"),
    View("/desk/account/mail", "justice"),
    View("/desk/staff", "office"),
    View("/desk/staff/new", "office"),
    View("/desk/units", "office"),
    View("/desk/journal", "office"),
    View("/desk/calendar", "office"),
    View("/desk/decisions", "justice"),
    View("/desk/catalogues/new", "justice"),
    View("/desk/catalogues/2026", "justice"),
    View("/desk/catalogues/2027", "justice"),
    View("/en/desk/catalogues/2026", "justice"),
    View("/desk/decisions/new?year=2027", "justice"),
    View("/desk/decisions/QZ-2026-01", "justice"),
    View("/desk/decisions/QZ-2026-01/edit", "justice"),
    View("/desk/decisions/QZ-2026-01/adjustments/new", "justice"),
    View("/desk/decisions/QZ-2026-01/procedure", "justice"),
    View("/desk/decisions/QZ-2026-01/steps/3", "justice"),
    View("/desk/decisions/imports", "justice"),
    View("/desk/decisions/imports/new", "justice"),
    View("/desk/consultations", "office"),
    View("/desk/consultations/2", "office"),
    View("/desk/consultations/2/result", "office"),
    View("/desk/consultations/2/result-preview", "office", name="desk-result-preview"),
    View("/desk/consultations/2/postponement", "office"),
    View("/desk/consultations/3/extension", "office"),
    View("/desk/consultations/3/period", "office"),
    View("/desk/consultations/1/files", "office"),
    View("/desk/consultations/1/versions/2", "office"),
    View("/desk/consultations/1/versions/2/causes", "office"),
    View("/desk/consultations/1/versions/2/carry-over", "office"),
    View("/desk/subjects", "office"),
    View("/desk/subjects/1/points", "office"),
    View("/desk/subjects/1/points/2", "office"),
    View("/desk/subjects/1/report", "office"),
    View("/desk/subjects/1/report/preview", "office"),
    View("/desk/mailbox", "office"),
    View("/desk/mailbox/suppressed", "office"),
    View("/desk/mailbox/suppressed/new", "office"),
    View("/desk/mailbox/bounces", "office"),
    View("/desk/mailbox/trials", "office"),
    View("/desk/moderation/appeals", "office"),
    View("/desk", "transport", name="desk-transport"),
    View("/desk/consultations", "transport", name="desk-consultations-own"),
    View("/desk/consultations/new", "transport"),
    View("/desk", "moderator", name="desk-moderator"),
    View("/desk/moderation", "moderator"),
    View("/desk/moderation/174", "moderator"),
    View("/desk/moderation?shelf=withheld", "moderator"),
    View("/desk/moderation?word=没有这样的话", "moderator", name="desk-moderation-nothing"),
    View("/desk/subjects/3", "urban"),
    View("/desk/subjects/3?show=all", "urban"),
    View("/desk/subjects/3/opinions/99", "urban"),
    View("/desk/subjects/3/points", "urban", name="desk-points-none"),
    View("/desk/subjects/3/suggestions", "urban"),
    View("/desk/subjects/3/report", "urban", name="desk-report-begun"),
    View("/desk/entry", "urban"),
    View("/desk/subjects/3/entry", "urban"),
    View("/desk/subjects/3/entry/slips", "urban"),
    View("/desk/subjects/3/imports", "urban"),
    View("/desk/decisions", "office", name="desk-error-403"),
)


async def take(browser: Browser, address: str, width: int) -> list[str]:
    """Take every picture at a width; return the pages that did not answer as a page should."""
    failed = []
    for views in (PUBLIC, DESK):
        reader = ""
        context = await new_context(browser, address, width=width)
        page = await context.new_page()
        for view in views:
            if view.username != reader:
                await context.clear_cookies()
                await sign_in(page, view.username)
                reader = view.username
            failed += await _picture(page, view, width)
        await context.close()
    return failed


async def _picture(page: Page, view: View, width: int) -> list[str]:
    await page.emulate_media(media="print" if view.media == "print" else "screen")
    answer = await page.goto(view.path)
    await page.screenshot(path=FOLDER / str(width) / f"{view.file}.png", full_page=True)
    status = answer.status if answer else 0
    is_meant = "error" in view.file
    return [] if status < 400 or is_meant else [f"{status} {view.path} ({view.username})"]


async def main(address: str = "") -> list[str]:
    """Take the pictures of a site that runs, or of a demo county started for it."""
    async with chromium() as browser:
        if address:
            return [line for w in (PHONE, DESKTOP) for line in await take(browser, address, w)]
        async with demo_database() as name, copied(name) as url, serving(url) as site:
            return [line for w in (PHONE, DESKTOP) for line in await take(browser, site.address, w)]


if __name__ == "__main__":
    started = server.start()
    os.environ.update(started.environment)
    try:
        problems = asyncio.run(main(*sys.argv[1:2]))
    finally:
        started.stop()
    sys.stdout.write(f"{FOLDER}\n" + "".join(f"not a page: {line}\n" for line in problems))
