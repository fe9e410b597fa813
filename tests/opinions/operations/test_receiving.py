"""Entering opinions: whole or not at all, once, in time by the database's clock."""

import asyncio
from datetime import timedelta

import pytest

from backend.kernel.clock import now
from backend.kernel.database import database_now, rows
from backend.kernel.errors import Invalid, NotFound, TooMany, Unavailable
from backend.kernel.ids import digest, new_code, read_code
from backend.kernel.limits.rules import Limit
from backend.kernel.sealing import unseal
from backend.kernel.trust import Trust
from backend.notifications.operations.outbox import claim
from backend.notifications.rendering import worded
from backend.opinions.enums import Channel, ModerationMode, OpinionState, SubmitterKind
from backend.opinions.operations.receiving import receive_opinion
from backend.opinions.operations.subjects import conclude_subject, put_passages
from backend.opinions.queries.figures import count_raw, figures_of
from backend.opinions.rules import purposes
from backend.opinions.rules.windows import NotOpenYet, TooLate
from backend.opinions.schemas.subjects import PassageDraft
from tests.support import opinions
from tests.support.queries import counting_queries
from tests.support.waiting import until

pytestmark = pytest.mark.anyio
AFTER = ModerationMode.AFTER
ADDRESS, HOUR = digest("an address"), timedelta(hours=1)


async def row_of(number):
    return (await rows("SELECT * FROM opinion WHERE id = {}", number))[0]


async def how_many(table="opinion"):
    return (await rows(f"SELECT count(*) AS n FROM {table}"))[0]["n"]


async def test_an_opinion_gets_a_receipt(db):
    invited = await opinions.subject(moderation=AFTER)
    receipt = await opinions.receive(
        invited, sent=opinions.draft(passages=invited.passages[:2], name="欧阳小明", town="云溪镇")
    )
    found = await row_of(receipt.number)
    assert read_code(receipt.code) == receipt.code == found["receipt_code"]
    assert receipt.state is OpinionState.PUBLISHED
    assert receipt.answer_due_on == opinions.ANSWER_DUE
    assert not receipt.is_repeated
    assert found["text"] == found["public_text"] == opinions.TEXT
    assert found["name_masked"] == "欧阳**"
    references = await rows(
        "SELECT passage FROM opinion_reference WHERE opinion = {}", receipt.number
    )
    assert {row["passage"] for row in references} == set(invited.passages[:2])


async def test_who_it_was_is_sealed_at_rest(db):
    _, receipt = await opinions.published(name="朱小明")
    found = await row_of(receipt.number)
    assert unseal(found["name_sealed"], purpose=purposes.NAME) == "朱小明"
    assert unseal(found["contact_sealed"], purpose=purposes.CONTACT) == opinions.PHONE
    readable = "\n".join(str(value) for value in found.values())
    assert "朱小明" not in readable
    assert opinions.PHONE not in readable


async def test_the_journal_notes_that_it_came_and_no_word_of_it(db):
    _, receipt = await opinions.published(name="朱小明", text="食堂的饭太咸了，建议少放盐")
    found = await rows("SELECT * FROM journal_entry WHERE action = 'opinion.receive'")
    assert len(found) == 1
    assert (found[0]["actor_kind"], found[0]["subject_id"]) == ("citizen", str(receipt.number))
    assert not found[0]["is_public"]
    written = "\n".join(str(value) for value in found[0].values())
    for private in ("朱", opinions.PHONE, "食堂", receipt.code):
        assert private not in written


async def test_staff_stand_in_the_journal_for_what_they_typed_in(db):
    invited, clerk = await opinions.subject(), await opinions.clerk()
    receipt = await opinions.receive(
        invited, sent=opinions.draft(contact=""), channel=Channel.LETTER, entered_by=clerk
    )
    entry = (await rows("SELECT * FROM journal_entry WHERE action = 'opinion.receive'"))[0]
    assert (entry["actor_kind"], entry["actor_id"]) == ("staff", clerk.id)
    assert (await row_of(receipt.number))["entered_by"] == clerk.id


@pytest.mark.parametrize(
    ("contact", "mails"), [("zhu@example.com", 1), (opinions.PHONE, 0), ("0534-8800123", 0)]
)
async def test_who_left_a_mail_address_is_written_to(db, contact, mails):
    invited = await opinions.subject()
    await opinions.receive(invited, sent=opinions.draft(contact=contact))
    found = await rows("SELECT template FROM outbound_message")
    assert [row["template"] for row in found] == ["opinions/receipt"] * mails


async def test_the_receipt_can_be_written_in_words(db):
    """What is enqueued is what the message's templates ask for."""
    invited = await opinions.subject()
    sent = opinions.draft(contact="zhu@example.com")
    receipt = await opinions.receive(invited, sent=sent, origin="https://hy.example.gov.cn")
    (message,) = await claim(10, lease=timedelta(minutes=1))
    letter = worded(message)
    assert receipt.code in letter.text
    assert "2027年1月29日" in letter.text
    assert "https://hy.example.gov.cn/track" in letter.text


async def test_the_same_form_twice_is_one_opinion(db):
    invited = await opinions.subject()
    first = await opinions.receive(invited, idempotency_key="k" * 200)
    again = await opinions.receive(invited, idempotency_key="k" * 200)
    assert again == first.model_copy(update={"is_repeated": True})
    assert await how_many() == 1
    assert await how_many("opinion_tally") == 1


async def test_the_same_key_with_other_words_is_another_opinion(db):
    invited = await opinions.subject()
    first = await opinions.receive(invited, idempotency_key="key")
    sent = opinions.draft(text="完全不同的另一段话")
    other = await opinions.receive(invited, sent=sent, idempotency_key="key")
    assert not other.is_repeated
    assert other.number != first.number
    assert (await row_of(other.number))["trust"] == "unsure"
    again = await opinions.receive(invited, sent=sent, idempotency_key="key")
    assert (again.number, again.is_repeated) == (other.number, True)


async def test_a_key_of_another_matter_is_another_key(db):
    one, other = await opinions.subject(), await opinions.subject()
    first = await opinions.receive(one, idempotency_key="key")
    second = await opinions.receive(other, idempotency_key="key")
    assert not second.is_repeated
    assert second.number != first.number


async def test_equal_words_without_a_key_are_two_opinions(db):
    """Duplicates are for a person to find: at the door nothing is dropped."""
    invited = await opinions.subject()
    receipts = [await opinions.receive(invited) for _ in range(2)]
    assert receipts[0].number != receipts[1].number
    assert receipts[0].code != receipts[1].code


async def test_a_repeated_form_gets_its_receipt_after_the_clauses_changed(db):
    invited = await opinions.subject()
    sent = opinions.draft(passages=invited.passages)
    first = await opinions.receive(invited, sent=sent, idempotency_key="key")
    await put_passages(invited.id, (PassageDraft(label="新的第一条", position=1),))
    again = await opinions.receive(invited, sent=sent, idempotency_key="key")
    assert (again.number, again.is_repeated) == (first.number, True)


async def test_a_passage_of_another_matter_is_told_beside_its_field(db):
    invited, other = await opinions.subject(), await opinions.subject()
    first = invited.passages[0]
    for passages in ((other.passages[0],), (first, 2**31 - 1), (2**31,), (10**30,), (0,), (-1,)):
        with pytest.raises(Invalid) as refused:
            await opinions.receive(invited, sent=opinions.draft(passages=passages))
        assert set(refused.value.fields) == {"passages"}
    assert await how_many() == 0


async def test_a_passage_no_longer_current_is_refused(db):
    invited = await opinions.subject()
    await put_passages(invited.id, ())
    with pytest.raises(Invalid):
        await opinions.receive(invited, sent=opinions.draft(passages=invited.passages[:1]))


async def test_a_passage_named_twice_is_one_reference(db):
    invited = await opinions.subject()
    twice = opinions.draft(passages=(invited.passages[0],) * 2)
    await opinions.receive(invited, sent=twice)
    assert await how_many("opinion_reference") == 1


async def test_an_unknown_subject_is_not_there(db):
    with pytest.raises(NotFound):
        await receive_opinion(2**31 - 1, opinions.draft(), opinions.arrival())


async def test_before_the_opening_nothing_is_taken(db):
    invited = await opinions.subject(opens_at=now() + timedelta(days=1))
    with pytest.raises(NotOpenYet):
        await opinions.receive(invited)


async def test_comment_after_closing_is_refused(db):
    invited = await opinions.subject(closes_at=now() - timedelta(seconds=1))
    with pytest.raises(TooLate):
        await opinions.receive(invited)
    assert await how_many() == 0
    assert await how_many("journal_entry") == 0


async def test_the_boundary_instant_is_too_late_and_the_one_before_is_not(db):
    closes = await database_now() - timedelta(hours=1)
    invited = await opinions.subject(closes_at=closes)
    letter = {"channel": Channel.LETTER, "entered_by": await opinions.clerk()}
    last = closes - timedelta(microseconds=1)
    assert (await opinions.receive(invited, received_at=last, **letter)).received_at == last
    with pytest.raises(TooLate):
        await opinions.receive(invited, received_at=closes, **letter)


async def test_a_repeated_form_gets_its_receipt_after_closing(db):
    invited = await opinions.subject()
    first = await opinions.receive(invited, idempotency_key="key")
    await rows("UPDATE opinion_subject SET closes_at = clock_timestamp() WHERE id = {}", invited.id)
    again = await opinions.receive(invited, idempotency_key="key")
    assert (again.number, again.is_repeated) == (first.number, True)


async def test_after_the_conclusion_nothing_is_taken(db):
    invited = await opinions.subject()
    await conclude_subject(invited.id)
    with pytest.raises(TooLate):
        await opinions.receive(invited)


async def test_a_taken_code_is_replaced_by_another(db):
    invited = await opinions.subject()
    taken = (await opinions.receive(invited)).code
    codes = iter([taken, taken, new_code()])
    receipt = await receive_opinion(
        invited.id, opinions.draft(), opinions.arrival(), code=lambda: next(codes)
    )
    assert receipt.code != taken
    with pytest.raises(Unavailable):
        await receive_opinion(invited.id, opinions.draft(), opinions.arrival(), code=lambda: taken)
    assert await how_many() == 2


async def test_what_needs_a_person_comes_first_in_the_queue(db):
    invited = await opinions.subject()
    usual = await opinions.receive(invited)
    machine = await opinions.receive(invited, trust=Trust.MACHINE)
    child = await opinions.receive(invited, sent=opinions.draft(age_band=opinions.MINOR))
    queue = await rows("SELECT id FROM opinion WHERE state = 'received' ORDER BY priority DESC, id")
    assert [row["id"] for row in queue] == [child.number, usual.number, machine.number]


async def test_hostile_words_are_kept_as_received(db):
    invited = await opinions.subject(moderation=AFTER)
    script = "<script>alert(1)</script>=HYPERLINK('x')'); DROP TABLE opinion;--"
    words = f"{script} \u202e倒过来 𠮷㐂 😀\x00"
    receipt = await opinions.receive(invited, sent=opinions.draft(text=words))
    found = await row_of(receipt.number)
    assert found["text"] == words.replace("\x00", "")
    assert found["public_text"] == words.replace("\x00", "").replace("\u202e", "")


async def test_one_entry_costs_few_statements(db):
    invited = await opinions.subject()
    async with counting_queries() as plain:
        await opinions.receive(invited)
    async with counting_queries() as with_mail:
        await opinions.receive(invited, sent=opinions.draft(contact="zhu@example.com"))
    assert len(plain) == 2, plain
    assert len(with_mail) == 2, with_mail


async def test_counting_an_address_costs_no_statement_more(db):
    invited = await opinions.subject()
    async with counting_queries() as asked:
        await opinions.receive(invited, address_key=ADDRESS, limit=Limit(9, HOUR))
    assert len(asked) == 2, asked


async def test_who_sends_past_the_allowance_is_heard_and_read_first(db):
    invited = await opinions.subject(moderation=AFTER)
    sending = {"address_key": ADDRESS, "limit": Limit(1, HOUR, utmost=3)}
    receipts = [await opinions.receive(invited, **sending) for _ in range(2)]
    found = [await row_of(receipt.number) for receipt in receipts]
    assert [row["trust"] for row in found] == ["trusted", "unsure"]
    assert [row["state"] for row in found] == ["published", "received"]


async def test_past_the_utmost_nothing_is_taken_not_even_a_number(db):
    invited = await opinions.subject()
    sending = {"address_key": ADDRESS, "limit": Limit(1, HOUR)}
    first = await opinions.receive(invited, **sending)
    with pytest.raises(TooMany) as refused:
        await opinions.receive(invited, **sending)
    assert 0 < refused.value.retry_after <= 3600
    assert (await opinions.receive(invited)).number == first.number + 1


async def test_an_unknown_subject_is_not_there_for_who_is_counted_either(db):
    counted = opinions.arrival(address_key=ADDRESS, limit=Limit(9, HOUR))
    with pytest.raises(NotFound):
        await receive_opinion(2**31 - 1, opinions.draft(), counted)


async def test_organisations_speak_under_their_name(db):
    _, receipt = await opinions.published(
        submitter_kind=SubmitterKind.COMPANY, organisation_name="青泽物流有限公司"
    )
    assert (await row_of(receipt.number))["organisation_name"] == "青泽物流有限公司"


async def test_fifty_sendings_of_one_form_at_once_are_one_opinion(committed):
    invited = await opinions.subject()
    receipts = await asyncio.gather(
        *[opinions.receive(invited, idempotency_key="one") for _ in range(50)]
    )
    assert len({(receipt.number, receipt.code) for receipt in receipts}) == 1
    assert [receipt.is_repeated for receipt in receipts].count(False) == 1
    assert await how_many() == 1
    entries = await rows("SELECT id FROM journal_entry WHERE action = 'opinion.receive'")
    assert len(entries) == 1


async def test_at_the_closing_second_each_is_in_with_a_receipt_or_refused(committed):
    """Two hundred people press send while the last second ends; nothing is in between."""
    closes = await database_now() + timedelta(milliseconds=600)
    invited = await opinions.subject(moderation=AFTER, closes_at=closes)

    async def send(number):
        await asyncio.sleep(number * 0.006)  # over 1.2 seconds around the end
        sent = opinions.draft(text=f"{opinions.TEXT}{number}")
        return await opinions.receive(invited, sent=sent, idempotency_key=f"k{number}")

    outcomes = await asyncio.gather(*map(send, range(200)), return_exceptions=True)
    taken = [outcome for outcome in outcomes if not isinstance(outcome, BaseException)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert taken
    assert refused
    assert all(isinstance(outcome, TooLate) for outcome in refused), refused[:3]
    assert all(receipt.received_at < closes for receipt in taken)
    kept = await rows("SELECT id, receipt_code FROM opinion")
    assert {(row["id"], row["receipt_code"]) for row in kept} == {
        (receipt.number, receipt.code) for receipt in taken
    }
    assert await figures_of(invited.id) == await count_raw(invited.id)


async def test_between_a_conclusion_and_an_arrival_there_is_nothing(committed):
    """None is pending: without consent they are counted at once, so it may end at any time."""
    invited = await opinions.subject(moderation=AFTER)
    sent = opinions.draft(may_publish=False)

    arriving = [asyncio.create_task(opinions.receive(invited, sent=sent)) for _ in range(120)]

    async def conclude():
        await until(lambda: any(task.done() for task in arriving))
        return await conclude_subject(invited.id)

    outcomes = await asyncio.gather(conclude(), *arriving, return_exceptions=True)
    concluded_at, *others = outcomes
    taken = [outcome for outcome in others if not isinstance(outcome, BaseException)]
    refused = [outcome for outcome in others if isinstance(outcome, BaseException)]
    assert all(isinstance(outcome, TooLate) for outcome in refused), refused[:3]
    assert all(receipt.received_at < concluded_at for receipt in taken)
    assert await how_many() == len(taken)
