"""The bus plan, from the first line of its draft to the clause that changed, by those who would."""

import re
from collections import Counter
from contextlib import AsyncExitStack
from typing import Any, NamedTuple

import httpx
import pytest
from playwright.async_api import Page

from backend.opinions.enums import Result
from tests.journeys.conftest import Reading
from tests.support.browser import assert_accessible, assert_no_overflow
from tests.support.bus_plan import answering, content, drafting, moderating, taking_part
from tests.support.bus_plan.content import Said, Story, Words
from tests.support.bus_plan.taking_part import Receipts
from tests.support.reading_forms import Reader, at_desk, visitor
from tests.support.served import Served
from tests.support.signing_in import sign_in
from tests.support.time_travel import weeks_pass

pytestmark = pytest.mark.anyio
STAFF = ("transport", "office", "moderator", "review", "office2")
BY_KEYBOARD = "C1-P06"  # three opinions, grouped with single keys
WEEKS = 7  # from the first day to some days after the last


class County(NamedTuple):
    """Where the story plays, what was written down of it, and who at the desk plays along."""

    work: Reading
    site: Served
    story: Story
    hands: dict[str, Reader]


class Asked(NamedTuple):
    """The consultation as it was published: where the desk, the clerks and the people find it."""

    desk: str
    subject: str
    slug: str

    @property
    def number(self) -> int:
        """Return the subject's number."""
        return int(self.subject.rsplit("/", 1)[1])

    @property
    def path(self) -> str:
        """Return the public address."""
        return f"/consultations/{self.slug}"


async def test_the_bus_plan_is_told_anew_and_ends_as_it_did(
    work: Reading, file_site: Served
) -> None:
    async with AsyncExitStack() as doors:
        enter = doors.enter_async_context
        hands = {name: await enter(at_desk(file_site.address, name)) for name in STAFF}
        county = County(work, file_site, content.told(), hands)
        asked = await published(county)
        receipts = await received(county, asked)
        await moderated(county, asked, receipts)
        await weeks_pass(file_site.database_url, asked.number, WEEKS)
        await answered(county, asked, receipts)
        await hands["office2"].open(f"{asked.desk}/result")
        await hands["office2"].press("审核通过，公布结果")
    await the_figures_are_those_of_then(file_site, asked, county.story)
    await the_final_text_is_the_changed_draft(file_site, asked, county.story)
    await somebody_sees_what_changed(county, asked, receipts)


async def published(county: County) -> Asked:
    """Draw it up, hand it in; another person publishes it at a real window."""
    desk = await drafting.draw_up(county.hands["transport"], county.story)
    await drafting.hand_in(county.hands["transport"], desk)
    async with county.work() as office:
        await sign_in(office, "office", to=desk)
        await office.click("button >> text=审核通过，公布")
        await office.wait_for_selector("text=意见办理工作台")
        assert "征集中" in await office.inner_text("main")
        subject = await office.get_attribute("main a >> text=意见办理工作台", "href")
        public = await office.get_attribute("main a >> text=看公众页面", "href")
    assert subject
    assert public
    return Asked(desk, subject, public.rsplit("/", 1)[1])


async def received(county: County, asked: Asked) -> Receipts:
    """Let seventy people speak in their six ways, two of them on a real phone."""
    opinions = county.story.opinions
    online = [one for one in opinions if one.channel.is_online]
    offline = [one for one in opinions if not one.channel.is_online]
    on_phone = [one for one in online if one.channel == "web" and one.articles][:2]
    found: Receipts = {}
    for one, js in zip(on_phone, (True, False), strict=True):
        async with county.work(width=375, js=js) as phone:
            found[one.name] = await write_on_a_phone(phone, asked, one)
    rest = [one for one in online if one not in on_phone]
    found |= await taking_part.write_online(county.site.address, asked.slug, rest)
    found |= await taking_part.type_in(county.hands["moderator"], asked.subject, offline)
    assert len({code for _, code in found.values()}) == len(opinions)
    return found


async def write_on_a_phone(phone: Page, asked: Asked, one: Words) -> tuple[int, str]:
    """Tap a clause, write, say who one is, look at it, send; return the receipt."""
    await phone.goto(f"{asked.path}/draft")
    clause = phone.locator(f"section.clause:has(h3:has-text('{one.articles[0]}'))")
    await clause.locator("a.say").click()
    await phone.fill("[name=text]", one.fields["text"])
    await phone.click("button >> text=下一步")
    await phone.fill("[name=contact]", one.fields["contact"])
    await phone.check("[name=may_publish]")
    await phone.click("button >> text=下一步")
    await phone.click("button >> text=提交意见")
    await phone.wait_for_url("**/track/*")
    told = await phone.inner_text("main")
    number = re.search(r"第 (\d+) 号", told)
    assert number, told
    return int(number[1]), (await phone.inner_text(".stub__code")).strip()


async def moderated(county: County, asked: Asked, receipts: Receipts) -> None:
    """Decide on every one as the moderators did; the demo's own people decide, by their rules."""
    story, desk = county.story, county.hands["moderator"]
    decided = story.moderated
    await moderating.moderate(
        desk, asked.number, story.opinions, receipts=receipts, decided=decided
    )


async def answered(county: County, asked: Asked, receipts: Receipts) -> None:
    """Group, answer, write the final text and carry the report to where it is published."""
    story, clerk = county.story, county.hands["transport"]
    for point in story.answered["points"]:
        if point["id"] == BY_KEYBOARD:
            async with county.work() as page:
                await sign_in(page, "transport", to=asked.subject)
                await group_by_keyboard(page, point, receipts)
        else:
            await answering.group(clerk, asked.subject, point, receipts)
        await answering.mark_alike(clerk, asked.subject, point, receipts)
    alone = story.answered["dispositions"]
    await answering.answer_alone(clerk, asked.subject, alone, receipts)
    await answering.write_final_text(clerk, asked.desk, story)
    await answering.carry_report(county.hands, asked.subject, story.answered["statement"])


async def group_by_keyboard(page: Page, point: Said, receipts: Receipts) -> None:
    """Tick three opinions, name the point and answer it without touching the mouse."""
    wanted = {receipts[name][0] for name in point["comment_ids"]}
    rows = await page.locator("[data-row]").count()
    for _ in range(rows):
        words = await page.inner_text("[data-row][aria-current=true] .queue__open")
        if int(words.removeprefix("编号 ")) in wanted:
            await page.keyboard.press("x")
        await page.keyboard.press("j")
    assert await page.inner_text("[data-ticked-count]") == str(len(wanted))
    await page.keyboard.press("g")
    await page.keyboard.type(point["topic"])
    await tab_to(page, "result")
    await page.keyboard.press("ArrowDown")
    assert await page.input_value("[name=result]:checked") == Result.PARTLY_ADOPTED
    await tab_to(page, "reason")
    await page.keyboard.insert_text(point["reason"])
    await page.keyboard.press("Tab")
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    assert f"{len(wanted)} 条" in await page.inner_text("[role=status]")


async def tab_to(page: Page, name: str) -> None:
    """Go on by Tab to a field of this name; fail when it is far away."""
    for _ in range(4):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(name)


async def the_figures_are_those_of_then(site: Served, asked: Asked, story: Story) -> None:
    """The page, its JSON and the API tell what the demo content tells."""
    summary = story.answered["summary"]
    async with httpx.AsyncClient(base_url=site.address) as client:
        taken = (await client.get(f"{asked.path}/result.json")).json()
        read = (await client.get(f"/api/v1{asked.path}/adoption-report")).json()
    assert taken["report"] == read
    assert taken["count"] == len(taken["answers"]) == summary["received"]
    figures = read["figures"]
    assert (figures["received"], figures["valid"]) == (summary["received"], summary["valid"])
    assert {one["channel"]: one["received"] for one in figures["channels"]} == {
        content.channel_of(name): count for name, count in summary["by_channel"].items()
    }
    assert counts(read["opinions_by_result"]) == of_then(summary["by_disposition"])
    assert counts(read["points_by_result"]) == of_then(summary["points_by_result"])
    assert [(one["title"], one["opinions"]) for one in read["points"]] == [
        (point["topic"], point["comment_count"]) for point in story.answered["points"]
    ]
    assert Counter(one["result"] for one in taken["answers"] if one["result"]) == Counter(
        counts(read["opinions_by_result"])
    )
    async with visitor(site.address) as citizen:
        told = re.sub(r"\s", "", await citizen.open(f"{asked.path}/result"))
    for words in ("70条意见收到", "20个意见要点", "11个采纳", "6个部分采纳", "3个未采纳"):
        assert words in told
    assert "有效意见68条" in told


def counts(found: list[dict[str, Any]]) -> dict[str, int]:
    """Return how often each result was given."""
    return {one["result"]: one["count"] for one in found if one["count"]}


def of_then(told: dict[str, int]) -> dict[str, int]:
    """Return the same as the demo content has it; what is not valid has no result."""
    return {content.result_of(name): count for name, count in told.items() if name != "invalid"}


async def the_final_text_is_the_changed_draft(site: Served, asked: Asked, story: Story) -> None:
    """Applying the changes that the answers name to the draft gives the final text, to the sign."""
    async with httpx.AsyncClient(base_url=site.address) as client:
        whole = (await client.get(f"/api/v1{asked.path}")).json()
        texts = [
            (await client.get(f"/api/v1{asked.path}/versions/{one['number']}")).json()
            for one in whole["versions"]
        ]
    first, last = texts
    assert last["version"]["stage"] == "final"
    given = {one["label"]: one["text"] for one in last["clauses"] if one["kind"] == "article"}
    assert given == story.changed
    drafted = {one["label"]: one["text"] for one in first["clauses"] if one["kind"] == "article"}
    then = {one["label"]: one["changed"] for one in story.answered["final_text"]["articles"]}
    assert {label: given[label] != text for label, text in drafted.items()} == then


async def somebody_sees_what_changed(county: County, asked: Asked, receipts: Receipts) -> None:
    """On a phone: type the code, see the clause, follow it to where everybody sees it."""
    late_buses = county.story.answered["points"][0]
    _, code = receipts[late_buses["comment_ids"][0]]
    async with county.work(width=375) as phone:
        await phone.goto("/track")
        await phone.fill("[name=code]", code.replace("-", " ").lower())
        await phone.click("button >> text=查询")
        told = await phone.inner_text("main")
        for words in ("采纳", late_buses["reason"], "第五条", "末班不早于20:30"):
            assert words in told
        assert "因您的意见而改变" in told
        await assert_accessible(phone)
        await assert_no_overflow(phone)
        await phone.click("main a >> text=看这一条")
        await phone.wait_for_url(f"**{asked.path}/result#clause-*")
        clause = await phone.inner_text(":target")
        assert late_buses["topic"] in clause
        assert "第五条" in clause
        await assert_accessible(phone)
        await assert_no_overflow(phone)
