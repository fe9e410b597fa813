"""Asking, confirming, changing and ending: nothing is told to who has not asked for it."""

import asyncio

import pytest

from backend.kernel.clock import now
from backend.kernel.database import rows
from backend.kernel.errors import Conflict, Invalid, NotFound
from backend.portal.subscriptions.enums import Rhythm, State
from backend.portal.subscriptions.operations import keeping
from backend.portal.subscriptions.operations.asking import ask_subscription
from backend.portal.subscriptions.queries.own import get_own
from backend.portal.subscriptions.schemas import SubscriptionDraft
from tests.support import decisions
from tests.support.subscriptions import MAIL, asked, asker, confirmations, confirmed

pytestmark = pytest.mark.anyio


async def all_rows() -> list[dict]:
    return await rows("SELECT * FROM subscription ORDER BY id")


async def test_asking_sends_a_letter_and_keeps_the_address_sealed(db) -> None:
    token = await asked(mail="Wang@Example.com", rhythm=Rhythm.WEEKLY)
    (letter,) = await confirmations()
    assert (letter["to"], letter["what"], letter["is_confirmed"]) == (
        "Wang@example.com",
        "全部进展",
        False,
    )
    (row,) = await all_rows()
    assert (row["state"], row["token"], row["next_at"]) == ("asked", token, None)
    assert "wang" not in "".join(map(str, row.values())).lower()


async def test_asking_again_sends_the_same_link_and_no_second_subscription(db) -> None:
    first = await asked(rhythm=Rhythm.WEEKLY)
    assert await asked(mail=MAIL.upper(), rhythm=Rhythm.DAILY) == first
    (row,) = await all_rows()
    assert row["rhythm"] == "daily"


async def test_asking_for_what_is_confirmed_changes_nothing_and_says_so_to_its_holder(db) -> None:
    token = await confirmed(rhythm=Rhythm.WEEKLY)
    (before,) = await all_rows()
    draft = SubscriptionDraft(about="all", mail=MAIL, rhythm=Rhythm.AT_ONCE)
    stranger = asker(language="en", origin="https://elsewhere.example")
    assert await ask_subscription(draft, stranger, now=now())
    assert await all_rows() == [before]
    letter = (await confirmations())[-1]
    assert letter["is_confirmed"]
    assert letter["path"] == f"/subscriptions/{token}"


async def test_what_nobody_may_see_cannot_be_subscribed_to(db) -> None:
    await decisions.published_catalogue(2026, 1, hidden=1)
    for about in ("decision:QZ-2026-N01", "decision:QZ-2026-99", "unit:nowhere", "all:x", "x"):
        draft = SubscriptionDraft(about=about, mail=MAIL)
        with pytest.raises(Invalid) as refused:
            await ask_subscription(draft, asker(), now=now())
        assert set(refused.value.fields) == {"about"}
    assert not await all_rows()


async def test_a_machine_and_a_flood_of_letters_are_dropped_without_a_word(db) -> None:
    draft = SubscriptionDraft(about="all", mail=MAIL)
    assert await ask_subscription(draft, asker(is_machine=True), now=now())
    assert not await all_rows()
    for _ in range(10):
        assert await ask_subscription(draft, asker(), now=now())
    assert len(await confirmations()) == 6


async def test_one_network_address_cannot_ask_for_ever(db) -> None:
    same = asker()
    with pytest.raises(Invalid, match="太频繁"):
        for number in range(30):
            draft = SubscriptionDraft(about="all", mail=f"a{number}@example.com")
            await ask_subscription(draft, same, now=now())


async def test_confirming_twice_is_confirming_once(db) -> None:
    token = await asked(rhythm=Rhythm.WEEKLY)
    await keeping.confirm_subscription(token, now=now())
    (first,) = await all_rows()
    await keeping.confirm_subscription(token, now=now())
    assert await all_rows() == [first]
    assert first["next_at"] > now()


async def test_what_nobody_confirmed_is_forgotten(db) -> None:
    token, kept = await asked(), await confirmed(mail="li@example.com")
    await rows("UPDATE subscription SET asked_at = now() - interval '4 days' RETURNING id")
    with pytest.raises(NotFound):
        await keeping.confirm_subscription(token, now=now())
    assert await keeping.forget_unconfirmed() == 1
    assert [row["token"] for row in await all_rows()] == [kept]


async def test_an_ended_one_keeps_no_address_and_can_be_asked_for_again(db) -> None:
    token = await confirmed()
    await keeping.end_subscription(token, now=now())
    await keeping.end_subscription(token, now=now())
    (row,) = await all_rows()
    assert (row["state"], row["mail_sealed"], row["mail_key"]) == ("ended", "", "")
    assert (await get_own(token)).one.state is State.ENDED
    with pytest.raises(Conflict):
        await keeping.confirm_subscription(token, now=now())
    with pytest.raises(Conflict):
        await keeping.change_rhythm(token, Rhythm.DAILY, now=now())
    assert await confirmed() != token


async def test_ending_everything_ends_what_the_address_has_and_nothing_else(db) -> None:
    first = await confirmed()
    await confirmed("topic:price")
    other = await confirmed(mail="li@example.com")
    found = await get_own(first)
    assert [str(one.what.title) for one in found.others] == ["政府定价"]
    await keeping.end_subscription(first, is_everything=True, now=now())
    states = {row["token"]: row["state"] for row in await all_rows()}
    assert states.pop(other) == "confirmed"
    assert set(states.values()) == {"ended"}


async def test_two_who_ask_at_once_get_one_subscription(committed) -> None:
    await asyncio.gather(*(asked() for _ in range(4)))
    assert len(await all_rows()) == 1


async def test_a_token_nobody_holds_is_not_found(db) -> None:
    for token in ("x", "A" * 43, "'; drop"):
        with pytest.raises(NotFound):
            await get_own(token)
