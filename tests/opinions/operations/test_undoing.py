"""Taking moderation back."""

import asyncio

import pytest

from backend.kernel.clock import now
from backend.kernel.database import rows
from backend.opinions.operations import own
from backend.opinions.operations.subjects import conclude_subject
from backend.opinions.operations.undoing import undo_batch
from backend.opinions.queries.figures import count_raw, figures_of
from backend.opinions.schemas.moderation import Act, Outcome, UndoDraft, new_batch
from backend.opinions.schemas.own import AppealDraft
from tests.support import letters, moderating, opinions

pytestmark = pytest.mark.anyio
KEPT = ("state", "text", "sealed_text", "public_text", "route", "rule", "duplicate_of")


async def undo(batch, *numbers, staff=None):
    draft = UndoDraft(batch=batch, numbers=numbers)
    return await undo_batch(draft, staff=staff or await opinions.moderator(), now=now())


async def standing(number):
    row = await moderating.row(number)
    return {name: row[name] for name in KEPT}


async def some(count=3, **given):
    invited = await opinions.subject()
    receipts = await opinions.receive_many(invited, count, **given)
    return invited, [receipt.number for receipt in receipts]


@pytest.mark.parametrize(
    ("act", "given"),
    [
        (Act.PUBLISH, {}),
        (Act.WITHHOLD, {"rule": "abuse"}),
        (Act.WITHHOLD, {"rule": "rude"}),
        (Act.WITHHOLD, {"rule": "accusation"}),
        (Act.WITHHOLD, {"rule": "minor", "route": "safety"}),
        (Act.ROUTE, {}),
    ],
)
async def test_undone_an_opinion_stands_as_before(db, act, given):
    invited, numbers = await some()
    before = [await standing(number) for number in numbers]
    batch = new_batch()
    await moderating.act_on(act, *numbers, batch=batch, **given)
    results = await undo(batch)
    assert {result.outcome for result in results} == {Outcome.DONE}
    assert [await standing(number) for number in numbers] == before
    assert (await figures_of(invited.id)) == (await count_raw(invited.id))
    assert (await figures_of(invited.id)).pending == 3


async def test_a_duplicate_becomes_an_opinion_again(db):
    _, (first, second, _) = await some()
    before, batch = await standing(second), new_batch()
    await moderating.act_on(Act.DUPLICATE, second, duplicate_of=first, batch=batch)
    await undo(batch)
    assert await standing(second) == before


async def test_layer_by_layer_back_to_where_it_began(db):
    _, (number, *_) = await some()
    layers, batches = [await standing(number)], []
    steps = [
        (Act.ROUTE, {}),
        (Act.PUBLISH, {"covers": ("早晚高峰",)}),
        (Act.PUBLISH, {"covers": ("学生上学",)}),
        (Act.WITHHOLD, {"rule": "accusation"}),
    ]
    for act, given in steps:
        batches.append(new_batch())
        await moderating.act_on(act, number, batch=batches[-1], **given)
        layers.append(await standing(number))
    assert layers[-1]["route"] == "discipline"
    for batch in reversed(batches):
        layers.pop()
        (result,) = await undo(batch)
        assert result.outcome is Outcome.DONE
        assert await standing(number) == layers[-1]
    assert (await moderating.row(number))["moderated_by"] is None


async def test_one_row_of_a_batch_can_be_taken_back_alone(db):
    _, (first, second, third) = await some()
    batch = new_batch()
    await moderating.act_on(Act.PUBLISH, first, second, third, batch=batch)
    await undo(batch, second)
    states = [(await standing(number))["state"] for number in (first, second, third)]
    assert states == ["published", "received", "published"]


async def test_undoing_twice_undoes_once(db):
    _, (number, *_) = await some()
    batch = new_batch()
    await moderating.act_on(Act.PUBLISH, number, batch=batch)
    assert len(await undo(batch)) == 1
    assert await undo(batch) == ()
    assert len(await moderating.entries("opinion.undo")) == 1


async def test_only_the_last_act_is_taken_back(db):
    _, (number, *_) = await some()
    first = new_batch()
    await moderating.act_on(Act.PUBLISH, number, batch=first)
    await moderating.act_on(Act.WITHHOLD, number, rule="rude")
    (result,) = await undo(first)
    assert result.outcome is Outcome.CHANGED
    assert (await standing(number))["state"] == "withheld"


async def test_a_withdrawn_opinion_stays_withdrawn(db):
    invited = await opinions.subject()
    receipt = await opinions.receive(invited)
    batch = new_batch()
    await moderating.act_on(Act.PUBLISH, receipt.number, batch=batch)
    await own.withdraw_opinion(receipt.code)
    (result,) = await undo(batch)
    assert result.outcome is Outcome.CHANGED


async def test_an_appeal_is_answered_not_undone(db):
    invited = await opinions.subject()
    receipt = await opinions.receive(invited)
    batch = new_batch()
    await moderating.act_on(Act.WITHHOLD, receipt.number, rule="rude", batch=batch)
    await own.appeal(receipt.code, AppealDraft(text="我没有骂人，请再看一遍。"))
    (result,) = await undo(batch)
    assert result.outcome is Outcome.APPEALED


async def test_after_the_answers_nothing_is_taken_back(db):
    invited = await opinions.subject()
    receipt = await opinions.receive(invited)
    batch = new_batch()
    await moderating.act_on(Act.PUBLISH, receipt.number, batch=batch)
    await conclude_subject(invited.id)
    (result,) = await undo(batch)
    assert result.outcome is Outcome.REPORTED


async def test_another_units_batch_is_not_this_persons_to_undo(db):
    _, (number, *_) = await some()
    batch = new_batch()
    await moderating.act_on(Act.PUBLISH, number, batch=batch)
    (result,) = await undo(batch, staff=await opinions.clerk("health"))
    assert result.outcome is Outcome.UNKNOWN


async def test_the_public_is_told_when_something_withheld_is_shown_again(db):
    _, (number, *_) = await some()
    for rule, is_public in (("rude", True), ("accusation", False)):
        batch = new_batch()
        await moderating.act_on(Act.WITHHOLD, number, rule=rule, batch=batch)
        await undo(batch)
        assert (await moderating.entries("opinion.undo"))[-1]["is_public"] is is_public


async def test_many_who_undo_at_once_undo_once(committed):
    invited = await opinions.subject()
    numbers = [receipt.number for receipt in await opinions.receive_many(invited, 4)]
    batch, person = new_batch(), await opinions.moderator()
    await moderating.act_on(Act.WITHHOLD, *numbers, rule="rude", batch=batch)
    results = await asyncio.gather(*[undo(batch, staff=person) for _ in range(6)])
    done = [row for rows in results for row in rows if row.outcome is Outcome.DONE]
    assert sorted(row.number for row in done) == numbers
    assert (await figures_of(invited.id)) == (await count_raw(invited.id))


MAIL = "zhu@example.com"


async def withheld_with_mail(**given):
    _, (number, *_) = await some(1, contact=MAIL, **given)
    batch = new_batch()
    await moderating.act_on(Act.WITHHOLD, number, rule="rude", batch=batch)
    return number, batch


async def test_undone_before_it_went_out_the_letter_never_goes(db):
    _, batch = await withheld_with_mail()
    assert len(await letters.written("opinions/withheld")) == 1
    await undo(batch)
    assert [letter.template for letter in await letters.written()] == ["opinions/receipt"]


async def test_undone_afterwards_the_person_is_told_where_it_stands(db):
    number, batch = await withheld_with_mail()
    await rows("UPDATE outbound_message SET state = 'sent', sent_at = now(), attempts = 1")
    await undo(batch)
    (letter,) = await letters.written("opinions/shown_after_all")
    assert letter.to == MAIL
    assert f"编号 {number}" in letter.text
    assert "重新审核" in letter.text
    assert "/track" in letter.text


@pytest.mark.parametrize(
    ("may_publish", "words"), [(True, "现在已经公开"), (False, "原话不会公开")]
)
async def test_shown_or_only_counted_the_letter_says_which(db, may_publish, words):
    _, (number, *_) = await some(1, contact=MAIL, may_publish=may_publish)
    await moderating.act_on(Act.PUBLISH, number)
    batch = new_batch()
    await moderating.act_on(Act.WITHHOLD, number, rule="rude", batch=batch)
    await rows("UPDATE outbound_message SET attempts = 1")  # a worker has it in hand
    await undo(batch)
    (letter,) = await letters.written("opinions/shown_after_all")
    assert words in letter.text


async def test_withheld_again_the_person_is_told_again(db):
    number, batch = await withheld_with_mail()
    await undo(batch)
    await moderating.act_on(Act.WITHHOLD, number, rule="rude")
    assert len(await letters.written("opinions/withheld")) == 1
