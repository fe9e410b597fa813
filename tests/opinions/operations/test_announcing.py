"""Telling authors: each once, in their language, and only what concerns them."""

import asyncio
import tracemalloc
from collections.abc import Sequence
from datetime import timedelta

import pytest

from backend.kernel.clock import now
from backend.kernel.database import open_connection, rows
from backend.kernel.sealing import keyed_hash, seal
from backend.opinions.enums import Result
from backend.opinions.operations import announcing, dispositions, own
from backend.opinions.operations.announcing import announce_answers, tell_authors
from backend.opinions.rules import purposes
from backend.opinions.schemas.answers import BatchAnswerDraft
from backend.opinions.schemas.moderation import Act
from backend.opinions.schemas.telling import Author, Occasion, Told
from tests.support import answering, letters, moderating, opinions

pytestmark = pytest.mark.anyio
MANY = """
INSERT INTO opinion (subject, channel, text, received_at, privacy_version, receipt_code,
    contact_kind, contact_sealed, contact_index)
VALUES ($1, 'web', '末班车太早', $2, 'x', $3, 'email', $4, $5)
"""
REASON = "票款占成本两成多，全部免费会削弱运营质量，对乡镇居民也不公平，故不采纳。"


def address(number: int) -> str:
    return f"person{number}@example.com"


async def people(count: int):
    """Return a subject on which so many people said something, each with an address."""
    invited = await opinions.subject()
    receipts = [
        await opinions.receive(invited, sent=opinions.draft(contact=address(number)))
        for number in range(count)
    ]
    return invited, receipts


async def crowd(count: int) -> int:
    """Return a subject of thousands, entered at once."""
    invited = await opinions.subject()
    found = [
        (
            invited.id,
            now() - timedelta(hours=1),
            f"CROWD{number}",
            seal(address(number), purpose=purposes.CONTACT),
            keyed_hash(address(number), purpose=purposes.CONTACT_INDEX),
        )
        for number in range(count)
    ]
    await open_connection().executemany(MANY, found)
    return invited.id


async def everybody(authors: Sequence[Author]) -> dict[int, Told]:
    """Tell everybody the same."""
    told = Told("opinions/answered", {"subject_title": "事", "path": "/", "answers": [], "more": 0})
    return {author.first: told for author in authors}


def occasion(subject: int) -> Occasion:
    return Occasion(subject, "opinions/answered")


async def told() -> list[str]:
    return sorted(letter.to for letter in await letters.written("opinions/answered"))


async def test_told_again_nobody_gets_another_letter(db) -> None:
    invited, _ = await people(3)
    for _ in range(2):
        assert await tell_authors(occasion(invited.id), everybody) == 3
    assert await told() == [address(number) for number in range(3)]


async def test_cut_short_half_way_and_begun_anew_each_is_told_once(committed, monkeypatch) -> None:
    monkeypatch.setattr(announcing, "AT_ONCE", 2)
    invited, receipts = await people(5)
    second_part = asyncio.Event()

    async def stuck(authors: Sequence[Author]) -> dict[int, Told]:
        if authors[0].first != receipts[0].number:
            second_part.set()
            await asyncio.Event().wait()
        return await everybody(authors)

    telling = asyncio.create_task(tell_authors(occasion(invited.id), stuck))
    await second_part.wait()
    telling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await telling
    assert await told() == [address(0), address(1)]
    await own.withdraw_opinion(receipts[4].code)
    await tell_authors(occasion(invited.id), everybody)
    assert await told() == [address(number) for number in range(4)]


async def test_two_workers_at_once_tell_each_once(committed, monkeypatch) -> None:
    monkeypatch.setattr(announcing, "AT_ONCE", 2)
    invited, _ = await people(5)
    await asyncio.gather(*[tell_authors(occasion(invited.id), everybody) for _ in range(4)])
    assert await told() == [address(number) for number in range(5)]


async def test_who_withdraws_while_the_letters_are_written_waits_or_gets_none(committed) -> None:
    invited, receipts = await people(1)
    is_reading = asyncio.Event()

    async def slow(authors: Sequence[Author]) -> dict[int, Told]:
        is_reading.set()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.shield(withdrawing), 0.3)
        return await everybody(authors)

    async def withdraw() -> None:
        await is_reading.wait()
        await own.withdraw_opinion(receipts[0].code)

    withdrawing = asyncio.create_task(withdraw())
    await tell_authors(occasion(invited.id), slow)
    await withdrawing
    assert await told() == [address(0)]
    later = Occasion(invited.id, "opinions/answered:later")
    assert await tell_authors(later, everybody) == 0


async def test_an_address_no_mail_can_go_to_holds_nobody_up(db) -> None:
    invited, receipts = await people(2)
    await rows(
        "UPDATE opinion SET contact_sealed = {} WHERE id = {}",
        seal("nobody at home", purpose=purposes.CONTACT),
        receipts[0].number,
    )
    assert await tell_authors(occasion(invited.id), everybody) == 1
    assert await told() == [address(1)]


async def test_who_said_several_things_gets_one_letter_with_every_answer(db) -> None:
    asked = await answering.asked(3, contact="zhang@example.com")
    first, *others = asked.numbers
    alone = BatchAnswerDraft(opinions=(first,), result=Result.NOT_ADOPTED, reason=REASON)
    clerk = asked.hands.clerk
    await dispositions.answer_opinions(asked.id, alone, staff=clerk, now=now())
    point = await answering.grouped(asked, others)
    await answering.answered(asked, point)
    await answering.published(asked)
    assert await announce_answers(asked.id, origin="") == 1
    (letter,) = await letters.written("opinions/answered")
    assert letter.key == f"opinions/answered:{first}"
    results = [(one["number"], one["result"]) for one in letter.context["answers"]]
    assert results == [(first, "未采纳"), *[(number, "采纳") for number in others]]
    for part in (letter.text, letter.html):
        assert f"编号 {first}：" in part
        assert REASON in part
        assert "/track" in part
    assert opinions.TEXT not in letter.whole, "nobody's words are quoted"


async def test_a_letter_is_in_the_language_its_reader_wrote_in(db) -> None:
    asked = await answering.asked(1, contact="zhang@example.com")
    await rows("UPDATE opinion SET language = 'en'")
    await answering.all_adopted(asked)
    await answering.published(asked)
    await announce_answers(asked.id, origin="https://hy.example")
    (letter,) = await letters.written("opinions/answered")
    assert letter.language == "en"
    assert "https://hy.example/en/track" in letter.text


async def test_before_the_answers_are_out_nobody_is_told(db) -> None:
    asked = await answering.asked(1, contact="zhang@example.com")
    await answering.all_adopted(asked)
    assert await announce_answers(asked.id, origin="") == 0


async def test_of_what_was_withheld_a_letter_says_only_that_there_is_an_answer(db) -> None:
    asked = await answering.asked(
        texts=("写方案的都是糊涂虫，末班车应当推迟。",), contact=address(1)
    )
    await moderating.act_on(Act.WITHHOLD, *asked.numbers, rule="rude")
    await answering.answered(
        asked, await answering.grouped(asked, asked.numbers), Result.NOT_ADOPTED, REASON
    )
    await answering.published(asked)
    assert await announce_answers(asked.id, origin="") == 1
    (letter,) = await letters.written("opinions/answered")
    assert letter.context["answers"] == [{"number": asked.numbers[0], "result": "", "reason": ""}]
    for words in (REASON, "未采纳", "糊涂虫"):
        assert words not in letter.whole


async def test_who_is_owed_no_answer_is_told_nothing_of_the_subject(db) -> None:
    invited, receipts = await people(2)
    await moderating.act_on(Act.WITHHOLD, receipts[0].number, rule="abuse")
    await tell_authors(occasion(invited.id), everybody)
    assert await told() == [address(1)]


async def test_a_duplicate_is_answered_by_its_original(db) -> None:
    asked = await answering.asked(2, contact="zhang@example.com")
    first, second = asked.numbers
    await rows(
        "UPDATE opinion SET contact_index = 'another' WHERE id = {}", second
    )  # the same person by another way: a moderator knew
    await moderating.act_on(Act.DUPLICATE, second, duplicate_of=first, reason="同一个人")
    await answering.all_adopted(asked._replace(numbers=[first]))
    await answering.published(asked)
    assert await announce_answers(asked.id, origin="") == 2
    found = await letters.written("opinions/answered")
    assert [letter.context["answers"][0]["number"] for letter in found] == [first, second]
    assert {letter.context["answers"][0]["result"] for letter in found} == {"采纳"}


async def test_two_thousand_authors_take_no_more_memory_than_five_hundred(db) -> None:
    peaks = []
    for count in (500, 2000):
        subject = await crowd(count)
        tracemalloc.start()
        assert await tell_authors(occasion(subject), everybody) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        await rows("DELETE FROM opinion_reference")
        await rows("UPDATE opinion SET receipt_code = 'OLD' || id")
    assert peaks[1] < peaks[0] * 1.5
