"""What the desk and whoever watches see of the outbox."""

from datetime import timedelta

import pytest

from backend.kernel.database import rows
from backend.kernel.errors import Invalid, NotFound
from backend.notifications import queries
from backend.notifications.enums import MessageState
from backend.notifications.operations import outbox as operations
from tests.notifications.messages import outbox, post
from tests.support.queries import counting_queries

pytestmark = pytest.mark.anyio


async def ids() -> list[int]:
    return [row["id"] for row in await outbox()]


async def test_pages_are_newest_first_and_complete(db):
    await post(*map(str, range(7)))
    seen, cursor = [], ""
    while cursor is not None:
        page = await queries.list_messages(None, cursor, size=3)
        seen += [line.id for line in page.items]
        cursor = page.next
    assert seen == sorted(await ids(), reverse=True)


async def test_a_list_of_one_state_holds_no_other(db):
    await post("1", "2")
    await operations.record_sent((await ids())[:1])
    for state in (MessageState.SENT, MessageState.QUEUED):
        page = await queries.list_messages(state)
        assert [line.state for line in page.items] == [state]
    assert (await queries.list_messages(MessageState.FAILED)).items == ()


async def test_a_page_costs_one_statement_however_long(db):
    await post(*map(str, range(30)))
    async with counting_queries() as asked:
        await queries.list_messages(None)
    assert len(asked) == 1


async def test_a_cursor_of_somebody_elses_making_is_invalid(db):
    with pytest.raises(Invalid):
        await queries.list_messages(None, "nonsense")


async def test_the_receiver_is_masked_and_unreadable_once_cleared(db):
    await post("1")
    assert (await queries.list_messages(None)).items[0].recipient == "z***@example.com"
    await rows("UPDATE outbound_message SET recipient = 'sealed with another key'")
    assert (await queries.list_messages(None)).items[0].recipient == ""


async def test_words_are_read_only_until_somebody_received_them(db):
    await post("1")
    number = (await ids())[0]
    assert (await queries.get_undelivered(number)).id == number
    await operations.record_sent([number])
    with pytest.raises(NotFound):
        await queries.get_undelivered(number)
    with pytest.raises(NotFound):
        await queries.get_undelivered(number + 1)


async def test_figures_tell_what_waits_is_kept_and_failed_and_how_late(db):
    await post("1", "2", "3")
    first, second, _ = await ids()
    await rows("UPDATE outbound_message SET state = 'failed' WHERE id = {}", first)
    await rows(
        "UPDATE outbound_message SET due_at = now() - {}::interval WHERE id = {}",
        timedelta(minutes=1),
        second,
    )
    found = {(f.name, *f.labels.values()): f.value for f in await queries.figures()}
    assert found["huiyin_messages", "waiting"] == 2
    assert found["huiyin_messages", "failed"] == 1
    assert found["huiyin_messages", "kept"] == 0
    assert found["huiyin_messages_oldest_seconds",] == pytest.approx(60, abs=1)
