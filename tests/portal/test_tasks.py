"""What waits for whom, from every room, by the database; and that it stays a few queries."""

from datetime import timedelta

import pytest

from backend.kernel.clock import county_date, now
from backend.kernel.database import rows
from backend.opinions.enums import Result
from backend.opinions.operations import own, points
from backend.opinions.operations.assigning import assign_opinions
from backend.opinions.operations.receiving import receive_opinion
from backend.opinions.schemas.own import AppealDraft
from backend.opinions.schemas.points import PointAmendment
from backend.opinions.schemas.workbench import AssignmentDraft
from backend.organisation.enums import Role
from backend.portal.operations import resend_message, suppress_recipient
from backend.portal.tasks import tasks_of
from tests.notifications.messages import outbox, post
from tests.support import answering, consultations, factories, moderating, opinions
from tests.support.calendars import enter_calendar
from tests.support.queries import counting_queries

pytestmark = pytest.mark.anyio
MOST_QUERIES = 14  # of somebody who has every role but the auditor's


@pytest.fixture(autouse=True)
async def calendar(db):
    await enter_calendar()


async def told(member, *, at=None):
    return [(str(task.label), task.tone) for task in await tasks_of(member, now=at or now())]


async def labels(member, *, at=None):
    return [label for label, _ in await told(member, at=at)]


async def title_of(subject_id):
    return (await rows("SELECT title FROM opinion_subject WHERE id = {}", subject_id))[0]["title"]


async def test_answers_are_red_for_unit_and_office_from_the_first_day_over():
    asked = await answering.asked(2)
    title = await title_of(asked.id)
    due_on = county_date(now()) - timedelta(days=1)
    await rows("UPDATE opinion_subject SET answer_due_on = {} WHERE id = {}", due_on, asked.id)
    (task,) = await tasks_of(asked.hands.clerk, now=now())
    assert (str(task.label), task.tone) == (f"答复意见，共 2 条：{title}", "late")
    assert str(task.clock) == "已超 1 天"
    assert (f"征集已结束，还没有公布采纳情况（办理中）：{title}", "late") in await told(
        asked.hands.office
    )
    assert await told(await answering.opinions.clerk("police")) == []


async def test_a_closed_collection_without_result_stays_on_the_offices_list_until_it_has_one():
    asked = await answering.asked(1)
    title = await title_of(asked.id)
    reminder = f"征集已结束，还没有公布采纳情况（办理中）：{title}"
    assert reminder in await labels(asked.hands.office)
    await answering.all_adopted(asked)
    await answering.submitted(asked)
    assert f"复核采纳情况：{title}" in await labels(asked.hands.reader)
    assert await labels(asked.hands.clerk) == []  # who submitted it does not read it too
    await rows("UPDATE opinion_subject SET concluded_at = now() WHERE id = {}", asked.id)
    assert not [label for label in await labels(asked.hands.office) if title in label]


async def test_what_is_assigned_waits_for_its_unit_until_it_is_answered():
    asked = await answering.asked(3)
    title = await title_of(asked.id)
    police = await opinions.clerk("police")
    today = county_date(now())
    draft = AssignmentDraft(opinions=tuple(asked.numbers[:2]), unit=police.unit_id, due_on=today)
    await assign_opinions(asked.id, draft, staff=asked.hands.clerk, now=now())
    assert await told(police) == [(f"办理交办的意见 2 条：{title}", "wait")]
    later = now() + timedelta(days=1)
    assert await told(police, at=later) == [(f"办理交办的意见 2 条：{title}", "late")]
    assert (f"办理交办的意见 2 条：{title}", "late") in await told(asked.hands.office, at=later)
    assert f"办理交办的意见 2 条：{title}" not in await labels(asked.hands.office)
    point = await answering.grouped(asked, asked.numbers[:2])
    await answering.answered(asked, point)
    assert await told(police) == []


async def test_a_point_handed_to_a_unit_waits_for_it_by_its_day():
    asked = await answering.asked(2)
    police = await opinions.clerk("police")
    point = await answering.grouped(asked, asked.numbers, title="末班太早")
    due_on = county_date(now()) + timedelta(days=60)
    amendment = PointAmendment(
        title="末班太早", unit=police.unit_id, due_on=due_on, revision=point.revision
    )
    held = await points.amend_point(asked.id, point.id, amendment, staff=asked.hands.clerk)
    (task,) = await tasks_of(police, now=now())
    assert "答复意见要点“末班太早”" in str(task.label)
    assert (task.due_on, task.tone, task.unit_name) == (due_on, "plain", police.unit_name)
    await answering.answered(asked, held, Result.ADOPTED)
    assert await told(police) == []


@pytest.mark.parametrize(("days", "tone"), [(59, None), (60, "wait"), (80, "late")])
async def test_opinions_unanswered_for_60_and_80_days_are_an_alarm(days, tone):
    asked = await answering.asked(3, is_open=True)
    opened, received = now() - timedelta(days=120), now() - timedelta(days=days)
    await rows("UPDATE opinion_subject SET opens_at = {} WHERE id = {}", opened, asked.id)
    old = asked.numbers[:2]
    await rows("UPDATE opinion SET received_at = {} WHERE id = ANY({})", received, old)
    label = f"2 条意见等了两个月以上还没有答复：{await title_of(asked.id)}"
    for member in (asked.hands.clerk, asked.hands.office):
        assert dict(await told(member)).get(label) == tone


async def test_what_needs_no_answer_raises_no_alarm():
    asked = await answering.asked(1, is_open=True)
    then = now() - timedelta(days=100)
    await rows("UPDATE opinion_subject SET opens_at = {} WHERE id = {}", then, asked.id)
    await rows("UPDATE opinion SET received_at = {}, state = 'withdrawn'", then)
    assert await told(asked.hands.clerk) == []


@pytest.mark.parametrize(("days", "is_silent"), [(9, False), (10, True)])
async def test_an_open_consultation_without_an_opinion_for_ten_days_is_yellow(days, is_silent):
    drafter = await consultations.drafter()
    ref = await consultations.published(by=drafter)
    later = now() + timedelta(days=days, minutes=1)
    found = dict(await told(drafter, at=later))
    assert found == ({f"还没有人提意见：{consultations.TITLE}": "wait"} if is_silent else {})
    subject = (await rows("SELECT subject FROM consultation WHERE id = {}", ref.id))[0]["subject"]
    await receive_opinion(subject, opinions.draft(), opinions.arrival())
    assert await labels(drafter, at=later) == ["审核意见：1 条在排队"]


async def test_a_submitted_consultation_is_due_by_the_day_it_should_open():
    await consultations.submitted()
    office = await factories.staff(roles=(Role.OFFICE,))
    (task,) = [task for task in await tasks_of(office, now=now()) if "审核公布" in str(task.label)]
    assert (task.due_on, task.tone) == (county_date(now()), "wait")


async def test_letters_that_failed_wait_for_the_office_until_they_go_or_are_left_at_that():
    office = await factories.staff(roles=(Role.OFFICE,))
    await post("1", "2", "3", to="zhu@example.com")
    await post("4", to="li@example.com")
    assert await of_letters(office) == []
    await rows("UPDATE outbound_message SET state = 'failed'")
    (task,) = await of_letters(office)
    assert (str(task.label), task.tone) == ("4 封信没有寄出去", "wait")
    for role in set(Role) - {Role.OFFICE}:
        assert await of_letters(await factories.staff(roles=(role,))) == []
    await suppress_recipient((await outbox())[0]["id"], staff=office)
    (task,) = await of_letters(office)
    assert str(task.label) == "1 封信没有寄出去"
    await resend_message((await outbox())[3]["id"], staff=office)
    assert await of_letters(office) == []


async def of_letters(member):
    found = await tasks_of(member, now=now())
    return [task for task in found if task.path == "/desk/mailbox?standing=failed"]


async def test_appeals_wait_for_moderators():
    _, receipt = await moderating.withheld("rude", text=opinions.TEXT)
    await own.appeal(receipt.code, AppealDraft(text="我没有骂人，请再看一遍。"))
    assert "答复申诉：1 件" in await labels(await opinions.moderator())
    assert await labels(await opinions.clerk("police")) == []


async def test_a_legality_review_waits_for_the_reviewer():
    ref = (await factories.published_catalogue(count=1))[0]
    reviewer = await factories.staff(unit_code="justice", roles=(Role.REVIEWER,))
    await rows(
        "INSERT INTO legality_review (decision, round, received_on, received_by)"
        " SELECT id, 1, '2026-11-10', {} FROM decision WHERE code = {}",
        *(reviewer.id, ref.code),
    )
    (task,) = await tasks_of(reviewer, now=now())
    assert str(task.label).startswith("出具合法性审查意见")
    assert task.path == f"/desk/decisions/{ref.code}/legality"


async def test_an_auditor_has_nothing_to_do():
    await answering.asked(1)
    assert await told(await factories.staff(roles=(Role.AUDITOR,))) == []


async def everything(count):
    """Somebody with every role, and so many of everything."""
    roles = tuple(role for role in Role if role is not Role.AUDITOR)
    member = await factories.staff(unit_code="transport", roles=roles)
    for _ in range(count):
        asked = await answering.asked(2)
        draft = AssignmentDraft(opinions=tuple(asked.numbers), unit=member.unit_id)
        await assign_opinions(asked.id, draft, staff=member, now=now())
        await consultations.submitted()
    return member


async def test_the_number_of_queries_does_not_grow_with_what_there_is():
    member = await everything(1)
    async with counting_queries() as few:
        first = await tasks_of(member, now=now())
    await everything(4)
    async with counting_queries() as many:
        found = await tasks_of(member, now=now())
    assert len(found) > len(first)
    assert len(many) == len(few) <= MOST_QUERIES


async def test_ten_thousand_opinions_are_counted_by_their_tallies():
    """The start page reads no row of the opinions of a subject that is young."""
    asked = await answering.many(10_000)
    async with counting_queries() as sent:
        await tasks_of(asked.hands.clerk, now=now())
    statement = next(query for query in sent if "opinion_tally" in query and "aged" in query)
    await rows("ANALYZE opinion")
    title = await title_of(asked.id)
    assert await labels(asked.hands.clerk) == [f"答复意见，共 10001 条：{title}"]
    assert "AS valid" in statement
    read = "SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) AS n FROM pg_stat_xact_user_tables"
    before = (await rows(read + " WHERE relname = 'opinion'"))[0]["n"]
    await tasks_of(asked.hands.clerk, now=now())
    after = (await rows(read + " WHERE relname = 'opinion'"))[0]["n"]
    assert after - before < 100
