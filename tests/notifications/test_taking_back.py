"""Taking a message back: only what nobody can have read."""

from datetime import timedelta

import pytest

from backend.kernel.database import rows, transaction
from backend.notifications.operations.outbox import claim, release
from backend.notifications.operations.taking_back import take_back
from tests.notifications.messages import outbox, post

pytestmark = pytest.mark.anyio
KEY = "opinions/receipt:1"


async def test_what_waits_is_taken_back_and_nobody_is_told(db):
    await post("1", "2")
    assert not await take_back(KEY)
    assert [row["dedupe_key"] for row in await outbox()] == ["opinions/receipt:2"]


async def test_what_a_worker_has_in_hand_counts_as_read_until_it_gives_it_back(db):
    await post("1")
    claimed = await claim(1, lease=timedelta(minutes=5))
    assert await take_back(KEY)
    await release(claimed)
    assert not await take_back(KEY)
    assert await outbox() == []


@pytest.mark.parametrize(
    ("state", "was_read"),
    [("sent", True), ("kept", False), ("failed", False), ("suppressed", False)],
)
async def test_only_what_was_sent_was_read(db, state, was_read):
    await post("1")
    await rows(
        "UPDATE outbound_message SET state = {}, attempts = 1,"
        " sent_at = CASE {} WHEN 'sent' THEN now() END",
        state,
        state,
    )
    assert await take_back(KEY) is was_read
    assert len(await outbox()) == was_read


async def test_what_was_never_written_was_never_read(db):
    assert not await take_back(KEY)


async def test_it_joins_the_act_it_belongs_to(committed):
    with pytest.raises(RuntimeError):
        await take_back(KEY)
    await post("1")

    class Undone(Exception):
        pass

    with pytest.raises(Undone):
        async with transaction():
            await take_back(KEY)
            raise Undone
    assert len(await outbox()) == 1
