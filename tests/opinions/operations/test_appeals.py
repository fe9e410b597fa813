"""Sealed originals, and appeals against sealing."""

import asyncio
import json

import pytest

from backend.kernel.clock import now
from backend.kernel.database import rows
from backend.kernel.errors import Conflict, Forbidden, NotFound
from backend.opinions.enums import AppealOutcome
from backend.opinions.operations import own
from backend.opinions.operations.appeals import answer_appeal, read_original
from backend.opinions.operations.subjects import conclude_subject
from backend.opinions.operations.undoing import undo_batch
from backend.opinions.queries.figures import count_raw, figures_of
from backend.opinions.queries.tracking import find_by_code
from backend.opinions.schemas.moderation import Act, AppealAnswerDraft, Outcome, UndoDraft
from backend.opinions.schemas.own import AppealDraft
from tests.support import letters, moderating, opinions

pytestmark = pytest.mark.anyio
TEXT = "写方案的都是糊涂虫，末班车应当推迟，电话13900001234。"


def answer(outcome=AppealOutcome.OVERTURNED):
    return AppealAnswerDraft(outcome=outcome, answer="再看过，只是说话直，可以公开。")


async def appealed(staff=None, rule="rude", **given):
    invited, receipt = await moderating.withheld(rule, staff=staff, text=TEXT, **given)
    await own.appeal(receipt.code, AppealDraft(text="我没有骂人，请再看一遍。"))
    found = await rows("SELECT id FROM opinion_appeal WHERE opinion = {}", receipt.number)
    return invited, receipt, found[0]["id"]


async def test_reading_a_sealed_original_is_entered_each_time_without_a_word_of_it(db):
    _, receipt = await moderating.withheld("abuse", text=TEXT)
    person = await opinions.moderator()
    for _ in range(2):
        assert await read_original(receipt.number, staff=person) == TEXT
    entries = await moderating.entries("opinion.unseal")
    assert [entry["actor_name"] for entry in entries] == [person.name] * 2
    assert not any(entry["is_public"] for entry in entries)
    assert "糊涂虫" not in json.dumps(entries, default=str, ensure_ascii=False)


async def test_the_lead_unit_does_not_open_what_is_sealed(db):
    _, receipt = await moderating.withheld("abuse", text=TEXT)
    with pytest.raises(Forbidden):
        await read_original(receipt.number, staff=await opinions.clerk())
    assert await moderating.entries("opinion.unseal") == []


async def test_where_nothing_is_sealed_nothing_is_opened(db):
    invited = await opinions.subject()
    receipt = await opinions.receive(invited)
    person = await opinions.moderator()
    for number in (receipt.number, 2**50):
        with pytest.raises(NotFound):
            await read_original(number, staff=person)


async def test_whoever_withheld_does_not_answer_the_appeal(db):
    person = await opinions.moderator()
    _, _, appeal_id = await appealed(staff=person)
    with pytest.raises(Forbidden):
        await answer_appeal(appeal_id, answer(), staff=person, now=now())
    with pytest.raises(Forbidden):
        await answer_appeal(appeal_id, answer(), staff=await opinions.clerk(), now=now())


async def test_overturned_the_opinion_is_public_and_masked(db):
    invited, receipt, appeal_id = await appealed()
    await answer_appeal(appeal_id, answer(), staff=await opinions.moderator(), now=now())
    row = await moderating.row(receipt.number)
    assert (row["state"], row["text"], row["sealed_text"], row["rule"]) == (
        "published", TEXT, None, None,
    )  # fmt: skip
    assert "13900001234" not in row["public_text"]
    tracked = await find_by_code(receipt.code)
    assert tracked.appeal.outcome is AppealOutcome.OVERTURNED
    assert "可以公开" in tracked.appeal.answer
    assert (await figures_of(invited.id)) == (await count_raw(invited.id))
    (entry,) = await moderating.entries("appeal.answer")
    assert (entry["is_public"], entry["reason"]) == (True, "改为公开")


async def test_overturned_without_consent_it_is_counted(db):
    _, receipt, appeal_id = await appealed(may_publish=False)
    await answer_appeal(appeal_id, answer(), staff=await opinions.moderator(), now=now())
    assert (await moderating.row(receipt.number))["state"] == "counted_only"


async def test_upheld_nothing_changes_and_it_stays_sealed(db):
    _, receipt, appeal_id = await appealed()
    before = await moderating.row(receipt.number)
    upheld = answer(AppealOutcome.UPHELD)
    await answer_appeal(appeal_id, upheld, staff=await opinions.moderator(), now=now())
    assert await moderating.row(receipt.number) == before
    batch = (await rows("SELECT batch FROM moderation_act"))[0]["batch"]
    draft = UndoDraft(batch=batch)
    (result,) = await undo_batch(draft, staff=await opinions.moderator(), now=now())
    assert result.outcome is Outcome.APPEALED


async def test_an_answered_appeal_about_the_inspection_is_told_to_nobody(db):
    _, _, appeal_id = await appealed(rule="accusation")
    upheld = answer(AppealOutcome.UPHELD)
    await answer_appeal(appeal_id, upheld, staff=await opinions.moderator(), now=now())
    assert not (await moderating.entries("appeal.answer"))[0]["is_public"]


async def test_an_appeal_is_answered_once(db):
    _, _, appeal_id = await appealed()
    await answer_appeal(appeal_id, answer(), staff=await opinions.moderator(), now=now())
    with pytest.raises(Conflict):
        await answer_appeal(appeal_id, answer(), staff=await opinions.moderator(), now=now())
    with pytest.raises(NotFound):
        await answer_appeal(2**30, answer(), staff=await opinions.moderator(), now=now())


async def test_an_overturned_opinion_can_be_withheld_anew_but_the_answer_is_not_undone(db):
    _, receipt, appeal_id = await appealed()
    await answer_appeal(appeal_id, answer(), staff=await opinions.moderator(), now=now())
    last = (await rows("SELECT batch FROM moderation_act ORDER BY id DESC"))[0]["batch"]
    undo = UndoDraft(batch=last)
    (result,) = await undo_batch(undo, staff=await opinions.moderator(), now=now())
    assert result.outcome is Outcome.DECIDED
    (result,) = await moderating.act_on(Act.WITHHOLD, receipt.number, rule="privacy")
    assert result.outcome is Outcome.DONE
    assert (await find_by_code(receipt.code)).may_appeal


async def test_after_the_answers_an_appeal_can_only_be_upheld(db):
    invited, _, appeal_id = await appealed()
    await conclude_subject(invited.id)
    with pytest.raises(Conflict):
        await answer_appeal(appeal_id, answer(), staff=await opinions.moderator(), now=now())
    upheld = answer(AppealOutcome.UPHELD)
    await answer_appeal(appeal_id, upheld, staff=await opinions.moderator(), now=now())


async def test_two_who_answer_at_once_answer_once(committed):
    invited, receipt, appeal_id = await appealed()
    people = [await opinions.moderator() for _ in range(4)]
    outcomes = [AppealOutcome.UPHELD, AppealOutcome.OVERTURNED] * 2
    results = await asyncio.gather(
        *[
            answer_appeal(appeal_id, answer(outcome), staff=person, now=now())
            for person, outcome in zip(people, outcomes, strict=True)
        ],
        return_exceptions=True,
    )
    assert [result for result in results if result == receipt.number] == [receipt.number]
    assert sum(isinstance(result, Conflict) for result in results) == 3
    assert (await figures_of(invited.id)) == (await count_raw(invited.id))


@pytest.mark.parametrize(
    ("outcome", "words"),
    [(AppealOutcome.OVERTURNED, "现在已经公开"), (AppealOutcome.UPHELD, "仍然不公开")],
)
async def test_whoever_appealed_is_told_what_came_of_it_and_why(db, outcome, words):
    _, receipt, appeal_id = await appealed(contact="zhu@example.com")
    given = answer(outcome)
    await answer_appeal(appeal_id, given, staff=await opinions.moderator(), now=now())
    (letter,) = await letters.written("opinions/appeal_answered")
    assert letter.to == "zhu@example.com"
    assert letter.key == f"opinions/appeal_answered:{appeal_id}"
    for part in (letter.text, letter.html):
        for expected in (f"编号 {receipt.number}", given.answer, words, "/track"):
            assert expected in part
    assert "糊涂虫" not in letter.whole
    assert receipt.code not in letter.whole


async def test_who_left_no_address_is_written_nothing_about_the_appeal(db):
    _, _, appeal_id = await appealed()
    await answer_appeal(appeal_id, answer(), staff=await opinions.moderator(), now=now())
    assert await letters.written("opinions/appeal_answered") == []
