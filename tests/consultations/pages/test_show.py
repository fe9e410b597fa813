"""The five tabs: what is published, what is not, and what happens next."""

import re
from datetime import date

import pytest

from backend.kernel.clock import county_date, now
from backend.kernel.database import rows
from tests.support import consultations, factories, opinions
from tests.support.queries import counting_queries

pytestmark = pytest.mark.anyio
TABS = {
    "": "征集公告",
    "/draft": "草案内容",
    "/drafting-note": "起草说明",
    "/opinions": "征集意见",
    "/result": "意见反馈",
}


async def test_the_list_is_honest_when_nothing_is_there(client, db) -> None:
    page = (await client.get("/consultations")).text
    assert "现在没有正在征集的草案" in page


async def test_the_list_shows_what_is_open_and_how_long(client, db) -> None:
    ref = await consultations.published()
    page = (await client.get("/consultations")).text
    assert f'href="/consultations/{ref.slug}"' in page
    assert "征集中" in page
    assert re.search(r"还有 \d+ 天", page)


@pytest.mark.parametrize(("path", "name"), TABS.items())
async def test_every_tab_is_an_address_and_knows_itself(client, db, path: str, name: str) -> None:
    ref = await consultations.published()
    answer = await client.get(f"/consultations/{ref.slug}{path}")
    assert answer.status_code == 200
    assert "public" in answer.headers["cache-control"]
    assert "set-cookie" not in answer.headers
    current = re.search(r'aria-current="page">([^<]+)', answer.text.split('class="tabs"')[1])
    assert current is not None
    assert current[1].strip() == name
    for other in TABS.values():
        assert other in answer.text


@pytest.mark.parametrize("path", TABS)
async def test_a_draft_nobody_published_is_nowhere(client, db, path: str) -> None:
    ref = await consultations.submitted()
    assert (await client.get(f"/consultations/{ref.slug}{path}")).status_code == 404
    assert ref.slug not in (await client.get("/consultations")).text
    assert ref.slug not in (await client.get("/sitemap.xml")).text


async def test_every_clause_has_its_own_way_to_say_something(client, db) -> None:
    ref = await consultations.published(clauses=4)
    page = (await client.get(f"/consultations/{ref.slug}/draft")).text
    for passage in await consultations.passages(ref):
        assert f'id="clause-{passage}"' in page
        assert f"/opinions/new?clause={passage}" in page


async def test_a_published_opinion_is_counted_at_its_clause(client, db) -> None:
    ref = await consultations.published()
    first, *_ = await consultations.passages(ref)
    await opinions.publish(ref.subject_id, "末班车能不能晚一点。", passages=(first,))
    page = (await client.get(f"/consultations/{ref.slug}/draft")).text
    assert "1 条意见" in page
    there = (await client.get(f"/consultations/{ref.slug}/opinions?clause={first}")).text
    assert "末班车能不能晚一点。" in there


async def test_a_clause_of_another_draft_is_not_found(client, db) -> None:
    ref = await consultations.published()
    answer = await client.get(f"/consultations/{ref.slug}/opinions?clause=999999")
    assert answer.status_code == 404


async def test_after_the_last_day_the_clock_says_when_the_answer_is_due(client, db) -> None:
    ref = await consultations.closed()
    page = (await client.get(f"/consultations/{ref.slug}")).text
    assert "已结束待反馈" in page
    assert "正在逐条研究" in page
    assert "对全文提意见" not in page


async def test_an_overdue_answer_is_said_openly_everywhere(client, db) -> None:
    ref = await consultations.closed()
    await rows("UPDATE consultation SET feedback_due_on = {} WHERE id = {}", _yesterday(), ref.id)
    for path in ("", "/draft", "/opinions"):
        assert "答复已经逾期" in (await client.get(f"/consultations/{ref.slug}{path}")).text
    assert "答复已逾期" in (await client.get("/consultations")).text
    assert "答复逾期" in (await client.get("/")).text


async def test_a_shortened_period_is_explained_on_the_page(client, db) -> None:
    ref = await consultations.published()
    reason = "采暖季已经开始，再晚就来不及了。"
    await rows("UPDATE consultation SET shortened_reason = {} WHERE id = {}", reason, ref.id)
    assert reason in (await client.get(f"/consultations/{ref.slug}")).text


async def test_the_links_on_a_decision_fill_themselves(client, db) -> None:
    decision = (await factories.published_catalogue(2026, 1))[0]
    ref = await consultations.published(decision=decision.code)
    page = (await client.get(f"/decisions/{decision.code}")).text
    assert f'href="/consultations/{ref.slug}"' in page
    hub = (await client.get("/decisions")).text
    assert f'href="/consultations/{ref.slug}"' in hub
    assert "提意见，还有" in hub


async def test_opinions_are_paged_newest_first_with_few_statements(client, db) -> None:
    ref = await consultations.published()
    for number in range(25):
        await opinions.publish(ref.subject_id, f"第{number:02d}条意见，说明理由。")
    async with counting_queries() as sent:
        page = (await client.get(f"/consultations/{ref.slug}/opinions")).text
    assert len(sent) <= 16, sent
    found = re.findall(r"第(\d\d)条意见", page)
    assert found[0] == "24"
    assert len(found) == 20
    following = re.search(r'href="([^"]+after=[^"]+)"', page)
    assert following is not None
    rest = (await client.get(following[1].replace("&amp;", "&"))).text
    assert re.findall(r"第(\d\d)条意见", rest) == ["04", "03", "02", "01", "00"]


async def test_hostile_words_are_only_words(client, db) -> None:
    ref = await consultations.published()
    words = '<script>alert(1)</script><img src=x onerror=alert(2)> "onmouseover="x" \u202eabc 𠮷㐂'
    await opinions.publish(ref.subject_id, words)
    page = (await client.get(f"/consultations/{ref.slug}/opinions")).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\u202e" not in page
    assert "𠮷㐂" in page


def _yesterday() -> date:
    return date.fromordinal(county_date(now()).toordinal() - 1)
