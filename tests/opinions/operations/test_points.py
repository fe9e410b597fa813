"""Points: exact ids, the loser told, nobody who dissents swallowed."""

import asyncio

import pytest

from backend.kernel.clock import now
from backend.kernel.database import rows
from backend.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from backend.opinions.enums import Result
from backend.opinions.operations import members, points
from backend.opinions.queries.points import list_members, list_points
from backend.opinions.queries.subjects_for_desk import get_subject_for_desk, progress_of
from backend.opinions.rules.overtaken import Overtaken
from backend.opinions.schemas.answers import Clearing
from backend.opinions.schemas.points import (
    Grouping,
    MemberChange,
    MemberMarks,
    Merger,
    Picked,
    PointAmendment,
    Split,
)
from tests.support import answering, factories, opinions

pytestmark = pytest.mark.anyio


def picks(*numbers: int, points: int | None = 0) -> tuple[Picked, ...]:
    return tuple(Picked(opinion=number, points=points) for number in numbers)


async def lines(asked):
    subject = await get_subject_for_desk(asked.id, asked.hands.clerk)
    return await list_points(subject, asked.hands.clerk)


async def test_ticked_opinions_become_a_point(db) -> None:
    asked = await answering.asked(3)
    draft = Grouping(opinions=picks(*asked.numbers[:2]), title="加密班次")
    ref = await points.group_opinions(asked.id, draft, staff=asked.hands.clerk, now=now())
    (point,) = await lines(asked)
    assert (ref.added, point.opinions, point.position, point.result) == (2, 2, 1, None)
    progress = await progress_of(asked.id)
    assert (progress.total, progress.ungrouped, progress.answered) == (3, 1, 0)


async def test_grouping_and_answering_is_one_act(db) -> None:
    asked = await answering.asked(2)
    await answering.grouped(asked, asked.numbers, result=Result.ADOPTED, reason="已经加密。")
    progress = await progress_of(asked.id)
    assert (progress.answered, progress.open) == (2, 0)


async def test_an_opinion_may_stand_in_several_points(db) -> None:
    asked = await answering.asked(1)
    await answering.grouped(asked, asked.numbers, "其一", result=Result.ADOPTED)
    await answering.grouped(asked, asked.numbers, "其二", result=Result.NOT_ADOPTED, reason="理由")
    assert [point.opinions for point in await lines(asked)] == [1, 1]


async def test_who_groups_what_was_just_grouped_is_told_and_changes_nothing(db) -> None:
    asked = await answering.asked(3)
    first = Grouping(opinions=picks(*asked.numbers[:2]), title="加密班次")
    await points.group_opinions(asked.id, first, staff=asked.hands.clerk, now=now())
    second = Grouping(opinions=picks(*asked.numbers[1:]), title="别的要点")
    with pytest.raises(Overtaken) as told:
        await points.group_opinions(asked.id, second, staff=asked.hands.reader, now=now())
    assert "加密班次" in str(told.value.message)
    assert "opinions" in told.value.fields
    assert len(await lines(asked)) == 1


async def test_another_subjects_or_an_invalid_opinion_is_not_grouped(db) -> None:
    asked, other = await answering.asked(1), await answering.asked(1)
    with pytest.raises(Invalid) as told:
        await answering.grouped(asked, [*asked.numbers, *other.numbers])
    assert str(other.numbers[0]) in str(told.value.fields["opinions"])


async def test_only_who_handles_the_subject_groups(db) -> None:
    asked = await answering.asked(1)
    draft = Grouping(opinions=picks(*asked.numbers), title="加密班次")
    stranger = await opinions.clerk("water")
    with pytest.raises(Forbidden):
        await points.group_opinions(asked.id, draft, staff=stranger, now=now())
    with pytest.raises(NotFound):
        await points.group_opinions(2**30, draft, staff=asked.hands.clerk, now=now())


async def test_an_answered_point_takes_no_other_answer_by_the_way(db) -> None:
    asked = await answering.asked(2)
    point = await answering.grouped(asked, asked.numbers[:1], result=Result.ADOPTED)
    draft = Grouping(
        opinions=picks(asked.numbers[1]), point=point.id, result=Result.NOT_ADOPTED, reason="不行"
    )
    with pytest.raises(Invalid) as told:
        await points.group_opinions(asked.id, draft, staff=asked.hands.clerk, now=now())
    assert "result" in told.value.fields


async def test_points_keep_their_order_when_moved(db) -> None:
    asked = await answering.asked(3)
    made = [await answering.grouped(asked, [number], f"要点{number}") for number in asked.numbers]
    await points.move_point(asked.id, made[2].id, to=1, staff=asked.hands.clerk)
    assert [point.id for point in await lines(asked)] == [made[2].id, made[0].id, made[1].id]
    assert [point.position for point in await lines(asked)] == [1, 2, 3]


async def test_a_merged_point_brings_its_members_and_its_dissenters(db) -> None:
    asked = await answering.asked(3)
    one = await answering.grouped(asked, asked.numbers[:2], "甲要点")
    other = await answering.grouped(asked, asked.numbers[1:], "乙要点")
    marks = MemberMarks(opinions=(asked.numbers[1],), is_dissenting=True)
    await members.mark_members(asked.id, one.id, marks, staff=asked.hands.clerk)
    current = (await lines(asked))[0]
    draft = Merger(into=other.id, revision=current.revision)
    merged = await points.merge_points(asked.id, one.id, draft, staff=asked.hands.clerk)
    (point,) = await lines(asked)
    assert (merged.id, point.opinions, point.dissenting, point.position) == (other.id, 3, 1, 1)


async def test_a_split_takes_exactly_the_chosen_ones(db) -> None:
    asked = await answering.asked(3)
    point = await answering.grouped(asked, asked.numbers)
    split = Split(opinions=(asked.numbers[0],), title="单独一条", revision=point.revision)
    made = await points.split_point(asked.id, point.id, split, staff=asked.hands.clerk)
    assert [(line.id, line.opinions) for line in await lines(asked)] == [
        (point.id, 2),
        (made.id, 1),
    ]
    with pytest.raises(Overtaken):
        await points.split_point(asked.id, point.id, split, staff=asked.hands.clerk)


async def test_a_dissolved_point_leaves_its_opinions_ungrouped(db) -> None:
    asked = await answering.asked(2)
    point = await answering.grouped(asked, asked.numbers)
    draft = Clearing(revision=point.revision)
    assert await points.dissolve_point(asked.id, point.id, draft, staff=asked.hands.clerk) == 2
    assert (await progress_of(asked.id)).ungrouped == 2
    assert await lines(asked) == ()


async def test_renaming_from_an_old_page_is_refused_with_what_is_there(db) -> None:
    asked = await answering.asked(1)
    point = await answering.grouped(asked, asked.numbers)
    await answering.answered(asked, point, Result.NOT_ADOPTED, "暂不具备条件。")
    draft = PointAmendment(title="别的名称", revision=point.revision)
    with pytest.raises(Overtaken) as told:
        await points.amend_point(asked.id, point.id, draft, staff=asked.hands.reader)
    assert "暂不具备条件。" in str(told.value.message)


async def test_members_are_taken_out_by_exact_number(db) -> None:
    asked = await answering.asked(2)
    point = await answering.grouped(asked, asked.numbers)
    gone = MemberChange(opinions=(asked.numbers[0],))
    await members.remove_members(asked.id, point.id, gone, staff=asked.hands.clerk)
    with pytest.raises(Invalid):
        await members.remove_members(asked.id, point.id, gone, staff=asked.hands.clerk)
    subject = await get_subject_for_desk(asked.id, asked.hands.clerk)
    assert [m.number for m in (await list_members(subject, point.id)).items] == asked.numbers[1:]


async def test_a_dissenter_is_not_counted_among_nearly_identical_ones(db) -> None:
    asked = await answering.asked(2)
    point = await answering.grouped(asked, asked.numbers, is_near_identical=True)
    marks = MemberMarks(opinions=(asked.numbers[0],), is_dissenting=True)
    await members.mark_members(asked.id, point.id, marks, staff=asked.hands.clerk)
    (line,) = await lines(asked)
    assert (line.near_identical, line.dissenting) == (1, 1)


async def test_nothing_changes_once_the_report_was_submitted(db) -> None:
    asked = await answering.asked(2)
    await answering.all_adopted(asked)
    await answering.submitted(asked)
    with pytest.raises(Conflict):
        await answering.grouped(asked, asked.numbers, "另一个")


async def test_every_act_is_in_the_journal_without_peoples_words(db) -> None:
    asked = await answering.asked(1)
    await answering.grouped(asked, asked.numbers, result=Result.ADOPTED)
    found = await rows(
        "SELECT action, payload, is_public FROM journal_entry WHERE action LIKE 'point.%'"
    )
    assert {row["action"] for row in found} == {"point.group", "point.answer"}
    assert not any(row["is_public"] or opinions.TEXT in row["payload"] for row in found)


async def test_two_clerks_grouping_the_same_opinions_at_once_make_one_point(committed) -> None:
    asked = await answering.asked(3)

    async def group(staff, title: str):
        draft = Grouping(opinions=picks(*asked.numbers), title=title)
        return await points.group_opinions(asked.id, draft, staff=staff, now=now())

    both = await asyncio.gather(
        group(asked.hands.clerk, "甲要点"),
        group(asked.hands.reader, "乙要点"),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in both) == ["Overtaken", "PointRef"]
    assert len(await lines(asked)) == 1


async def test_many_clerks_at_once_never_break_the_order(committed) -> None:
    asked = await answering.asked(8)
    await asyncio.gather(
        *(answering.grouped(asked, [number], f"要点{number}") for number in asked.numbers)
    )
    found = await lines(asked)
    await asyncio.gather(
        *(points.move_point(asked.id, p.id, to=1, staff=asked.hands.clerk) for p in found)
    )
    assert [point.position for point in await lines(asked)] == list(range(1, 9))


async def test_a_unit_must_be_one_in_use(db) -> None:
    asked = await answering.asked(1)
    point = await answering.grouped(asked, asked.numbers)
    unit = await factories.unit("finance")
    draft = PointAmendment(title="加密班次", unit=unit.id, revision=point.revision)
    ref = await points.amend_point(asked.id, point.id, draft, staff=asked.hands.clerk)
    with pytest.raises(Invalid):
        await points.amend_point(
            asked.id,
            point.id,
            PointAmendment(title="加密班次", unit=2**30, revision=ref.revision),
            staff=asked.hands.clerk,
        )
