"""The outbox stands and falls with the act it tells of, and holds each message once."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest

from backend.kernel.database import rows, transaction
from backend.kernel.errors import Conflict, NotFound
from backend.kernel.settings import get_settings
from backend.notifications.enums import Cause, Channel
from backend.notifications.jobs import forget_delivered
from backend.notifications.operations import outbox as operations
from backend.notifications.operations.suppressing import suppress
from backend.notifications.rules import MOST_ATTEMPTS
from tests.notifications.messages import message, outbox, post, states
from tests.support.queries import counting_queries

pytestmark = pytest.mark.anyio
LEASE = timedelta(minutes=5)


async def let_leases_end() -> None:
    await rows("UPDATE outbound_message SET due_at = now() - interval '1 second'")


async def test_a_rollback_takes_the_message_along(committed):
    with pytest.raises(ZeroDivisionError):
        async with transaction():
            await operations.enqueue(message())
            raise ZeroDivisionError
    assert await outbox() == []


async def test_a_message_outside_a_transaction_is_refused(app):
    with pytest.raises(RuntimeError):
        await operations.enqueue(message())


async def test_a_message_costs_one_statement(db):
    async with counting_queries() as asked:
        await operations.enqueue(message())
    assert len(asked) == 1


async def test_a_message_of_the_same_key_stays_one(db):
    await post("1")
    await post("1", to="other@example.com")
    assert len(await outbox()) == 1


async def test_the_same_message_from_many_at_once_is_one(committed):
    await asyncio.gather(*[post("1") for _ in range(20)])
    assert len(await outbox()) == 1


async def test_many_messages_go_in_together_and_once(db):
    await post("3")
    await operations.enqueue_all(message(str(number)) for number in range(40))
    assert len(await outbox()) == 40


async def test_neither_address_nor_words_can_be_read_in_the_table(db):
    await post("1", to="zhu.dahai@example.com")
    stored = str(await outbox())
    for secret in ("zhu.dahai", "7KQM-2ABX-9TRW", "青泽县"):
        assert secret not in stored


async def test_an_address_no_mail_can_go_to_refuses_nobody(db):
    await post("1", to="朱 大海@例子")
    assert await states() == ["queued"]


async def test_a_message_is_claimed_once_while_the_lease_runs(db):
    await post("1", "2", "3")
    assert [one.attempts for one in await operations.claim(2, lease=LEASE)] == [1, 1]
    assert len(await operations.claim(9, lease=LEASE)) == 1
    assert await operations.claim(9, lease=LEASE) == ()


async def test_no_more_are_claimed_than_asked_for_when_the_planner_expects_one(committed):
    """`IN (SELECT … LIMIT)` takes all of them then: the inner question is asked for each row."""
    await post("1")
    await rows("VACUUM ANALYZE outbound_message")
    await post(*map(str, range(2, 21)))
    assert [len(await operations.claim(7, lease=LEASE)) for _ in range(4)] == [7, 7, 6, 0]


async def test_two_workers_never_claim_the_same_message(committed):
    await post(*map(str, range(60)))
    batches = await asyncio.gather(*[operations.claim(7, lease=LEASE) for _ in range(12)])
    ids = [one.id for batch in batches for one in batch]
    assert len(ids) == len(set(ids)) == 60


async def test_a_message_somebody_holds_holds_up_no_other(committed):
    await post("1", "2")
    connection = await asyncpg.connect(get_settings().database_url)
    try:
        async with connection.transaction():
            await connection.execute(
                "SELECT 1 FROM outbound_message ORDER BY id LIMIT 1 FOR UPDATE"
            )
            async with asyncio.timeout(10):
                assert len(await operations.claim(9, lease=LEASE)) == 1
    finally:
        await connection.close()


async def test_what_a_dead_worker_had_claimed_is_claimed_anew_after_the_lease(db):
    await post("1")
    await operations.claim(1, lease=LEASE)
    await let_leases_end()
    assert [one.attempts for one in await operations.claim(1, lease=LEASE)] == [2]


async def test_what_kills_the_worker_each_time_is_given_up(db):
    await post("1")
    for _ in range(MOST_ATTEMPTS):
        assert await operations.claim(1, lease=LEASE)
        await let_leases_end()
    assert await operations.claim(1, lease=LEASE) == ()
    row = (await outbox())[0]
    assert (row["state"], row["failure"]) == ("failed", "its delivery was cut short each time")


async def test_each_carrier_gives_up_its_own_and_nothing_else(db):
    await post("1")
    await rows("UPDATE outbound_message SET attempts = {}", MOST_ATTEMPTS)
    assert await operations.claim(1, lease=LEASE, channel=Channel.SMS) == ()
    assert await states() == ["queued"]
    assert await operations.claim(1, lease=LEASE) == ()
    assert await states() == ["failed"]


async def test_what_was_sent_stays_sent_whatever_another_worker_says(db):
    await post("1")
    first = (await operations.claim(1, lease=LEASE))[0]
    await let_leases_end()
    second = (await operations.claim(1, lease=LEASE))[0]
    await operations.fail(first, failure="550 too late")  # its lease is over
    assert await states() == ["queued"]
    await operations.fail(second, failure="550 unknown")
    await operations.record_sent([first.id])
    await operations.fail(second, failure="550 unknown")
    await operations.put_off(second, timedelta(hours=1), failure="451 not now")
    await operations.release([second], failure="nobody answers")
    row = (await outbox())[0]
    assert (row["state"], row["attempts"], row["failure"]) == ("sent", 2, "")


async def test_a_message_given_back_untried_has_lost_no_attempt(db):
    await post("1", "2")
    claimed = await operations.claim(2, lease=LEASE)
    await operations.release(claimed, failure="nobody answers")
    assert [(row["attempts"], row["failure"]) for row in await outbox()] == [
        (0, "nobody answers"),
        (0, "nobody answers"),
    ]
    assert len(await operations.claim(2, lease=LEASE)) == 2


async def test_what_was_claimed_anew_meanwhile_is_not_given_back_by_the_first(db):
    await post("1")
    first = await operations.claim(1, lease=LEASE)
    await let_leases_end()
    await operations.claim(1, lease=LEASE)
    await operations.release(first)
    assert [row["attempts"] for row in await outbox()] == [2]
    assert await operations.claim(1, lease=LEASE) == ()


async def test_what_was_claimed_anew_meanwhile_is_not_put_off_by_the_first(db):
    await post("1")
    first = (await operations.claim(1, lease=LEASE))[0]
    await let_leases_end()
    await operations.claim(1, lease=LEASE)
    before = await outbox()
    await operations.put_off(first, timedelta(hours=1), failure="451 not now")
    assert await outbox() == before


async def test_what_goes_to_a_suppressed_address_is_never_claimed_whatever_it_says(db):
    await suppress("Zhu@example.com", cause=Cause.DESK, reason="本人来电")
    await post("1", "2", to="zhu@Example.com")
    await post("3", to="li@example.com")
    assert [one.attempts for one in await operations.claim(9, lease=LEASE)] == [1]
    assert [(row["state"], row["attempts"]) for row in await outbox()] == [
        ("suppressed", 0),
        ("suppressed", 0),
        ("queued", 1),
    ]


async def test_what_is_put_aside_does_not_hide_what_comes_after_it(db):
    await suppress("zhu@example.com", cause=Cause.DESK, reason="本人来电")
    await post("1", "2", "3")
    await post("4", to="li@example.com")
    assert len(await operations.claim(2, lease=LEASE)) == 1


async def test_what_was_sent_before_its_address_was_suppressed_counts_as_sent(db):
    await post("1")
    claimed = await operations.claim(1, lease=LEASE)
    await suppress("zhu@example.com", cause=Cause.DESK, reason="本人来电")
    assert await states() == ["suppressed"]
    await operations.record_sent([claimed[0].id])
    assert await states() == ["sent"]


async def failed(key: str = "1") -> int:
    await post(key)
    claimed = await operations.claim(1, lease=LEASE)
    await operations.fail(claimed[0], failure="550 unknown")
    return claimed[0].id


async def test_a_failed_message_is_queued_again_with_all_its_attempts(db):
    number = await failed()
    assert (await operations.queue_again(number)).template == "opinions/receipt"
    row = (await outbox())[0]
    assert (row["state"], row["attempts"], row["failure"]) == ("queued", 0, "")


async def test_what_is_on_its_way_or_delivered_is_not_queued_again(db):
    await post("1")
    number = (await outbox())[0]["id"]
    with pytest.raises(Conflict):
        await operations.queue_again(number)
    await operations.record_sent([number])
    with pytest.raises(Conflict):
        await operations.queue_again(number)
    with pytest.raises(NotFound):
        await operations.queue_again(number + 1)


async def test_a_message_without_words_is_not_queued_again(db):
    number = await failed()
    await rows("UPDATE outbound_message SET created_at = now() - interval '31 days'")
    await forget_delivered({})
    with pytest.raises(Conflict):
        await operations.queue_again(number)


async def test_words_and_address_are_gone_after_thirty_days_and_the_key_stays(db):
    await post("1", "2", "3")
    old, young, waiting = [row["id"] for row in await outbox()]
    await operations.record_sent([old, young])
    for number, days in ((old, 31), (young, 29), (waiting, 90)):
        await rows(
            "UPDATE outbound_message SET created_at = now() - {}::interval,"
            " sent_at = CASE WHEN state = 'sent' THEN now() - {}::interval END WHERE id = {}",
            timedelta(days=days),
            timedelta(days=days),
            number,
        )
    await forget_delivered({})
    emptied = [not (r["context"] or r["recipient"] or r["recipient_key"]) for r in await outbox()]
    assert emptied == [True, False, False]
    await post("1")
    assert len(await outbox()) == 3


async def test_a_person_can_be_forgotten_while_what_waits_still_goes(db):
    await post("1", "2", to="Zhu@example.com")
    await post("3", to="li@example.com")
    first, _, third = [row["id"] for row in await outbox()]
    await operations.record_sent([first, third])
    await operations.forget_recipient("zhu@Example.com")
    assert [bool(row["recipient"]) for row in await outbox()] == [False, True, True]
