"""意见反馈: numbers that reconcile, what changed because of whom, every answer."""

import re

import pytest

from backend.kernel.database import rows
from backend.organisation.enums import Role
from tests.support import consultations, factories, results
from tests.support.queries import counting_queries

pytestmark = pytest.mark.anyio


def plain(page: str) -> str:
    """The words of a page without its tags, spaces folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def clause(page: str, passage: int) -> str:
    """The part of the result that shows one clause and its margin."""
    return page.split(f'id="clause-{passage}"')[1].split("</article>", maxsplit=1)[0]


async def test_before_the_last_day_it_says_what_will_be_there_and_when(client, db) -> None:
    ref = await consultations.published()
    page = (await client.get(f"/consultations/{ref.slug}/result")).text
    due = (await rows("SELECT feedback_due_on FROM consultation WHERE id = {}", ref.id))[0]
    day = due["feedback_due_on"]
    assert f"{day.year}年{day.month}月{day.day}日" in page
    assert "这里会有什么" in page


@pytest.mark.parametrize(
    "path",
    ["/result/answers", "/result/points/1", "/result.xlsx", "/result.docx", "/result.json"],
)
async def test_nothing_of_the_result_is_out_before_it_is_published(client, db, path) -> None:
    found = await results.answered()
    assert (await client.get(found.path + path)).status_code == 404
    page = (await client.get(found.path + "/result")).text
    assert results.DENSER_TITLE not in page
    assert results.FREE_REASON not in page


async def test_an_answer_that_is_overdue_is_said_to_be(client, db) -> None:
    ref = await consultations.closed()
    await rows("UPDATE consultation SET feedback_due_on = '2020-01-02' WHERE id = {}", ref.id)
    assert "答复已经逾期" in (await client.get(f"/consultations/{ref.slug}/result")).text


async def test_the_figures_reconcile_and_stand_in_large_type(client, db) -> None:
    found = await results.concluded()
    page = (await client.get(found.path + "/result")).text
    assert "收到 6 条 = 公开 4 + 只计数 1 + 依规不公开（侮辱谩骂）1。" in plain(page)
    numbers = re.findall(r'class="num[^"]*">(\d+)</span><small>([^<]+)', page)
    assert numbers == [
        ("6", "条意见收到"),
        ("2", "个意见要点"),
        ("1", "个采纳"),
        ("1", "个未采纳，均说明理由"),
    ]
    assert "有效意见 5 条" in page


async def test_a_changed_clause_shows_the_change_and_beside_it_who_caused_it(client, db) -> None:
    found = await results.concluded()
    page = (await client.get(found.path + "/result")).text
    second = clause(page, found.passages[1])
    assert re.search(r"<del>2</del>\s*<ins>6</ins>", second)
    assert results.DENSER_TITLE in second
    assert "3 条意见" in second
    assert f'href="{found.path}/result/points/1"' in second
    assert re.search(r"第二件事每日两班太少", second), "one of those who said so is quoted"
    first = clause(page, found.passages[0])
    assert "未改动" in first
    assert "<ins>" not in first


async def test_a_point_that_changed_nothing_has_its_reason_all_the_same(client, db) -> None:
    found = await results.concluded()
    page = (await client.get(found.path + "/result")).text
    rest = page.split('id="elsewhere"')[1]
    assert results.FREE_TITLE in rest
    assert results.FREE_REASON in rest
    assert results.DENSER_TITLE not in rest.split('id="answers"')[0]


async def test_one_can_read_the_changed_clauses_alone(client, db) -> None:
    found = await results.concluded()
    page = (await client.get(found.path + "/result?changed=1")).text
    assert f'id="clause-{found.passages[1]}"' in page
    assert f'id="clause-{found.passages[0]}"' not in page
    assert "看全文" in page


async def test_every_opinion_stands_in_the_table_with_its_answer(client, db) -> None:
    found = await results.concluded()
    page = (await client.get(found.path + "/result")).text
    table = page.split('class="stacked answers"')[1]
    lines = re.findall(r'<tr id="answer-(\d+)">(.*?)</tr>', table, flags=re.DOTALL)
    assert [int(number) for number, _ in lines] == [*found.said]
    told = {int(number): plain(line) for number, line in lines}
    assert "黄**" in told[found.said.denser]
    assert "采纳" in told[found.said.denser]
    assert "没有公开：本人没有同意公开" in told[found.said.quiet]
    assert results.FREE_REASON in told[found.said.free]
    assert results.OTHER_REASON in told[found.said.other]
    assert "没有公开：侮辱谩骂" in told[found.said.rude]


async def test_from_an_opinion_one_gets_to_its_clause_and_back(client, db) -> None:
    found = await results.concluded()
    second = found.passages[1]
    page = (await client.get(f"{found.path}/opinions/{found.said.denser}")).text
    assert f'href="{found.path}/result#clause-{second}"' in page
    whole = (await client.get(found.path + "/result")).text
    assert f'href="{found.path}/opinions?clause={second}"' in clause(whole, second)
    assert f'href="{found.path}/opinions/{found.said.denser}"' in whole


async def test_a_point_has_a_page_with_those_who_made_it(client, db) -> None:
    found = await results.concluded()
    page = (await client.get(found.path + "/result/points/1")).text
    assert results.DENSER in page
    assert results.DENSER_TOO in page
    assert results.FREE[-9:] not in page
    assert "另有 1 条没有公开原文" in plain(page)
    assert f'href="{found.path}/result#clause-{found.passages[1]}"' in page
    assert (await client.get(found.path + "/result/points/9")).status_code == 404


async def test_the_pages_of_a_long_point_are_cut_by_key(client, db, monkeypatch) -> None:
    monkeypatch.setattr("backend.consultations.pages.result.POINT_SIZE", 1)
    found = await results.concluded()
    path = found.path + "/result/points/1"
    seen = []
    while path:
        page = (await client.get(path)).text
        seen += re.findall(r'id="opinion-(\d+)"', page)
        more = re.search(r'rel="next" href="([^"]+)"', page)
        path = more[1].replace("&amp;", "&") if more else ""
    assert [int(number) for number in seen] == [found.said.denser_too, found.said.denser]


async def test_the_table_goes_on_by_key(client, db, monkeypatch) -> None:
    monkeypatch.setattr("backend.consultations.pages.result.FIRST_ANSWERS", 2)
    monkeypatch.setattr("backend.consultations.pages.result.PAGE_SIZE", 3)
    found = await results.concluded()
    path, seen = found.path + "/result", []
    while path:
        page = (await client.get(path)).text
        seen += re.findall(r'id="answer-(\d+)"', page)
        more = re.search(r'rel="next" href="([^"#]+)', page)
        path = more[1].replace("&amp;", "&") if more else ""
    assert [int(number) for number in seen] == [*found.said]


async def test_what_is_not_public_is_on_no_page_of_the_result(client, db) -> None:
    found = await results.concluded()
    for path in ("/result", "/result/answers", "/result/points/1", "/opinions"):
        page = (await client.get(found.path + path)).text
        for secret in (*results.HIDDEN, results.NAME, "周", "吴"):
            assert secret not in plain(page).replace("每周", ""), f"{path} shows {secret}"


async def test_hostile_words_are_only_words(client, db) -> None:
    found = await results.concluded()
    page = (await client.get(found.path + "/result")).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("view", ["/en", "/elder", "/en/elder"])
async def test_every_page_of_it_keeps_language_and_size(client, db, view) -> None:
    found = await results.concluded()
    for path in ("/result", "/result/answers", "/result/points/1"):
        answer = await client.get(view + found.path + path)
        assert answer.status_code == 200
        assert f'href="{view}{found.path}/result' in answer.text


async def test_a_longer_draft_asks_the_database_no_more(client, db) -> None:
    short, long = await results.concluded(), await results.concluded(clauses=30)
    counts = []
    for found in (short, long):
        async with counting_queries() as asked:
            assert (await client.get(found.path + "/result")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 25


async def test_the_feed_is_named_on_every_page(client, db) -> None:
    found = await results.concluded()
    for path in ("/consultations", found.path, found.path + "/result"):
        page = (await client.get(path)).text
        assert 'type="application/atom+xml"' in page
        assert 'href="/consultations/feed.xml"' in page


async def test_those_who_work_on_it_see_the_very_page_before(client, db) -> None:
    found = await results.answered()
    preview = f"/desk/consultations/{found.ref.id}/result-preview"
    await factories.sign_in(client, found.asked.hands.clerk)
    before = await client.get(preview)
    assert before.status_code == 200
    assert before.headers["cache-control"] == "private, no-store"
    assert "预览" in before.text
    await results.concluding.publish_result(
        found.ref.id, staff=found.asked.hands.office, now=results.now()
    )
    after = (await client.get(found.path + "/result")).text
    for passage in found.passages:
        assert plain(clause(before.text, passage)) == plain(clause(after, passage))
    answers = 'class="stacked answers"'
    assert plain(before.text.split(answers)[1].split("</table>")[0]) == plain(
        after.split(answers)[1].split("</table>")[0]
    )


async def test_a_preview_without_a_final_text_says_so(client, db) -> None:
    ref = await consultations.closed()
    await factories.sign_in(client, await consultations.officer())
    answer = await client.get(f"/desk/consultations/{ref.id}/result-preview")
    assert answer.status_code == 200
    assert "还没有修改后的文本" in answer.text


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (("transport", Role.DRAFTER), 200),
        (("office", Role.OFFICE), 200),
        (("justice", Role.REVIEWER), 200),
        (("health", Role.DRAFTER), 403),
    ],
)
async def test_who_may_look_before(client, db, who, status) -> None:
    found = await results.answered()
    unit, role = who
    await factories.sign_in(client, await factories.staff(unit_code=unit, roles=(role,)))
    answer = await client.get(f"/desk/consultations/{found.ref.id}/result-preview")
    assert answer.status_code == status


async def test_a_stranger_is_shown_the_door(client, db) -> None:
    found = await results.answered()
    answer = await client.get(f"/desk/consultations/{found.ref.id}/result-preview")
    assert answer.status_code in (303, 401)
    assert results.DENSER_TITLE not in answer.text
