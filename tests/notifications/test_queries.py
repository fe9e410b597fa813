"""What the desk and whoever watches see of the outbox."""

from datetime import timedelta

import pytest

from backend.kernel.database import rows, transaction
from backend.kernel.errors import Invalid, NotFound
from backend.notifications import queries
from backend.notifications.enums import MessageState
from backend.notifications.operations import outbox as operations
from backend.notifications.operations import suppressing
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


async def test_words_are_read_only_where_nobody_can_be_sent_them(db):
    await post("1")
    (number,) = await ids()
    await operations.keep_due()
    assert (await queries.get_readable(number)).id == number
    with pytest.raises(NotFound):
        await queries.get_readable(number + 1)
    await rows("UPDATE outbound_message SET context = ''")
    with pytest.raises(NotFound):
        await queries.get_readable(number)


@pytest.mark.parametrize("state", sorted(set(MessageState) - {MessageState.KEPT}))
async def test_words_of_any_other_state_are_refused_whoever_asks(db, state):
    await post("1", template="contact/code")
    (number,) = await ids()
    await stand(state, number)
    with pytest.raises(NotFound):
        await queries.get_readable(number)
    assert not (await queries.get_line(number)).is_readable


async def stand(state: str, number: int) -> None:
    """Let a message be in a state."""
    sent_at = "now()" if state == MessageState.SENT else "NULL"
    await rows(
        f"UPDATE outbound_message SET state = {{}}, sent_at = {sent_at} WHERE id = {{}}",
        state,
        number,
    )


async def test_failed_ones_are_counted_until_they_go_or_are_left_at_that(db):
    assert await queries.count_failed() == 0
    await post("1", "2", to="zhu@example.com")
    await post("3", to="li@example.com")
    first, second, third = await ids()
    for number in (first, second, third):
        await stand("failed", number)
    assert await queries.count_failed() == 3
    async with transaction():
        await operations.queue_again(first)
    assert await queries.count_failed() == 2
    async with transaction():
        await suppressing.suppress_recipient(second)
    assert await queries.count_failed() == 1
    await rows("UPDATE outbound_message SET context = '', recipient = '', recipient_key = ''")
    assert await queries.count_failed() == 0


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
