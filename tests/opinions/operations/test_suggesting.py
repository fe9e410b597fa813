"""Suggestions: the same every time, never acted on by themselves, confirmed or turned down."""

import pytest

from backend.kernel.database import rows
from backend.kernel.errors import Forbidden, Invalid, NotFound
from backend.opinions import jobs
from backend.opinions.operations import suggesting
from backend.opinions.queries.points import list_members, list_points
from backend.opinions.queries.subjects_for_desk import get_subject_for_desk, progress_of
from backend.opinions.queries.suggestions import (
    get_suggestion,
    list_lately_grown,
    list_like,
    list_suggestions,
)
from backend.opinions.schemas.points import Confirmation, Dismissal
from tests.support import answering, opinions

pytestmark = pytest.mark.anyio
CAMPAIGN = "坚决反对取消K7路石门岭支线，七个村三千多口人全靠这条线进城看病买药，请保留支线。"
TEXTS = (
    CAMPAIGN,
    "转发：" + CAMPAIGN,
    CAMPAIGN + "我家两个老人都是慢性病。",
    "支持取消K7路石门岭支线，合并是对的，七个村三千多口人全靠这条线进城看病买药是夸大。",
    "希望候车亭装上座椅和顶棚。",
)


async def suggested(*texts: str):
    asked = await answering.asked(texts=texts or TEXTS)
    await suggesting.suggest_groups(asked.id)
    subject = await get_subject_for_desk(asked.id, asked.hands.clerk)
    return asked, subject, (await list_suggestions(subject)).items


async def confirm(asked, group: int, **given):
    draft = Confirmation(**given)
    return await suggesting.confirm_suggestion(asked.id, group, draft, staff=asked.hands.clerk)


async def test_copies_are_suggested_and_nothing_is_grouped_by_itself(db) -> None:
    asked, _, groups = await suggested()
    assert groups[0].opinions == 3
    assert (await progress_of(asked.id)).ungrouped == 5
    assert await rows("SELECT FROM opinion_point") == []


async def test_the_same_opinions_give_the_same_groups(db) -> None:
    asked, subject, groups = await suggested()
    before = await rows("SELECT id, fingerprint FROM opinion_suggested_group ORDER BY id")
    await suggesting.suggest_groups(asked.id)
    assert await rows("SELECT id, fingerprint FROM opinion_suggested_group ORDER BY id") == before
    assert (await list_suggestions(subject)).items == groups


async def test_a_group_is_confirmed_whole_by_a_person_with_the_reason_logged(db) -> None:
    asked, subject, groups = await suggested()
    ref = await confirm(asked, groups[0].id, is_whole=True, title="保留支线", reason="同一封信")
    assert ref.added == 3
    (point,) = await list_points(subject, asked.hands.clerk)
    assert (point.opinions, point.near_identical, point.dissenting) == (3, 3, 0)
    assert all(group.id != groups[0].id for group in (await list_suggestions(subject)).items)
    found = await rows(
        "SELECT reason, payload FROM journal_entry WHERE action = 'point.confirm_suggestion'"
    )
    assert found[0]["reason"] == "同一封信"
    assert CAMPAIGN not in found[0]["payload"]


async def test_some_members_alone_are_confirmed(db) -> None:
    asked, subject, groups = await suggested()
    ref = await confirm(asked, groups[0].id, opinions=tuple(asked.numbers[:2]), title="保留支线")
    assert ref.added == 2
    assert (await list_suggestions(subject)).items[0].ungrouped == 1
    with pytest.raises(Invalid):
        await confirm(asked, groups[0].id, opinions=(asked.numbers[4],), title="保留支线")
    with pytest.raises(Invalid):
        await confirm(asked, groups[0].id, title="保留支线")
    with pytest.raises(Invalid):
        await confirm(asked, groups[0].id, opinions=(asked.numbers[2],))


async def test_who_says_the_contrary_is_never_taken_along(db) -> None:
    asked, subject, groups = await suggested()
    _, members = await get_suggestion(subject, groups[0].id)
    apart = [one.number for one in members if one.is_dissenting]
    assert asked.numbers[3] in apart
    ref = await confirm(asked, groups[0].id, is_whole=True, title="保留支线")
    held = await list_members(subject, ref.id)
    assert asked.numbers[3] not in [member.number for member in held.items]
    await confirm(asked, groups[0].id, opinions=tuple(apart), point=ref.id)
    held = await list_members(subject, ref.id)
    assert {m.number for m in held.items if m.is_dissenting} == set(apart)


async def test_what_was_turned_down_stays_so_while_its_members_are_the_same(db) -> None:
    asked, subject, groups = await suggested()
    dismissal = Dismissal(reason="说的是两件事")
    for group in groups:
        await suggesting.dismiss_suggestion(asked.id, group.id, dismissal, staff=asked.hands.clerk)
    await suggesting.suggest_groups(asked.id)
    assert (await list_suggestions(subject)).items == ()
    with pytest.raises(NotFound):
        await confirm(asked, groups[0].id, is_whole=True, title="保留支线")


async def test_the_button_asks_once_however_often_it_is_pressed(db) -> None:
    asked = await answering.asked(1)
    for _ in range(3):
        await suggesting.request_suggestions(asked.id, staff=asked.hands.clerk)
    found = await rows(
        "SELECT count(*) AS n FROM pgqueuer WHERE entrypoint = {}", suggesting.SUGGEST
    )
    assert found[0]["n"] == 1
    with pytest.raises(Forbidden):
        await suggesting.request_suggestions(asked.id, staff=await opinions.clerk("water"))


async def test_subjects_that_grew_lately_are_compared_by_the_timetable(db) -> None:
    asked = await answering.asked(1)
    assert asked.id in await list_lately_grown()
    await jobs.suggest_anew({})
    found = await rows("SELECT payload FROM pgqueuer WHERE entrypoint = {}", suggesting.SUGGEST)
    assert [row["payload"] for row in found].count(b'{"subject": %d}' % asked.id) == 1
    await jobs.suggest({"subject": asked.id})


async def test_like_opinions_are_found_beside_one(db) -> None:
    asked, subject, _ = await suggested()
    found = await list_like(subject, asked.numbers[0], CAMPAIGN)
    assert {one.number for one in found[:2]} == {asked.numbers[1], asked.numbers[2]}
    assert asked.numbers[0] not in [one.number for one in found]
