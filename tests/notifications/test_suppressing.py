"""Addresses left alone: at once, whoever writes; once, however often said; until lifted."""

import asyncio

import pytest

from backend.kernel.database import rows
from backend.kernel.errors import Invalid, NotFound
from backend.notifications.enums import Cause, Channel, Outcome
from backend.notifications.operations.suppressing import import_bounces, lift, suppress
from backend.notifications.queries import list_suppressed
from tests.notifications.messages import outbox, post, states
from tests.notifications.test_bounces import REPORT
from tests.support.queries import counting_queries

pytestmark = pytest.mark.anyio
ZHU = "zhu@example.com"


async def suppressed() -> list[dict]:
    return await rows("SELECT * FROM suppressed_address ORDER BY id")


async def test_what_waits_for_an_address_is_stopped_at_once(db):
    await post("1", to=ZHU)
    await post("2", to="li@example.com")
    await suppress(ZHU, cause=Cause.ASKED, reason="来电要求")
    assert await states() == ["suppressed", "queued"]


async def test_what_was_sent_or_failed_stays_what_it_is(db):
    await post("1", "2", to=ZHU)
    first, second = await outbox()
    await rows(
        "UPDATE outbound_message SET state = 'sent', sent_at = now() WHERE id = {}", first["id"]
    )
    await rows("UPDATE outbound_message SET state = 'failed' WHERE id = {}", second["id"])
    await suppress(ZHU, cause=Cause.DESK, reason="")
    assert await states() == ["sent", "failed"]


async def test_nothing_of_the_address_is_kept_but_what_all_may_see(db):
    await suppress("zhu.dahai@example.com", cause=Cause.DESK, reason="本人要求")
    row = (await suppressed())[0]
    assert row["masked"] == "z***@example.com"
    assert "dahai" not in "\n".join(map(str, row.values()))


@pytest.mark.parametrize("again", ["ZHU@EXAMPLE.COM", " zhu@example.com ", "ｚｈｕ@example.com"])
async def test_said_twice_in_another_spelling_it_is_one_and_the_first_reason_stays(db, again):
    await suppress(ZHU, cause=Cause.BOUNCE, reason="550")
    await suppress(again, cause=Cause.DESK, reason="again")
    assert [(row["cause"], row["reason"]) for row in await suppressed()] == [("bounce", "550")]


async def test_a_number_is_left_alone_in_every_spelling(db):
    await post("1", to="13900001111", channel=Channel.SMS)
    await suppress("+86 139-0000-1111", cause=Cause.DESK, reason="")
    assert await states() == ["suppressed"]
    assert (await suppressed())[0]["masked"] == "139****1111"


async def test_it_takes_one_statement(db):
    async with counting_queries() as asked:
        await suppress(ZHU, cause=Cause.DESK, reason="")
    assert len(asked) == 1


async def test_fifty_at_once_are_one(committed):
    await asyncio.gather(*(suppress(ZHU, cause=Cause.BOUNCE, reason=str(n)) for n in range(50)))
    assert len(await suppressed()) == 1


async def test_long_words_and_names_are_cut_not_refused(db):
    await suppress("z@" + "a" * 60 + ".example" * 20, cause=Cause.BOUNCE, reason="x" * 5000)
    assert len((await suppressed())[0]["reason"]) == 400


async def test_lifted_it_is_written_to_again_and_what_was_held_back_stays_so(db):
    await post("1", to=ZHU)
    await suppress(ZHU, cause=Cause.DESK, reason="")
    held = await lift((await suppressed())[0]["id"])
    assert held.id
    assert await suppressed() == []
    assert await states() == ["suppressed"]


async def test_nobody_is_lifted_twice(db):
    with pytest.raises(NotFound):
        await lift(2**31 - 1)


async def test_a_report_suppresses_whom_we_wrote_to_and_nobody_else(db):
    await post("1", to=ZHU)
    report = await import_bounces(REPORT)
    assert [(line.address, line.outcome) for line in report.lines] == [
        ("z***@example.com", Outcome.SUPPRESSED),
        ("W***@example.com", Outcome.IGNORED),
    ]
    row = (await suppressed())[0]
    assert (row["cause"], row["masked"]) == ("bounce", "z***@example.com")
    assert await states() == ["suppressed"]


async def test_the_servers_words_are_kept_without_the_address(db):
    await post("1", to=ZHU)
    report = await import_bounces(REPORT)
    kept = (await suppressed())[0]["reason"]
    assert kept == report.lines[0].said == "550 5.1.1 <[mail]>: no such user here"


async def test_a_forged_report_silences_nobody_we_never_wrote_to(db):
    report = await import_bounces("mayor@example.com")
    assert [line.outcome for line in report.lines] == [Outcome.UNKNOWN]
    assert await suppressed() == []


async def test_the_same_report_twice_changes_nothing_more(db):
    await post("1", to=ZHU)
    await import_bounces(ZHU)
    report = await import_bounces(f"{ZHU}\nnot an address")
    assert [line.outcome for line in report.lines] == [Outcome.KNOWN]
    assert report.unread == ("not an address",)
    assert len(await suppressed()) == 1


async def test_a_text_without_addresses_is_invalid(db):
    with pytest.raises(Invalid) as refused:
        await import_bounces("退信在附件里")
    assert "text" in refused.value.fields


async def test_many_addresses_take_a_few_statements(db):
    await post("1", to=ZHU)
    text = "\n".join(f"person{n}@example.com" for n in range(3000))
    async with counting_queries() as asked:
        report = await import_bounces(f"{ZHU}\n{text}")
    assert len(asked) <= 3
    assert report.count(Outcome.UNKNOWN) == 3000


async def test_the_list_is_newest_first_in_pages(db):
    for number in range(5):
        await suppress(f"p{number}@example.com", cause=Cause.DESK, reason=str(number))
    seen, cursor = [], ""
    while cursor is not None:
        page = await list_suppressed(cursor, size=2)
        seen += [line.reason for line in page.items]
        cursor = page.next
    assert seen == ["4", "3", "2", "1", "0"]
