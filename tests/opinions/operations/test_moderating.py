"""Acts on opinions: what they do, to which, once."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest

from backend.kernel.clock import now
from backend.kernel.database import rows
from backend.kernel.errors import Invalid, NotFound
from backend.kernel.sealing import unseal
from backend.opinions.enums import ModerationMode, OpinionState
from backend.opinions.operations import own
from backend.opinions.operations.moderating import moderate, moderate_one
from backend.opinions.operations.subjects import conclude_subject
from backend.opinions.queries.figures import count_raw, figures_of
from backend.opinions.rules import purposes
from backend.opinions.schemas.moderation import (
    Act,
    Decision,
    OneDraft,
    Outcome,
    Target,
    new_batch,
)
from backend.organisation.enums import Role
from tests.support import factories, moderating, opinions

pytestmark = pytest.mark.anyio
HOSTILE = json.loads(
    (Path(__file__).parents[2] / "kernel" / "text" / "labelled_comments.json").read_text()
)
MAILED = "SELECT template, dedupe_key FROM outbound_message WHERE template = 'opinions/withheld'"
ACTS = "SELECT count(*) AS acts FROM moderation_act"


async def three(**given):
    invited = await opinions.subject()
    receipts = await opinions.receive_many(invited, 3, **given)
    return invited, [receipt.number for receipt in receipts]


async def acts():
    return (await rows(ACTS))[0]["acts"]


async def one(number, act, **given):
    (target,) = await moderating.seen(number)
    draft = OneDraft(batch=new_batch(), revision=target.revision, act=act, **given)
    return await moderate_one(number, draft, staff=await opinions.moderator(), now=now())


async def test_published_opinions_are_masked_and_entered_once_each(db):
    invited, numbers = await three()
    results = await moderating.act_on(Act.PUBLISH, *numbers)
    assert {result.outcome for result in results} == {Outcome.DONE}
    assert [result.number for result in results] == sorted(numbers)
    assert (await figures_of(invited.id)).published == 3
    entries = await moderating.entries("opinion.publish")
    assert [entry["subject_id"] for entry in entries] == [str(number) for number in numbers]
    assert not any(entry["is_public"] for entry in entries)
    assert opinions.TEXT not in json.dumps(entries, default=str, ensure_ascii=False)


async def test_without_consent_an_opinion_is_only_counted_and_the_moderator_is_told(db):
    _, numbers = await three(may_publish=False)
    results = await moderating.act_on(Act.PUBLISH, *numbers)
    assert {result.outcome for result in results} == {Outcome.NO_CONSENT}
    assert {result.state for result in results} == {OpinionState.COUNTED_ONLY}
    assert len(await moderating.entries("opinion.count")) == 3


async def test_a_consenting_opinion_is_kept_from_the_public_by_a_rule_alone(db):
    _, numbers = await three()
    results = await moderating.act_on(Act.COUNT, *numbers)
    assert {result.outcome for result in results} == {Outcome.CONSENTED}
    assert await acts() == 0


async def test_the_same_batch_again_changes_nothing(db):
    invited, numbers = await three()
    batch = new_batch()
    await moderating.act_on(Act.PUBLISH, *numbers, batch=batch)
    again = await moderating.act_on(Act.WITHHOLD, *numbers, batch=batch, rule="rude")
    assert {result.outcome for result in again} == {Outcome.REPEATED}
    assert (await figures_of(invited.id)).published == 3
    assert await acts() == 3


async def test_a_row_that_changed_meanwhile_is_left_and_the_others_are_done(db):
    _, numbers = await three()
    stale = Target(numbers[1], 99)
    fresh = await moderating.seen(numbers[0], numbers[2])
    decision = Decision(batch=new_batch(), targets=(*fresh, stale), act=Act.PUBLISH)
    results = await moderate(decision, staff=await opinions.moderator(), now=now())
    assert [r.outcome for r in results] == [Outcome.DONE, Outcome.CHANGED, Outcome.DONE]


async def test_what_was_withdrawn_or_is_not_there_stays_as_it_is(db):
    invited = await opinions.subject()
    gone, there = await opinions.receive_many(invited, 2)
    await own.withdraw_opinion(gone.code)
    targets = (*await moderating.seen(gone.number, there.number), Target(2**50, 1))
    decision = Decision(batch=new_batch(), targets=targets, act=Act.PUBLISH)
    results = await moderate(decision, staff=await opinions.moderator(), now=now())
    outcomes = {result.number: result.outcome for result in results}
    assert outcomes[gone.number] is Outcome.WITHDRAWN
    assert outcomes[there.number] is Outcome.DONE
    assert outcomes[2**50] is Outcome.UNKNOWN


async def test_a_drafter_moderates_the_own_units_subjects_alone(db):
    invited = await opinions.subject(unit_code="transport")
    (receipt,) = await opinions.receive_many(invited, 1)
    stranger = await opinions.clerk("health")
    (result,) = await moderating.act_on(Act.PUBLISH, receipt.number, staff=stranger)
    assert result.outcome is Outcome.UNKNOWN
    (result,) = await moderating.act_on(
        Act.PUBLISH, receipt.number, staff=await opinions.clerk("transport")
    )
    assert result.outcome is Outcome.DONE


async def test_withholding_seals_the_original_cites_the_rule_and_tells_the_public(db):
    invited, receipt = await moderating.withheld("abuse", text="一群吃干饭的废物，滚下来坐公交。")
    row = await moderating.row(receipt.number)
    assert (row["state"], row["text"], row["public_text"]) == ("withheld", None, None)
    assert "废物" in unseal(row["sealed_text"], purpose=purposes.ORIGINAL)
    figures = await figures_of(invited.id)
    assert (figures.withheld, figures.valid) == (1, 0)
    (entry,) = await moderating.entries("opinion.withhold")
    assert entry["is_public"]
    assert entry["reason"].startswith("侮辱谩骂（")
    assert "废物" not in json.dumps(entry, default=str, ensure_ascii=False)


async def test_an_argument_inside_an_insult_stays_valid_and_readable_for_who_answers(db):
    text = "写方案的都是废物，末班车应当推迟到九点，打我电话13900001234。"
    invited, receipt = await moderating.withheld("rude", text=text)
    row = await moderating.row(receipt.number)
    assert "末班车应当推迟到九点" in row["public_text"]
    assert "13900001234" not in row["public_text"]
    assert (await figures_of(invited.id)).valid == 1


async def test_what_goes_to_the_inspection_keeps_no_open_word_and_no_public_entry(db):
    invited, receipt = await moderating.withheld(
        "accusation", text="公司经理的亲戚开修车厂挣黑钱。"
    )
    row = await moderating.row(receipt.number)
    assert (row["route"], row["text"], row["public_text"]) == ("discipline", None, None)
    assert not (await moderating.entries("opinion.withhold"))[0]["is_public"]
    assert (await figures_of(invited.id)).valid == 1


async def test_a_route_besides_the_rules_own_seals_as_well(db):
    invited = await opinions.subject()
    (receipt,) = await opinions.receive_many(invited, 1)
    await moderating.act_on(Act.WITHHOLD, receipt.number, rule="minor", route="safety")
    row = await moderating.row(receipt.number)
    assert (row["route"], row["public_text"]) == ("safety", None)


async def test_withholding_without_a_rule_in_force_is_refused(db):
    _, numbers = await three()
    for rule in ("", "whim"):
        with pytest.raises(Invalid) as refused:
            await moderating.act_on(Act.WITHHOLD, *numbers, rule=rule)
        assert "rule" in refused.value.fields
    await rows("UPDATE moderation_rule SET valid_until = '2021-01-01' WHERE code = 'spam'")
    with pytest.raises(Invalid):
        await moderating.act_on(Act.WITHHOLD, *numbers, rule="spam")


async def test_who_left_an_address_is_told_why_and_how_to_appeal_once(db):
    batch = new_batch()
    invited = await opinions.subject()
    receipt = await opinions.receive(invited, sent=opinions.draft(contact="zhang@mail.example"))
    for _ in range(2):
        await moderating.act_on(Act.WITHHOLD, receipt.number, rule="rude", batch=batch)
    assert len(await rows(MAILED)) == 1


async def test_who_left_a_phone_is_written_no_letter(db):
    await moderating.withheld()
    assert await rows(MAILED) == []


async def test_a_duplicate_names_its_original_and_is_no_valid_opinion(db):
    invited, (first, second, third) = await three()
    results = await moderating.act_on(Act.DUPLICATE, second, third, duplicate_of=first)
    assert {result.outcome for result in results} == {Outcome.DONE}
    figures = await figures_of(invited.id)
    assert (figures.duplicate, figures.valid) == (2, 1)
    (result,) = await moderating.act_on(Act.DUPLICATE, first, duplicate_of=second)
    assert result.outcome is Outcome.HAS_COPIES


async def test_an_opinion_of_another_subject_is_no_original(db):
    _, (first, *_) = await three()
    _, (other, *_) = await three()
    (result,) = await moderating.act_on(Act.DUPLICATE, first, duplicate_of=other)
    assert result.outcome is Outcome.UNFIT


async def test_two_people_who_say_the_same_are_not_one(db):
    invited = await opinions.subject()
    first = await opinions.receive(invited)
    second = await opinions.receive(invited, sent=opinions.draft(contact="13900009999"))
    asked = {"duplicate_of": first.number}
    (result,) = await moderating.act_on(Act.DUPLICATE, second.number, **asked)
    assert result.outcome is Outcome.TWO_PEOPLE
    (result,) = await moderating.act_on(
        Act.DUPLICATE, second.number, **asked, reason="本人来电说换了号码"
    )
    assert result.outcome is Outcome.DONE


async def test_what_is_passed_on_to_the_hotline_is_still_moderated(db):
    _, (number, *_) = await three()
    await moderating.act_on(Act.ROUTE, number)
    row = await moderating.row(number)
    assert (row["state"], row["route"]) == ("received", "hotline")
    await moderating.act_on(Act.PUBLISH, number)
    row = await moderating.row(number)
    assert (row["state"], row["route"]) == ("published", "hotline")


async def test_a_moderator_covers_more_and_only_what_stands_there(db):
    invited = await opinions.subject()
    text = "三年级二班的周小雨放学要等一小时，请加密班次。"
    receipt = await opinions.receive(invited, sent=opinions.draft(text=text))
    with pytest.raises(Invalid) as refused:
        await one(receipt.number, "publish", covers="周大雨")
    assert "周大雨" in str(refused.value.fields["covers"])
    await one(receipt.number, "publish", covers="周小雨\n三年级二班")
    row = await moderating.row(receipt.number)
    assert row["public_text"] == "【已隐藏】的【已隐藏】放学要等一小时，请加密班次。"
    assert row["text"] == text


async def test_what_is_public_can_be_covered_further_and_its_covers_stay(db):
    invited = await opinions.subject()
    text = "周小雨和李晓云都在等车，请加密班次。"
    receipt = await opinions.receive(invited, sent=opinions.draft(text=text))
    await one(receipt.number, "publish", covers="周小雨")
    await one(receipt.number, "publish", covers="李晓云")
    row = await moderating.row(receipt.number)
    assert row["public_text"] == "【已隐藏】和【已隐藏】都在等车，请加密班次。"


async def test_what_only_looks_personal_can_stay_open(db):
    invited = await opinions.subject()
    receipt = await opinions.receive(invited, sent=opinions.draft(text="我叫何律师，请公开预算。"))
    await one(receipt.number, "publish", uncovered=("2-5",))
    assert (await moderating.row(receipt.number))["public_text"] == "我叫何律师，请公开预算。"


async def test_what_was_shown_at_once_is_looked_at_afterwards(db):
    _, receipt = await opinions.published()
    (result,) = await moderating.act_on(Act.PUBLISH, receipt.number)
    assert (result.outcome, result.state) == (Outcome.DONE, OpinionState.PUBLISHED)
    (result,) = await moderating.act_on(Act.PUBLISH, receipt.number)
    assert result.outcome is Outcome.NOTHING


async def test_one_refused_act_comes_back_as_an_error_of_the_form(db):
    _, (number, other, _) = await three()
    with pytest.raises(NotFound):
        await moderate_one(
            2**50,
            OneDraft(batch=new_batch(), revision=1, act="publish"),
            staff=await opinions.moderator(),
            now=now(),
        )
    with pytest.raises(Invalid) as refused:
        await one(number, "count_only")
    assert "rule" in refused.value.fields
    await one(number, "duplicate", duplicate_of=other)
    with pytest.raises(Invalid):
        await one(number, "publish")


async def test_once_the_answers_are_out_nothing_moves_but_covers(db):
    invited = await opinions.subject()
    receipt = await opinions.receive(invited, sent=opinions.draft(text="周小雨要等一小时的车。"))
    await moderating.act_on(Act.PUBLISH, receipt.number)
    await conclude_subject(invited.id)
    (result,) = await moderating.act_on(Act.WITHHOLD, receipt.number, rule="rude")
    assert result.outcome is Outcome.REPORTED
    (result,) = await moderating.act_on(Act.PUBLISH, receipt.number, covers=("周小雨",))
    assert result.outcome is Outcome.DONE


async def test_the_figures_add_up_after_every_kind_of_act(db):
    invited = await opinions.subject()
    numbers = [receipt.number for receipt in await opinions.receive_many(invited, 8)]
    await moderating.act_on(Act.PUBLISH, *numbers[:3])
    await moderating.act_on(Act.WITHHOLD, numbers[3], rule="spam")
    await moderating.act_on(Act.WITHHOLD, numbers[0], numbers[4], rule="rude")
    await moderating.act_on(Act.DUPLICATE, numbers[5], duplicate_of=numbers[6])
    await moderating.act_on(Act.ROUTE, numbers[7])
    figures = await figures_of(invited.id)
    assert figures == await count_raw(invited.id)
    assert all(channel.is_reconciled for channel in figures.channels)
    assert {count.code: count.opinions for count in figures.withheld_by} == {"spam": 1, "rude": 2}


async def test_of_hostile_words_nothing_personal_is_ever_published(db):
    invited = await opinions.subject()
    sent = {}
    for comment in HOSTILE:
        if len(comment["text"].strip()) >= 5:
            draft = opinions.draft(text=comment["text"])
            sent[(await opinions.receive(invited, sent=draft)).number] = comment
    numbers = list(sent)
    for start in range(0, len(numbers), 100):
        await moderating.act_on(Act.PUBLISH, *numbers[start : start + 100])
    for number, comment in sent.items():
        shown = (await moderating.row(number))["public_text"]
        assert not [s for s in comment["pii_spans"] if s["must_mask"] and s["text"] in shown]
        assert all(kept in shown for kept in comment["must_keep"])


async def test_two_moderators_on_overlapping_batches_do_each_opinion_once(committed):
    invited = await opinions.subject()
    numbers = [receipt.number for receipt in await opinions.receive_many(invited, 12)]
    people = [await opinions.moderator() for _ in range(4)]
    targets = await moderating.seen(*numbers)
    orders = [targets[:9], targets[3:][::-1], targets[::2], targets[::-1]]
    outcomes = await asyncio.gather(
        *[
            moderate(
                Decision(batch=new_batch(), targets=chosen, act=act, rule="rude"),
                staff=person,
                now=now(),
            )
            for chosen, person, act in zip(
                orders, people, [Act.PUBLISH, Act.WITHHOLD, Act.PUBLISH, Act.WITHHOLD], strict=True
            )
        ]
    )
    done = [row.number for rows_ in outcomes for row in rows_ if row.outcome is Outcome.DONE]
    assert sorted(done) == numbers
    assert await acts() == 12
    figures = await figures_of(invited.id)
    assert figures.pending == 0
    assert figures == await count_raw(invited.id)


async def test_the_same_batch_sent_many_times_at_once_acts_once(committed):
    invited = await opinions.subject()
    numbers = [receipt.number for receipt in await opinions.receive_many(invited, 3)]
    person, targets, batch = (
        await opinions.moderator(),
        await moderating.seen(*numbers),
        new_batch(),
    )
    decision = Decision(batch=batch, targets=targets, act=Act.PUBLISH)
    results = await asyncio.gather(*[moderate(decision, staff=person, now=now()) for _ in range(8)])
    assert sum(row.outcome is Outcome.DONE for rows_ in results for row in rows_) == 3
    assert {row.outcome for rows_ in results for row in rows_} == {Outcome.DONE, Outcome.REPEATED}
    assert await acts() == 3


async def test_withdrawing_while_a_moderator_acts_leaves_one_clear_state(committed):
    invited = await opinions.subject()
    receipts = await opinions.receive_many(invited, 6)
    person = await opinions.moderator()

    async def publish(number):
        return await moderating.act_on(Act.PUBLISH, number, staff=person)

    await asyncio.gather(
        *[publish(receipt.number) for receipt in receipts],
        *[own.withdraw_opinion(receipt.code) for receipt in receipts],
    )
    figures = await figures_of(invited.id)
    assert figures == await count_raw(invited.id)
    assert (figures.withdrawn, figures.published) == (6, 0)


async def test_concluding_waits_for_a_moderator_or_is_seen_by_one(committed):
    invited = await opinions.subject(moderation=ModerationMode.AFTER)
    receipt = await opinions.receive(invited)
    person = await opinions.moderator()
    (withheld,), _ = await asyncio.gather(
        moderating.act_on(Act.WITHHOLD, receipt.number, staff=person, rule="rude"),
        conclude_subject(invited.id),
    )
    closed = await rows("SELECT concluded_at FROM opinion_subject WHERE id = {}", invited.id)
    row = await moderating.row(receipt.number)
    if withheld.outcome is Outcome.DONE:
        assert row["state_at"] <= closed[0]["concluded_at"] + timedelta(seconds=1)
    else:
        assert (withheld.outcome, row["state"]) == (Outcome.REPORTED, "published")


async def test_the_auditor_and_the_reviewer_moderate_nothing(db):
    _, (number, *_) = await three()
    for role in (Role.AUDITOR, Role.REVIEWER, Role.CATALOGUE_EDITOR):
        person = await factories.staff(unit_code="transport", roles=(role,))
        (result,) = await moderating.act_on(Act.PUBLISH, number, staff=person)
        assert result.outcome is Outcome.UNKNOWN
