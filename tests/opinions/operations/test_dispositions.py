"""Answers: one wins, the other is told; reasons say enough; the SQL says what the rule says."""

import asyncio
import itertools
import random

import pytest

from backend.kernel.clock import now
from backend.kernel.database import rows
from backend.kernel.errors import Conflict, Forbidden, Invalid
from backend.opinions.enums import Result
from backend.opinions.operations import assigning, dispositions, members, points
from backend.opinions.queries.effective import EFFECTIVE, OF_THESE
from backend.opinions.queries.opinion_for_desk import get_opinion_for_desk
from backend.opinions.queries.subjects_for_desk import get_subject_for_desk
from backend.opinions.rules.answers import combined_reason, effective
from backend.opinions.rules.overtaken import Overtaken
from backend.opinions.schemas.answers import AnswerDraft, BatchAnswerDraft, Clearing
from backend.opinions.schemas.points import MemberMarks, PointAmendment
from backend.opinions.schemas.workbench import AssignmentDraft
from backend.organisation.enums import Role
from tests.support import answering, factories, opinions
from tests.support.answering import REASON

pytestmark = pytest.mark.anyio


async def became(asked) -> dict[int, tuple[str | None, str]]:
    found = await rows(f"WITH {EFFECTIVE} SELECT * FROM answered", asked.id, asked.id)
    return {row["id"]: (row["result"], row["reason"]) for row in found}


async def answer(
    asked, number: int, result: Result, reason: str = "", *, revision: int = 0, by=None
):
    draft = AnswerDraft(result=result, reason=reason, revision=revision)
    staff = by or asked.hands.clerk
    return await dispositions.answer_opinion(asked.id, number, draft, staff=staff, now=now())


async def test_an_own_answer_overrides_the_points(db) -> None:
    asked = await answering.asked(2)
    await answering.answered(asked, await answering.grouped(asked, asked.numbers))
    await answer(asked, asked.numbers[0], Result.TRANSFERRED, "已转县水务局办理。")
    found = await became(asked)
    assert found[asked.numbers[0]] == ("transferred", "已转县水务局办理。")
    assert found[asked.numbers[1]] == ("adopted", "")


async def test_an_answer_taken_back_lets_the_points_speak_again(db) -> None:
    asked = await answering.asked(1)
    await answering.answered(asked, await answering.grouped(asked, asked.numbers))
    number = asked.numbers[0]
    revision = await answer(asked, number, Result.OUT_OF_SCOPE, "不属于这次征求意见的范围。")
    cleared = Clearing(revision=revision)
    await dispositions.clear_answer(asked.id, number, cleared, staff=asked.hands.clerk)
    assert (await became(asked))[number][0] == "adopted"
    with pytest.raises(Overtaken):
        await dispositions.clear_answer(asked.id, number, cleared, staff=asked.hands.clerk)


@pytest.mark.parametrize("result", [result for result in Result if result is not Result.ADOPTED])
async def test_everything_but_adopted_needs_a_reason(db, result: Result) -> None:
    asked = await answering.asked(1)
    with pytest.raises(Invalid) as told:
        await answer(asked, asked.numbers[0], result, "  ")
    assert "reason" in told.value.fields


async def test_a_refusal_many_asked_about_is_explained_in_detail(db) -> None:
    asked = await answering.asked(5)
    point = await answering.grouped(asked, asked.numbers)
    with pytest.raises(Invalid) as told:
        await answering.answered(asked, point, Result.NOT_ADOPTED, "不具备条件。")
    assert "30" in str(told.value.fields["reason"])
    await answering.answered(asked, point, Result.NOT_ADOPTED, REASON)
    few = await answering.asked(4)
    point = await answering.grouped(few, few.numbers)
    await answering.answered(few, point, Result.NOT_ADOPTED, "不具备条件。")


async def test_a_dissenter_is_not_answered_by_the_point(db) -> None:
    asked = await answering.asked(2)
    point = await answering.grouped(asked, asked.numbers, result=Result.ADOPTED)
    marks = MemberMarks(opinions=(asked.numbers[0],), is_dissenting=True)
    await members.mark_members(asked.id, point.id, marks, staff=asked.hands.clerk)
    assert (await became(asked))[asked.numbers[0]][0] is None
    await answer(asked, asked.numbers[0], Result.NOT_ADOPTED, "多数意见要求保留。")
    assert (await became(asked))[asked.numbers[0]][0] == "not_adopted"


async def test_a_second_answer_from_an_old_page_is_told_what_is_there(db) -> None:
    asked = await answering.asked(1)
    number = asked.numbers[0]
    await answer(asked, number, Result.NOT_ADOPTED, "财力暂时不够。")
    with pytest.raises(Overtaken) as told:
        await answer(asked, number, Result.ADOPTED, by=asked.hands.reader)
    assert isinstance(told.value, Conflict)
    assert "财力暂时不够。" in str(told.value.message)
    assert asked.hands.clerk.name in str(told.value.message)


async def test_two_clerks_answering_one_opinion_at_once_one_wins(committed) -> None:
    asked = await answering.asked(1)
    number = asked.numbers[0]
    for turn in range(10):
        both = await asyncio.gather(
            answer(asked, number, Result.NOT_ADOPTED, f"甲的理由{turn}", revision=turn),
            answer(
                asked,
                number,
                Result.ADOPTED,
                f"乙的理由{turn}",
                revision=turn,
                by=asked.hands.reader,
            ),
            return_exceptions=True,
        )
        assert sorted(type(one).__name__ for one in both) == ["Overtaken", "int"]
        lost = next(one for one in both if isinstance(one, Overtaken))
        stands = (await became(asked))[number][1]
        assert stands in str(lost.message)


async def test_two_clerks_answering_one_point_at_once_one_wins(committed) -> None:
    asked = await answering.asked(2)
    point = await answering.grouped(asked, asked.numbers)

    async def by(staff, reason: str) -> int:
        draft = AnswerDraft(result=Result.NOT_ADOPTED, reason=reason, revision=point.revision)
        return await dispositions.answer_point(asked.id, point.id, draft, staff=staff, now=now())

    both = await asyncio.gather(
        by(asked.hands.clerk, "甲的理由"),
        by(asked.hands.reader, "乙的理由"),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in both) == ["Overtaken", "int"]


async def test_several_answered_at_once_skip_nobody_silently(db) -> None:
    asked = await answering.asked(3)
    await answer(asked, asked.numbers[1], Result.ADOPTED)
    draft = BatchAnswerDraft(
        opinions=tuple(asked.numbers),
        result=Result.OUT_OF_SCOPE,
        reason="不属征求范围，请拨 12345。",
    )
    with pytest.raises(Overtaken) as told:
        await dispositions.answer_opinions(asked.id, draft, staff=asked.hands.clerk, now=now())
    assert str(asked.numbers[1]) in str(told.value.fields["opinions"])
    rest = draft.model_copy(update={"opinions": (asked.numbers[0], asked.numbers[2])})
    assert (
        await dispositions.answer_opinions(asked.id, rest, staff=asked.hands.clerk, now=now()) == 2
    )


async def test_a_unit_answers_what_was_handed_to_it_and_nothing_else(db) -> None:
    asked = await answering.asked(2)
    water = await opinions.clerk("water")
    draft = AssignmentDraft(opinions=(asked.numbers[0],), unit=water.unit_id)
    await assigning.assign_opinions(asked.id, draft, staff=asked.hands.clerk, now=now())
    await answer(asked, asked.numbers[0], Result.ADOPTED, by=water)
    with pytest.raises(Forbidden):
        await answer(asked, asked.numbers[1], Result.ADOPTED, by=water)
    point = await answering.grouped(asked, asked.numbers)
    handed = PointAmendment(title="加密班次", unit=water.unit_id, revision=point.revision)
    ref = await points.amend_point(asked.id, point.id, handed, staff=asked.hands.clerk)
    theirs = AnswerDraft(result=Result.ADOPTED, revision=ref.revision)
    await dispositions.answer_point(asked.id, point.id, theirs, staff=water, now=now())


async def test_nothing_is_answered_while_the_report_is_read(db) -> None:
    asked = await answering.asked(1)
    await answering.all_adopted(asked)
    await answering.submitted(asked)
    with pytest.raises(Conflict):
        await answer(asked, asked.numbers[0], Result.NOT_ADOPTED, "改主意了。")


async def test_an_auditor_answers_nothing(db) -> None:
    asked = await answering.asked(1)
    auditor = await factories.staff(unit_code="transport", roles=(Role.AUDITOR,))
    with pytest.raises(Forbidden):
        await answer(asked, asked.numbers[0], Result.ADOPTED, by=auditor)


async def test_the_sql_says_what_the_rule_says(db) -> None:
    """Every combination of up to three points, dissent, and an own answer."""
    chance = random.Random(7)
    asked = await answering.asked(40)
    choices = [None, Result.ADOPTED, Result.NOT_ADOPTED, Result.TRANSFERRED]
    made = []
    for result, copy in itertools.product(choices, range(2)):
        title = f"要点{result}{copy}"
        point = await answering.grouped(asked, [asked.numbers[0]], title)
        made.append((point, result, f"因为{result}{copy}。{REASON}" if result else ""))
    standing: dict[int, list] = {number: [] for number in asked.numbers}
    await rows("DELETE FROM opinion_point_member")
    for number in asked.numbers:
        for point, result, reason in chance.sample(made, chance.randint(0, 3)):
            is_apart = chance.random() < 0.15
            await rows(
                "INSERT INTO opinion_point_member (point, opinion, is_dissenting,"
                " is_near_identical, added_by, added_at) VALUES ({}, {}, {}, FALSE, {}, now())",
                *(point.id, number, is_apart, asked.hands.clerk.id),
            )
            standing[number].append((point, result, reason, is_apart))
    for point, result, reason in made:
        if result:
            current = await rows("SELECT revision FROM opinion_point WHERE id = {}", point.id)
            draft = AnswerDraft(result=result, reason=reason, revision=current[0]["revision"])
            await dispositions.answer_point(
                asked.id, point.id, draft, staff=asked.hands.clerk, now=now()
            )
    own = {number: chance.choice(choices) for number in asked.numbers[::4]}
    for number, result in own.items():
        if result:
            await answer(asked, number, result, "单独的理由")
    found = await became(asked)
    one_by_one = {row["id"]: row for row in await rows(OF_THESE, asked.numbers)}
    for number, points_ in standing.items():
        expected = effective(
            [result for _, result, _, _ in points_],
            own.get(number),
            is_dissenting=any(apart for *_, apart in points_),
        )
        assert found[number][0] == expected
        assert one_by_one[number]["result"] == expected
        if expected and not own.get(number):
            in_order = sorted(points_, key=lambda part: part[0].position)
            words = combined_reason(
                [((await point_title(part[0].id)), part[2]) for part in in_order]
            )
            assert found[number][1] == one_by_one[number]["reason"] == words


async def point_title(point_id: int) -> str:
    return (await rows("SELECT title FROM opinion_point WHERE id = {}", point_id))[0]["title"]


async def test_an_opinions_page_shows_its_answers_and_history(db) -> None:
    asked = await answering.asked(1)
    await answering.grouped(asked, asked.numbers, result=Result.ADOPTED, reason="已加密。")
    subject = await get_subject_for_desk(asked.id, asked.hands.clerk)
    found = await get_opinion_for_desk(subject, asked.numbers[0], asked.hands.clerk)
    assert (found.effective, found.reason, found.may_answer) == (Result.ADOPTED, "已加密。", True)
    assert [str(line.what) for line in found.history] == ["收到意见", "归入要点「加密班次」"]
