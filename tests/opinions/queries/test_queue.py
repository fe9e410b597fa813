"""What moderators get to see, in which order."""

import pytest

from backend.kernel.database import rows
from backend.kernel.errors import Invalid, NotFound
from backend.kernel.trust import Trust
from backend.opinions.enums import Channel, ModerationMode
from backend.opinions.operations import own
from backend.opinions.queries.appeals import count_open_appeals, get_appeal, list_appeals
from backend.opinions.queries.opinion_at_hand import get_at_hand
from backend.opinions.queries.queue import (
    list_batch,
    list_queue,
    shelf_counts,
    subject_choices,
)
from backend.opinions.schemas.moderation import Act, new_batch
from backend.opinions.schemas.own import AppealDraft
from backend.opinions.schemas.queue import PartKind, QueueFilter, Shelf
from backend.organisation.enums import Role
from tests.support import factories, moderating, opinions
from tests.support.queries import counting_queries

pytestmark = pytest.mark.anyio


async def numbers(staff=None, **wanted):
    page = await list_queue(QueueFilter(**wanted), staff or await opinions.moderator())
    return [row.number for row in page.items]


async def enter(invited, text, **given):
    arriving = {
        name: given.pop(name) for name in ("channel", "entered_by", "trust") if name in given
    }
    receipt = await opinions.receive(invited, sent=opinions.draft(text=text, **given), **arriving)
    return receipt.number


async def test_what_is_urgent_comes_first_and_then_what_came_first(db):
    invited = await opinions.subject()
    plain = await enter(invited, "建议增加班次，太少了。")
    machine = await enter(invited, "建议增加班次，太少啦。", trust=Trust.MACHINE)
    personal = await enter(invited, "打我电话13900001234说。")
    later = await enter(invited, "建议把票价降下来一点。")
    child = await enter(invited, "放学等不到车，很着急。", age_band=opinions.MINOR)
    assert await numbers() == [child, personal, plain, later, machine]


@pytest.mark.parametrize("shelf", [Shelf.PENDING, Shelf.PUBLISHED])
async def test_pages_hold_every_opinion_once(db, shelf):
    invited = await opinions.subject()
    made = [receipt.number for receipt in await opinions.receive_many(invited, 7)]
    if shelf is Shelf.PUBLISHED:
        await moderating.act_on(Act.PUBLISH, *made)
    person, found, after = await opinions.moderator(), [], ""
    for _ in range(4):
        page = await list_queue(QueueFilter(shelf=shelf, after=after), person, size=2)
        found += [row.number for row in page.items]
        after = page.next or ""
    assert page.next is None
    assert found == (made if shelf is Shelf.PENDING else made[::-1])


@pytest.mark.parametrize("bad", ["x", "W10", "WyJhIl0"])
async def test_a_made_up_cursor_is_refused(db, bad):
    with pytest.raises(Invalid):
        await numbers(after=bad)


async def test_the_queue_is_narrowed_by_subject_channel_and_word(db):
    one, other = await opinions.subject(), await opinions.subject()
    clerk = await opinions.clerk()
    web = await enter(one, "路灯坏了三个月没人修。")
    letter = await enter(one, "请把末班车推迟半小时。", channel=Channel.LETTER, entered_by=clerk)
    elsewhere = await enter(other, "路灯太暗，晚上看不清。")
    assert await numbers(subject=one.id) == [web, letter]
    assert await numbers(channel="letter") == [letter]
    assert await numbers(word="路灯") == [web, elsewhere]
    assert await numbers(word=str(letter)) == [letter]
    assert await numbers(word="%") == []


async def test_each_shelf_holds_its_own(db):
    invited = await opinions.subject()
    made = [receipt.number for receipt in await opinions.receive_many(invited, 5)]
    await moderating.act_on(Act.PUBLISH, made[0])
    await moderating.act_on(Act.WITHHOLD, made[1], rule="spam")
    await moderating.act_on(Act.DUPLICATE, made[2], duplicate_of=made[3])
    shelves = {shelf: await numbers(shelf=shelf) for shelf in Shelf}
    assert shelves == {
        Shelf.PENDING: made[3:],
        Shelf.UNREAD: [],
        Shelf.PUBLISHED: [made[0]],
        Shelf.COUNTED_ONLY: [],
        Shelf.WITHHELD: [made[1]],
        Shelf.DUPLICATE: [made[2]],
        Shelf.WITHDRAWN: [],
    }
    counts = await shelf_counts(QueueFilter(subject=invited.id), await opinions.moderator())
    known = {count.shelf: count.opinions for count in counts if count.opinions is not None}
    assert known == {shelf: len(found) for shelf, found in shelves.items() if shelf in known}


async def test_what_was_shown_unread_is_looked_through_later(db):
    invited = await opinions.subject(moderation=ModerationMode.AFTER)
    shown = await enter(invited, "建议增加班次，太少了。")
    counted = await enter(invited, "建议把票价降下来一点。", may_publish=False)
    assert await numbers(shelf="unread") == [counted, shown]
    await moderating.act_on(Act.PUBLISH, shown)
    await moderating.act_on(Act.COUNT, counted)
    assert await numbers(shelf="unread") == []


async def test_a_drafter_sees_the_own_unit_and_nothing_of_the_inspection(db):
    invited, receipt = await moderating.withheld("accusation")
    await opinions.subject(unit_code="health")
    clerk, stranger = await opinions.clerk(), await opinions.clerk("health")
    assert await numbers(clerk, shelf="withheld") == []
    assert await numbers(shelf="withheld") == [receipt.number]
    with pytest.raises(NotFound):
        await get_at_hand(receipt.number, clerk)
    assert [choice.id for choice in await subject_choices(clerk)] == [invited.id]
    assert invited.id not in [choice.id for choice in await subject_choices(stranger)]
    other = (await opinions.receive(invited)).number
    assert await numbers(clerk) == [other]
    assert await numbers(stranger) == []
    with pytest.raises(NotFound):
        await get_at_hand(other, stranger)


async def test_a_row_shows_how_it_begins_with_personal_data_marked(db):
    invited = await opinions.subject()
    await enter(invited, "打我电话13900001234，" + "车次太少。" * 40)
    (row,) = (await list_queue(QueueFilter(), await opinions.moderator())).items
    assert (row.has_personal, row.is_cut) == (True, True)
    assert [p.text for p in row.parts if p.kind is PartKind.SURE] == ["13900001234"]
    assert sum(len(part.text) for part in row.parts) <= 120


async def test_at_hand_everything_a_decision_needs_is_there(db):
    invited = await opinions.subject()
    text = "孩子在三小上学，班次太少。"
    first = await enter(invited, text, passages=invited.passages[:2], name="周小雨")
    again = await enter(invited, text)
    other = await enter(invited, text, contact="13900009999")
    await moderating.act_on(Act.ROUTE, first)
    found = await get_at_hand(first, await opinions.moderator())
    assert (found.passages, found.said_by) == (("第1条", "第2条"), "周**")
    assert [act.is_route for act in found.acts] == [True]
    likes = {like.number: (like.is_same_contact, like.is_same_text) for like in found.likes}
    assert likes == {again: (True, True), other: (False, True)}
    assert found.is_open


async def test_the_page_asks_as_much_with_many_opinions_as_with_few(db):
    invited, person = await opinions.subject(), await opinions.moderator()
    await opinions.receive_many(invited, 2)
    asked = []
    for _ in range(2):
        async with counting_queries() as found:
            page = await list_queue(QueueFilter(), person)
            await get_at_hand(page.items[0].number, person)
        asked.append(len(found))
        await opinions.receive_many(invited, 20)
    assert asked[0] == asked[1] <= 6


async def test_the_pending_queue_is_read_by_its_index(db):
    invited = await opinions.subject()
    await opinions.receive_many(invited, 3)
    await rows("SET LOCAL enable_seqscan = off")
    plan = await rows(
        "EXPLAIN SELECT id FROM opinion o WHERE o.state = 'received'"
        " AND o.priority <= 5 AND (o.priority < 5 OR o.id > 3) ORDER BY priority DESC, id LIMIT 30"
    )
    said = " ".join(row["QUERY PLAN"] for row in plan)
    assert "opinion_queue" in said
    assert "Sort" not in said


async def test_a_batch_tells_what_it_did_to_those_in_sight(db):
    invited = await opinions.subject()
    (receipt,) = await opinions.receive_many(invited, 1)
    batch = new_batch()
    await moderating.act_on(Act.PUBLISH, receipt.number, batch=batch)
    assert [row.number for row in await list_batch(batch, await opinions.clerk())] == [
        receipt.number
    ]
    assert await list_batch(batch, await opinions.clerk("health")) == ()
    assert await list_batch("'; DROP TABLE opinion; --", await opinions.moderator()) == ()


async def test_appeals_wait_in_line_and_say_who_may_answer(db):
    person = await opinions.moderator()
    _, receipt = await moderating.withheld("rude", staff=person)
    await own.appeal(receipt.code, AppealDraft(text="我没有骂人，请再看一遍。"))
    (line,) = (await list_appeals()).items
    assert (line.number, line.rule_title) == (receipt.number, "辱骂里带着意见")
    assert await count_open_appeals() == 1
    assert (await get_appeal(line.id, person)).refusal is not None
    assert (await get_appeal(line.id, await opinions.moderator())).refusal is None
    assert (await list_appeals(is_open=False)).items == ()
    with pytest.raises(NotFound):
        await get_appeal(2**40, person)


async def test_whoever_has_both_roles_sees_everything(db):
    invited = await opinions.subject()
    (receipt,) = await opinions.receive_many(invited, 1)
    both = await factories.staff(unit_code="health", roles=(Role.DRAFTER, Role.MODERATOR))
    assert await numbers(both) == [receipt.number]
