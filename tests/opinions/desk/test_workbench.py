"""The workbench over HTTP: fast at any size, plain forms, nothing typed is lost, who sees what."""

import re

import httpx
import pytest

from backend.kernel.clock import now
from backend.kernel.database import open_connection, rows
from backend.opinions.enums import Result
from backend.opinions.operations import assigning, members
from backend.opinions.queries import workbench
from backend.opinions.queries.subjects_for_desk import get_subject_for_desk, progress_of
from backend.opinions.schemas.points import MemberMarks
from backend.opinions.schemas.workbench import AssignmentDraft, Shown, WorkbenchFilter
from backend.organisation.enums import Role
from tests.support import answering, factories, opinions
from tests.support.forms import would_send
from tests.support.queries import counting_queries

pytestmark = pytest.mark.anyio
MOST_QUERIES = 17  # session and reader included
PHONE = "13900008888"


def here(asked, rest: str = "") -> str:
    return f"/desk/subjects/{asked.id}{rest}"


async def ticks(client: httpx.AsyncClient, asked, query: str = "") -> list[str]:
    page = await client.get(here(asked, query))
    return re.findall(r'name="opinions" value="([\d:]+)"', page.text)


async def test_the_workbench_shows_what_is_not_grouped(db, client) -> None:
    asked = await answering.asked(3)
    await answering.grouped(asked, asked.numbers[:1])
    await factories.sign_in(client, asked.hands.clerk)
    page = await client.get(here(asked))
    assert page.status_code == 200
    assert "采纳工作台" in page.text
    assert len(await ticks(client, asked)) == 2
    assert len(await ticks(client, asked, "?show=all")) == 3
    assert "no-store" in page.headers["cache-control"]


async def test_ticked_ones_are_grouped_without_javascript(db, client) -> None:
    asked = await answering.asked(3)
    await factories.sign_in(client, asked.hands.clerk)
    picked = (await ticks(client, asked))[:2]
    sent = {"opinions": picked, "title": "加密班次", "result": "adopted"}
    answer = await client.post(here(asked, "/points?show=all"), data=sent)
    assert answer.status_code == 303
    followed = await client.get(answer.headers["location"])
    assert "已经归并 2 条" in followed.text
    assert (await progress_of(asked.id)).answered == 2


async def test_a_refused_form_keeps_everything_typed_and_ticked(db, client) -> None:
    asked = await answering.asked(2)
    await factories.sign_in(client, asked.hands.clerk)
    picked = await ticks(client, asked)
    sent = {"opinions": picked[0], "title": "加密班次", "result": "not_adopted", "reason": ""}
    answer = await client.post(here(asked, "/points"), data=sent)
    assert answer.status_code == 422
    kept = would_send(answer.text)
    assert ("opinions", picked[0]) in kept
    assert ("title", "加密班次") in kept
    assert ("result", "not_adopted") in kept
    assert 'id="reason-error"' in answer.text
    assert await rows("SELECT FROM opinion_point") == []


async def test_who_was_overtaken_is_told_and_may_try_again(db, client) -> None:
    asked = await answering.asked(2)
    await factories.sign_in(client, asked.hands.clerk)
    picked = await ticks(client, asked, "?show=all")
    await answering.grouped(asked, asked.numbers[:1], "别人的要点")
    sent = {"opinions": picked, "title": "我的要点"}
    answer = await client.post(here(asked, "/points?show=all"), data=sent)
    assert answer.status_code == 422
    assert "别人的要点" in answer.text
    again = [value for name, value in would_send(answer.text) if name == "opinions"]
    assert len(again) == 2
    answer = await client.post(here(asked, "/points?show=all"), data={**sent, "opinions": again})
    assert answer.status_code == 303


async def test_ticked_ones_are_answered_or_handed_on(db, client) -> None:
    asked = await answering.asked(2)
    water = await factories.unit("water")
    await factories.sign_in(client, asked.hands.clerk)
    picked = await ticks(client, asked)
    handed = {"opinions": picked[0], "unit": water.id}
    assert (await client.post(here(asked, "/assignments"), data=handed)).status_code == 303
    sent = {"opinions": picked, "result": "out_of_scope", "reason": "不属征求范围。"}
    assert (await client.post(here(asked, "/answers"), data=sent)).status_code == 303
    assert (await progress_of(asked.id)).open == 0
    assert (
        await client.post(here(asked, "/answers"), data={"opinions": picked})
    ).status_code == 422
    assert (
        await client.post(here(asked, "/assignments"), data={"opinions": picked})
    ).status_code == 422


async def test_every_filter_narrows(db, client) -> None:
    asked = await answering.asked(texts=("建议延长末班车时间。", "建议多设候车亭和座椅。"))
    point = await answering.grouped(asked, asked.numbers[:1], result=Result.ADOPTED)
    subject = await get_subject_for_desk(asked.id, asked.hands.clerk)

    async def found(**wanted) -> list[int]:
        narrowed = WorkbenchFilter(**{"show": Shown.ALL, **wanted})
        page = await workbench.list_opinions(subject, narrowed, asked.hands.clerk)
        return [line.number for line in page.items]

    first, second = asked.numbers
    assert await found(point=point.id) == [first]
    assert await found(word="候车亭") == [second]
    assert await found(state="published", channel="letter") == [first, second]
    assert await found(channel="web") == []
    assert await found(unit=1) == []
    assert await found(passage=asked.passages[0]) == []
    assert await found(show=Shown.UNANSWERED) == [second]


async def test_a_dissenter_waits_under_review(db) -> None:
    asked = await answering.asked(2)
    point = await answering.grouped(asked, asked.numbers, result=Result.ADOPTED)
    marks = MemberMarks(opinions=(asked.numbers[1],), is_dissenting=True)
    await members.mark_members(asked.id, point.id, marks, staff=asked.hands.clerk)
    subject = await get_subject_for_desk(asked.id, asked.hands.clerk)
    wanted = WorkbenchFilter(show=Shown.REVIEW)
    page = await workbench.list_opinions(subject, wanted, asked.hands.clerk)
    assert [line.number for line in page.items] == [asked.numbers[1]]
    assert (await progress_of(asked.id)).review == 1


@pytest.mark.parametrize(
    "query", ["?after=broken", "?passage=x", "?show=nothing", "?unit=99999999999"]
)
async def test_a_wrong_address_is_said_plainly(db, client, query: str) -> None:
    asked = await answering.asked(1)
    await factories.sign_in(client, asked.hands.clerk)
    assert (await client.get(here(asked, query))).status_code == 422


async def test_another_unit_sees_only_what_was_handed_to_it_and_masked(db, client) -> None:
    asked = await answering.asked(texts=(f"请回我电话 {PHONE}，谢谢。", "这条没有交给水务局。"))
    water = await opinions.clerk("water")
    await factories.sign_in(client, water)
    assert (await client.get(here(asked))).status_code == 404
    draft = AssignmentDraft(opinions=(asked.numbers[0],), unit=water.unit_id)
    await assigning.assign_opinions(asked.id, draft, staff=asked.hands.clerk, now=now())
    page = await client.get(here(asked))
    assert page.status_code == 200
    assert "请回我电话" in page.text
    assert "这条没有交给水务局" not in page.text
    one = await client.get(here(asked, f"/opinions/{asked.numbers[0]}"))
    assert PHONE not in page.text + one.text
    assert (await client.get(here(asked, f"/opinions/{asked.numbers[1]}"))).status_code == 404
    assert (await client.get(here(asked, "/report"))).status_code == 404
    assert (await client.get(here(asked, "/suggestions"))).status_code == 404


async def test_the_responsible_unit_reads_the_words_as_they_came(db, client) -> None:
    asked = await answering.asked(texts=(f"请回我电话 {PHONE}，谢谢。",))
    await factories.sign_in(client, asked.hands.clerk)
    one = await client.get(here(asked, f"/opinions/{asked.numbers[0]}"))
    assert PHONE in one.text
    assert PHONE not in (await client.get(here(asked))).text
    await factories.sign_in(client, asked.hands.reviewer)
    assert PHONE not in (await client.get(here(asked, f"/opinions/{asked.numbers[0]}"))).text


async def test_an_auditor_reads_and_changes_nothing(db, client) -> None:
    asked = await answering.asked(1)
    auditor = await factories.staff(roles=(Role.AUDITOR,))
    await factories.sign_in(client, auditor)
    assert (await client.get(here(asked))).status_code == 200
    sent = {"opinions": str(asked.numbers[0]), "title": "加密班次"}
    assert (await client.post(here(asked, "/points"), data=sent)).status_code == 403


async def test_hostile_words_are_only_words(db, client) -> None:
    asked = await answering.asked(texts=("<script>alert(1)</script> 建议加密班次",))
    await factories.sign_in(client, asked.hands.clerk)
    for path in ("", f"/opinions/{asked.numbers[0]}"):
        page = await client.get(here(asked, path))
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert" in page.text


async def test_an_opinions_own_answer_notes_and_their_reversal(db, client) -> None:
    asked = await answering.asked(1)
    await factories.sign_in(client, asked.hands.clerk)
    this = here(asked, f"/opinions/{asked.numbers[0]}")
    sent = {"result": "transferred", "reason": "已转县水务局。", "revision": "0"}
    assert (await client.post(f"{this}/answer", data=sent)).status_code == 303
    stale = await client.post(f"{this}/answer", data={**sent, "reason": "我写的另一句"})
    assert stale.status_code == 422
    assert "已转县水务局。" in stale.text
    assert ("reason", "我写的另一句") in would_send(stale.text)
    assert ("revision", "1") in would_send(stale.text)
    note = await client.post(f"{this}/notes", data={"text": "<b>问过水务局了</b>"})
    assert note.status_code == 303
    assert "&lt;b&gt;问过水务局了" in (await client.get(this)).text
    assert (await client.post(f"{this}/notes", data={"text": ""})).status_code == 422
    back = await client.post(f"{this}/answer/reversal", data={"revision": "1"})
    assert back.status_code == 303
    assert (await progress_of(asked.id)).answered == 0


async def test_the_first_page_asks_as_little_with_thousands_of_opinions(db, client) -> None:
    few, asked = await answering.asked(60), await answering.many(2_000)
    every = [
        row["id"]
        for row in await rows("SELECT id FROM opinion WHERE subject = {} ORDER BY id", asked.id)
    ]
    for place in range(10):
        await answering.grouped(
            asked, every[place:1200:10], f"第{place}个要点", result=Result.ADOPTED
        )
    await open_connection().execute("ANALYZE opinion, opinion_point_member, opinion_reference")
    await factories.sign_in(client, asked.hands.clerk)
    counts = []
    for subject in (few, asked):
        await client.get(here(subject))
        async with counting_queries() as queries:
            page = await client.get(here(subject))
        assert page.status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES
    for query in ("?show=unanswered", "?show=review", "?show=all&word=没有这个词"):
        await client.get(here(asked, query))


async def test_the_list_of_subjects_shows_what_is_owed(db, client) -> None:
    asked = await answering.asked(3)
    await answering.grouped(asked, asked.numbers[:1], result=Result.ADOPTED)
    await factories.sign_in(client, asked.hands.clerk)
    page = await client.get("/desk/subjects")
    assert "2 / 3 条" in page.text
    stranger = await opinions.clerk("water")
    await factories.sign_in(client, stranger)
    assert "2 / 3 条" not in (await client.get("/desk/subjects")).text
