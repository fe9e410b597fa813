"""The report's way: nothing open, four eyes and the law, all at once, nobody without an answer."""

import asyncio

import pytest

from backend.kernel.clock import now
from backend.kernel.database import open_connection, rows, transaction
from backend.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from backend.opinions import jobs
from backend.opinions.enums import OpinionState, ReportState, Result
from backend.opinions.operations import members, reports
from backend.opinions.operations.dispositions import answer_opinions
from backend.opinions.operations.own import withdraw_opinion
from backend.opinions.operations.points import group_opinions
from backend.opinions.operations.working import thresholds
from backend.opinions.queries import report as public
from backend.opinions.queries.cautions import cautions_of
from backend.opinions.queries.figures import count_raw
from backend.opinions.queries.standing import standing_of
from backend.opinions.queries.tracking import find_by_code
from backend.opinions.rules.overtaken import Overtaken
from backend.opinions.rules.report import open_things
from backend.opinions.schemas.answers import BatchAnswerDraft
from backend.opinions.schemas.points import Grouping, MemberMarks, Picked
from backend.opinions.schemas.reporting import (
    Clearance,
    Reading,
    ReturnNote,
    StatementDraft,
    Submission,
)
from tests.support import answering, factories, opinions
from tests.support.answering import REASON, STATEMENT

pytestmark = pytest.mark.anyio
ANSWERED = "opinion, opinion_point_member, opinion_disposition"


async def submit(asked, **given):
    draft = Submission(**given)
    return await reports.submit_report(asked.id, draft, staff=asked.hands.clerk, now=now())


async def publish(asked, by=None):
    return await reports.publish_report(asked.id, staff=by or asked.hands.office, now=now())


async def open_lacks(asked) -> set[str]:
    return {one.lack for one in open_things(await standing_of(asked.id, thresholds()))}


async def test_what_is_open_is_told_all_at_once(db) -> None:
    asked = await answering.asked(3)
    point = await answering.grouped(asked, asked.numbers[:2])
    marks = MemberMarks(opinions=(asked.numbers[0],), is_dissenting=True)
    await members.mark_members(asked.id, point.id, marks, staff=asked.hands.clerk)
    assert await open_lacks(asked) == {"point_unanswered", "unanswered", "dissent", "statement"}
    with pytest.raises(Conflict) as told:
        await submit(asked)
    assert "还没有答复的意见（2）" in str(told.value.message)


async def test_an_opinion_nobody_has_moderated_blocks(db) -> None:
    asked = await answering.asked(1)
    await answering.all_adopted(asked)
    await answering.by_letter(asked.id, asked.hands.clerk, age_band=opinions.MINOR)
    assert {"pending", "unanswered"} <= await open_lacks(asked)


async def test_nothing_is_submitted_while_opinions_may_still_come(db) -> None:
    asked = await answering.asked(1, is_open=True)
    await answering.all_adopted(asked)
    assert "open" in await open_lacks(asked)


async def test_a_refusal_that_became_one_of_wide_concern_blocks(db) -> None:
    asked = await answering.asked(5)
    point = await answering.grouped(asked, asked.numbers[:4])
    await answering.answered(asked, point, Result.NOT_ADOPTED, "不具备条件。")
    await answering.grouped(asked, asked.numbers[4:], "别的", result=Result.ADOPTED)
    assert "detail" not in await open_lacks(asked)
    more = Grouping(opinions=(Picked(opinion=asked.numbers[4]),), point=point.id)
    await group_opinions(asked.id, more, staff=asked.hands.clerk, now=now())
    assert "detail" in await open_lacks(asked)


async def test_one_sentence_for_unlike_points_must_be_looked_at(db) -> None:
    asked = await answering.asked(2)
    for number, title in zip(asked.numbers, ("加密班次", "增加站点"), strict=True):
        point = await answering.grouped(asked, [number], title)
        await answering.answered(asked, point, Result.NOT_ADOPTED, "目前财力暂不具备条件。")
    (caution,) = await cautions_of(asked.id)
    assert "加密班次" in str(caution.message)
    statement = StatementDraft(statement=STATEMENT)
    await reports.write_statement(asked.id, statement, staff=asked.hands.clerk)
    with pytest.raises(Invalid) as told:
        await submit(asked)
    assert "acknowledged" in told.value.fields
    await submit(asked, acknowledged=(caution.key,))
    found = await rows("SELECT payload FROM journal_entry WHERE action = 'report.submit'")
    assert caution.key in found[0]["payload"]


async def test_alike_opinions_may_share_their_answer_without_a_warning(db) -> None:
    same = "城乡线路末班车太早，17点40就收车，打零工的赶不上，建议延长到19点以后。"
    asked = await answering.asked(texts=(same, same + "谢谢。", "转发：" + same))
    draft = BatchAnswerDraft(
        opinions=tuple(asked.numbers), result=Result.NOT_ADOPTED, reason="客流不足，暂不延长。"
    )
    await answer_opinions(asked.id, draft, staff=asked.hands.clerk, now=now())
    assert await cautions_of(asked.id) == ()


async def test_the_second_reader_is_another_person(db) -> None:
    asked = await answering.asked(1)
    await answering.all_adopted(asked)
    await answering.submitted(asked)
    with pytest.raises(Conflict):
        await reports.read_report(asked.id, Reading(), staff=asked.hands.clerk, now=now())
    stranger = await opinions.clerk("water")
    with pytest.raises(Forbidden):
        await reports.read_report(asked.id, Reading(), staff=stranger, now=now())


async def test_only_a_reviewer_clears_and_only_the_office_publishes(db) -> None:
    asked = await answering.asked(1)
    await answering.all_adopted(asked)
    await answering.submitted(asked)
    clearance = Clearance(clearance="符合法定程序。")
    people = asked.hands
    with pytest.raises(Conflict):  # nobody has read it yet
        await reports.clear_report(asked.id, clearance, staff=people.reviewer, now=now())
    await reports.read_report(asked.id, Reading(), staff=people.reader, now=now())
    with pytest.raises(Forbidden):
        await reports.clear_report(asked.id, clearance, staff=people.office, now=now())
    with pytest.raises(Conflict):
        await publish(asked)
    await reports.clear_report(asked.id, clearance, staff=people.reviewer, now=now())
    with pytest.raises(Forbidden):
        await publish(asked, by=people.clerk)
    assert (await publish(asked)).state is ReportState.PUBLISHED


async def test_who_submitted_never_publishes_though_the_office_may(db) -> None:
    asked = await answering.asked(1)
    await answering.all_adopted(asked)
    own = asked._replace(hands=asked.hands._replace(clerk=asked.hands.office))
    await answering.cleared(own)
    with pytest.raises(Conflict):
        await publish(asked)


async def test_a_returned_report_is_read_and_cleared_anew(db) -> None:
    asked = await answering.asked(1)
    await answering.all_adopted(asked)
    await answering.cleared(asked)
    note = ReturnNote(note="第一个要点的理由再写细一点。")
    ref = await reports.return_report(asked.id, note, staff=asked.hands.reviewer)
    assert ref.state is ReportState.DRAFT
    await answering.grouped(asked, asked.numbers, "又一个", result=Result.ADOPTED)
    with pytest.raises(Conflict):
        await publish(asked)
    await answering.published(asked)


async def test_a_statement_written_over_anothers_is_told(db) -> None:
    asked = await answering.asked(1)
    draft = StatementDraft(statement=STATEMENT)
    await reports.write_statement(asked.id, draft, staff=asked.hands.clerk)
    with pytest.raises(Overtaken):
        await reports.write_statement(asked.id, draft, staff=asked.hands.reader)


async def test_everything_is_frozen_and_the_subject_is_concluded(db) -> None:
    asked = await answering.asked(3)
    point = await answering.grouped(asked, asked.numbers[:2])
    await answering.answered(asked, point, Result.PARTLY_ADOPTED, REASON)
    await answering.grouped(asked, asked.numbers[2:], "增加站点", result=Result.ADOPTED)
    with pytest.raises(NotFound):
        await public.get_report(asked.id)
    with pytest.raises(NotFound):
        await public.list_answers(asked.id)
    preview = await public.preview_report(asked.id)
    ref = await answering.published(asked)
    shown = await public.get_report(asked.id)
    assert ref.opinions == 3
    assert shown.figures == await count_raw(asked.id)
    assert shown.by_result == preview.by_result
    assert shown.points == preview.points
    assert [(point.title, point.opinions, point.result) for point in shown.points] == [
        ("加密班次", 2, Result.PARTLY_ADOPTED),
        ("增加站点", 1, Result.ADOPTED),
    ]
    answers = (await public.list_answers(asked.id)).items
    assert [line.place for line in answers] == [1, 2, 3]
    assert answers[0].reason == REASON
    with pytest.raises(Conflict):
        await answering.by_letter(asked.id, asked.hands.clerk)
    found = await rows("SELECT concluded_at FROM opinion_subject WHERE id = {}", asked.id)
    assert found[0]["concluded_at"] is not None


async def test_what_is_not_published_shows_its_reason_and_never_its_words(db) -> None:
    asked = await answering.asked(texts=("我不想公开的话，电话 13900009876。",), may_publish=False)
    await answering.all_adopted(asked)
    await answering.published(asked)
    (line,) = (await public.list_answers(asked.id)).items
    assert (line.text, line.said_by, line.state) == ("", "", OpinionState.COUNTED_ONLY)
    assert line.not_shown_because
    assert line.result is Result.ADOPTED


async def test_the_table_pages_and_streams_the_same_rows(db) -> None:
    asked = await answering.asked(7)
    await answering.all_adopted(asked)
    await answering.published(asked)
    streamed = [line async for line in public.stream_answers(asked.id)]
    paged, cursor = [], None
    while True:
        part = await public.list_answers(asked.id, cursor, size=3)
        paged += part.items
        cursor = part.next
        if cursor is None:
            break
    assert streamed == paged
    assert [line.number for line in paged] == asked.numbers


async def test_everybody_who_left_an_address_gets_one_letter(db) -> None:
    asked = await answering.asked(2, contact="zhang@qingze.example")
    clerk = asked.hands.clerk
    await answering.by_letter(asked.id, clerk)  # left a phone number
    await answering.by_letter(asked.id, clerk, contact="li@qingze.example")
    numbers = [row["id"] for row in await rows("SELECT id FROM opinion ORDER BY id")]
    await answering.all_adopted(asked._replace(numbers=numbers))
    await answering.published(asked)
    payload = {"subject": asked.id, "origin": ""}
    await jobs.announce(payload)
    await jobs.announce(payload)
    found = await rows(
        "SELECT count(*) AS letters FROM outbound_message WHERE template = 'opinions/answered'"
    )
    assert found[0]["letters"] == 2


async def test_a_published_report_is_one_public_entry_in_the_journal(db) -> None:
    asked = await answering.asked(1)
    await answering.all_adopted(asked)
    await answering.published(asked)
    found = await rows(
        "SELECT action FROM journal_entry WHERE is_public AND action LIKE 'report.%'"
    )
    assert [row["action"] for row in found] == ["report.publish"]


async def test_publishing_joins_the_callers_transaction(db) -> None:
    asked = await answering.asked(1)
    await answering.all_adopted(asked)
    await answering.cleared(asked)

    class Undone(Exception):
        pass

    with pytest.raises(Undone):
        async with transaction():
            await publish(asked)
            raise Undone
    with pytest.raises(NotFound):
        await public.get_report(asked.id)
    await publish(asked)


async def test_ten_thousand_answers_are_frozen_at_once(db) -> None:
    # The planner's figures are ours: the server's own look sees none of what is not committed.
    await open_connection().execute(f"LOCK TABLE {ANSWERED} IN SHARE UPDATE EXCLUSIVE MODE")
    asked = await answering.many(10_000)
    first = await rows("SELECT id FROM opinion WHERE subject = {} ORDER BY id", asked.id)
    everyone = [row["id"] for row in first]
    for place in range(20):
        part = everyone[place::20]
        await answering.grouped(
            asked, part, f"第{place}个要点", result=Result.ADOPTED, reason="已改"
        )
    await open_connection().execute(f"ANALYZE {ANSWERED}")
    await answering.cleared(asked)
    ref = await publish(asked)
    assert ref.opinions == 10_001
    count = 0
    async for _ in public.stream_answers(asked.id):
        count += 1
    assert count == 10_001


async def test_an_opinion_that_arrives_while_publishing_blocks_or_is_refused(committed) -> None:
    """Really at once, many times over: never published without an answer."""
    for turn in range(6):
        asked = await answering.asked(2)
        await answering.all_adopted(asked)
        await answering.cleared(asked)

        async def late(wait: float, asked=asked):
            await asyncio.sleep(wait)
            return await answering.by_letter(asked.id, asked.hands.clerk)

        done, came = await asyncio.gather(
            publish(asked), late(turn * 0.004), return_exceptions=True
        )
        received = await rows("SELECT count(*) AS n FROM opinion WHERE subject = {}", asked.id)
        frozen = await rows(
            "SELECT count(*) AS n FROM opinion_answer a JOIN opinion o ON o.id = a.opinion"
            " WHERE o.subject = {}",
            asked.id,
        )
        if isinstance(came, Exception):
            assert isinstance(came, Conflict)
            assert not isinstance(done, Exception)
            assert (received[0]["n"], frozen[0]["n"]) == (2, 2)
        else:
            assert isinstance(done, Conflict)
            assert (received[0]["n"], frozen[0]["n"]) == (3, 0)


async def test_who_withdraws_while_publishing_is_out_or_answered(committed) -> None:
    for turn in range(6):
        asked = await answering.asked(2)
        await answering.all_adopted(asked)
        await answering.cleared(asked)
        code = (await rows("SELECT receipt_code FROM opinion WHERE id = {}", asked.numbers[0]))[0]

        async def leave(wait: float, code: str = code["receipt_code"]):
            await asyncio.sleep(wait)
            return await withdraw_opinion(code)

        done, left = await asyncio.gather(
            publish(asked), leave(turn * 0.004), return_exceptions=True
        )
        assert not isinstance(done, Exception)
        tracked = await find_by_code(code["receipt_code"])
        assert tracked is not None
        is_out = not isinstance(left, Exception)
        assert (tracked.state is OpinionState.WITHDRAWN) == is_out
        assert (tracked.answer is None) == is_out


async def test_two_who_publish_at_once_publish_once(committed) -> None:
    asked = await answering.asked(1)
    await answering.all_adopted(asked)
    await answering.cleared(asked)
    other = await factories.staff(unit_code="office", roles=tuple(asked.hands.office.roles))
    both = await asyncio.gather(publish(asked), publish(asked, by=other), return_exceptions=True)
    assert sorted(type(one).__name__ for one in both) == ["Conflict", "ReportRef"]
