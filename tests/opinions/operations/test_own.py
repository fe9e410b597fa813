"""What people do with their own opinion."""

import asyncio
from uuid import uuid4

import pytest

from backend.kernel.clock import now
from backend.kernel.database import rows
from backend.kernel.documents.storage import InMemory
from backend.kernel.errors import Conflict, DomainError, Forbidden, Invalid, NotFound, TooMany
from backend.kernel.ids import new_code
from backend.opinions.enums import Channel, OpinionState
from backend.opinions.operations import own
from backend.opinions.operations.appeals import read_original
from backend.opinions.operations.attachments import attach_scan, open_scan
from backend.opinions.operations.moderating import moderate
from backend.opinions.operations.subjects import conclude_subject
from backend.opinions.operations.undoing import undo_batch
from backend.opinions.queries.attachments import list_scans
from backend.opinions.queries.figures import count_raw, figures_of
from backend.opinions.queries.published import get_published
from backend.opinions.queries.tracking import find_by_code
from backend.opinions.schemas.moderation import Act, Decision, Target, UndoDraft
from backend.opinions.schemas.own import AppealDraft, ContactCorrection, Proof
from backend.organisation.schemas import StaffMember
from tests.support import factories, moderating, opinions

pytestmark = pytest.mark.anyio
RIGHT, WRONG = Proof(proof=opinions.PHONE), Proof(proof="13900009999")
NEW_PHONE = "13900005678"
SCAN = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
WHY = AppealDraft(text="我没有骂人，说的都是事实，请再看一遍。")


async def moderated(number, act, **given):
    found = await rows("SELECT revision FROM opinion WHERE id = {}", number)
    decision = Decision(
        batch=uuid4().hex,
        act=act,
        targets=(Target(number=number, revision=found[0]["revision"]),),
        **{"reason": "看过原文", **given},
    )
    (result,) = await moderate(decision, staff=await opinions.moderator(), now=now())
    assert result.outcome.is_done, result
    return result


async def withheld(rule="rude"):
    invited, receipt = await opinions.published()
    await moderated(receipt.number, Act.WITHHOLD, rule=rule)
    return invited, receipt


async def actions():
    return [row["action"] for row in await rows("SELECT action FROM journal_entry ORDER BY id")]


async def test_withdrawing_takes_an_opinion_from_the_public_and_keeps_it_counted(db):
    invited, receipt = await opinions.published()
    await own.withdraw_opinion(receipt.code.lower().replace("-", " "))
    with pytest.raises(NotFound):
        await get_published(invited.id, receipt.number)
    found = await figures_of(invited.id)
    assert (found.received, found.withdrawn, found.valid) == (1, 1, 0)
    assert found == await count_raw(invited.id)
    assert (await find_by_code(receipt.code)).state is OpinionState.WITHDRAWN
    assert (await actions())[-1] == "opinion.withdraw"


async def test_an_opinion_is_withdrawn_once(db):
    _, receipt = await opinions.published()
    await own.withdraw_opinion(receipt.code)
    with pytest.raises(Conflict):
        await own.withdraw_opinion(receipt.code)


async def test_nothing_is_withdrawn_after_the_answers_are_out(db):
    invited, receipt = await opinions.published()
    await conclude_subject(invited.id)
    with pytest.raises(Conflict):
        await own.withdraw_opinion(receipt.code)
    assert not (await find_by_code(receipt.code)).may_withdraw


async def test_a_withheld_opinion_stays_sealed(db):
    _, receipt = await withheld()
    with pytest.raises(Conflict):
        await own.withdraw_opinion(receipt.code)


async def test_withdrawing_swallows_nobody_elses_opinion(db):
    """What was put down as a duplicate of it stands for itself again, and is looked at anew."""
    invited, original = await opinions.published()
    copy = await opinions.receive(invited)
    await moderated(copy.number, Act.DUPLICATE, duplicate_of=original.number)
    await own.withdraw_opinion(original.code)
    found = await rows("SELECT state, duplicate_of FROM opinion WHERE id = {}", copy.number)
    assert found == [{"state": "received", "duplicate_of": None}]
    assert await figures_of(invited.id) == await count_raw(invited.id)


@pytest.mark.parametrize("code", ["", "nonsense", "AAAA-AAAA-AAAA", "7KQM-2ABX-9TRW"])
async def test_an_unknown_code_opens_nothing(db, code):
    assert await find_by_code(code) is None
    for attempt in (own.withdraw_opinion(code), own.appeal(code, WHY)):
        with pytest.raises(NotFound):
            await attempt


async def test_a_corrected_contact_proves_from_then_on(db):
    _, receipt = await opinions.published()
    new = ContactCorrection(proof=opinions.PHONE, contact=NEW_PHONE)
    await own.correct_contact(receipt.code, new)
    assert (await find_by_code(receipt.code)).contact_masked == "139****5678"
    with pytest.raises(Invalid):
        await own.erase_identity(receipt.code, RIGHT)
    await own.erase_identity(receipt.code, Proof(proof="139-0000-5678"))


async def test_a_wrong_code_and_a_wrong_contact_are_told_the_same(db):
    _, receipt = await opinions.published()

    async def told(code, proof):
        with pytest.raises(Invalid) as refused:
            await own.erase_identity(code, proof)
        return refused.value.message, refused.value.fields

    assert await told(receipt.code, WRONG) == await told(new_code(), RIGHT)
    assert await told(receipt.code, WRONG) == await told("gibberish", Proof())


async def test_contacts_cannot_be_tried_one_after_the_other(db):
    _, receipt = await opinions.published()
    for number in range(10):
        with pytest.raises(Invalid):
            await own.erase_identity(receipt.code, Proof(proof=f"1390000{number:04}"))
    with pytest.raises(TooMany):
        await own.erase_identity(receipt.code, RIGHT)
    with pytest.raises(TooMany):
        await own.correct_contact(
            receipt.code, ContactCorrection(proof=opinions.PHONE, contact=NEW_PHONE)
        )


async def test_wrong_tries_stay_counted_though_nothing_was_done(committed):
    _, receipt = await opinions.published()
    outcomes = await asyncio.gather(
        *[own.erase_identity(receipt.code, WRONG) for _ in range(30)], return_exceptions=True
    )
    kinds = [type(outcome) for outcome in outcomes]
    assert kinds.count(Invalid) == 10
    assert kinds.count(TooMany) == 20


async def test_erasing_leaves_the_opinion_and_forgets_the_person(db):
    text = "我是王建国，电话13900001234。建议公交加密班次。王建国"
    invited = await opinions.subject()
    sent = opinions.draft(
        text=text, name="王建国", town="云溪镇", age_band="51_65", contact="wang@example.com"
    )
    receipt = await opinions.receive(invited, sent=sent, address_key="k" * 64)
    await moderated(receipt.number, Act.PUBLISH)
    await own.erase_identity(receipt.code, Proof(proof="WANG@example.com"))
    row = (await rows("SELECT * FROM opinion WHERE id = {}", receipt.number))[0]
    for name in ("name_sealed", "name_masked", "contact_sealed", "contact_index", "town"):
        assert row[name] == ""
    assert (row["age_band"], row["address_key"], row["contact_kind"]) == ("", "", "none")
    assert "王建国" not in row["text"]
    assert "13900001234" not in row["text"]
    assert "加密班次" in row["text"]
    assert "王建国" not in row["public_text"]
    assert (await get_published(invited.id, receipt.number)).said_by == ""
    assert (await find_by_code(receipt.code)).is_erased
    mails = await rows("SELECT recipient FROM outbound_message WHERE state <> 'queued'")
    assert all(mail["recipient"] == "" for mail in mails)


async def test_a_sealed_original_stays_until_it_is_unsealed_for_good(db):
    words = "你们都是糊涂虫！我叫王建国，电话13900001234，末班车该晚点。"
    _, receipt = await moderating.withheld(text=words, name="王建国")
    await own.erase_identity(receipt.code, RIGHT)
    boss = await opinions.moderator()
    assert await read_original(receipt.number, staff=boss) == words
    shown = await undone(receipt.number, staff=boss)
    assert "13900001234" not in shown
    assert "王建国" not in shown
    assert "末班车该晚点" in shown


async def undone(number: int, *, staff: StaffMember) -> str:
    """Take the last act on an opinion back and return its words."""
    batch = (await rows("SELECT batch FROM moderation_act WHERE opinion = {}", number))[0]["batch"]
    await undo_batch(UndoDraft(batch=batch), staff=staff, now=now())
    return str((await rows("SELECT text FROM opinion WHERE id = {}", number))[0]["text"])


async def test_erasing_twice_or_correcting_afterwards_is_refused(db):
    _, receipt = await opinions.published()
    await own.erase_identity(receipt.code, RIGHT)
    with pytest.raises(Conflict):
        await own.erase_identity(receipt.code, Proof())
    with pytest.raises(Conflict):
        await own.correct_contact(receipt.code, ContactCorrection(contact=NEW_PHONE))


async def test_who_left_no_contact_needs_none_to_erase(db):
    invited, clerk = await opinions.subject(), await opinions.clerk()
    receipt = await opinions.receive(
        invited,
        sent=opinions.draft(contact="", name="王建国"),
        channel=Channel.LETTER,
        entered_by=clerk,
    )
    await own.erase_identity(receipt.code, Proof())
    assert (await find_by_code(receipt.code)).is_erased


async def test_the_scan_of_a_letter_goes_with_the_identity(db):
    invited, clerk = await opinions.subject(), await opinions.clerk()
    receipt = await opinions.receive(
        invited, sent=opinions.draft(contact=""), channel=Channel.LETTER, entered_by=clerk
    )
    scan = await attach_scan(receipt.number, InMemory(SCAN), name="来信.pdf", staff=clerk)
    assert [line.id for line in await list_scans(receipt.number)] == [scan]
    assert (await open_scan(receipt.number, scan, staff=clerk)).file_name == "来信.pdf"
    await own.erase_identity(receipt.code, Proof())
    assert await list_scans(receipt.number) == ()
    with pytest.raises(Conflict):
        await attach_scan(receipt.number, InMemory(SCAN), name="来信.pdf", staff=clerk)


async def test_scans_are_for_the_responsible_unit(db):
    invited, clerk = await opinions.subject(), await opinions.clerk()
    receipt = await opinions.receive(
        invited, sent=opinions.draft(contact=""), channel=Channel.LETTER, entered_by=clerk
    )
    scan = await attach_scan(receipt.number, InMemory(SCAN), name="来信.pdf", staff=clerk)
    stranger = await opinions.clerk("justice")
    with pytest.raises(NotFound):
        await open_scan(receipt.number, scan, staff=stranger)
    with pytest.raises(Forbidden):
        await attach_scan(receipt.number, InMemory(SCAN), name="来信.pdf", staff=stranger)
    assert (await open_scan(receipt.number, scan, staff=await opinions.moderator())).id == scan
    assert (await actions()).count("opinion.open_scan") == 1


async def test_withholding_can_be_appealed_once(db):
    _, receipt = await withheld()
    assert (await find_by_code(receipt.code)).may_appeal
    await own.appeal(receipt.code, WHY)
    tracked = await find_by_code(receipt.code)
    assert (tracked.appeal.text, tracked.appeal.outcome) == (WHY.text, None)
    assert not tracked.may_appeal
    with pytest.raises(Conflict):
        await own.appeal(receipt.code, WHY)


async def test_what_is_shown_is_not_appealed(db):
    _, receipt = await opinions.published()
    with pytest.raises(Conflict):
        await own.appeal(receipt.code, WHY)


async def test_of_five_appeals_at_once_one_is_filed(committed):
    _, receipt = await withheld()
    outcomes = await asyncio.gather(
        *[own.appeal(receipt.code, WHY) for _ in range(5)], return_exceptions=True
    )
    assert outcomes.count(None) == 1
    assert all(isinstance(outcome, Conflict) for outcome in outcomes if outcome is not None)


async def test_the_journal_holds_no_words_of_what_people_do(db):
    _, receipt = await withheld()
    await own.appeal(receipt.code, WHY)
    await own.correct_contact(
        receipt.code, ContactCorrection(proof=opinions.PHONE, contact="zhu@example.com")
    )
    await own.erase_identity(receipt.code, Proof(proof="zhu@example.com"))
    entries = await rows("SELECT * FROM journal_entry WHERE actor_kind = 'citizen'")
    assert len(entries) == 4
    written = "\n".join(str(value) for entry in entries for value in entry.values())
    for private in (WHY.text, opinions.TEXT, opinions.PHONE, "zhu@", receipt.code):
        assert private not in written


async def test_the_holder_reads_own_words_and_the_rule(db):
    _, receipt = await withheld()
    tracked = await find_by_code(receipt.code)
    assert tracked.text == opinions.TEXT
    assert tracked.rule.title == "辱骂里带着意见"


async def test_a_found_slip_does_not_show_an_accusation(db):
    _, receipt = await withheld("accusation")
    tracked = await find_by_code(receipt.code)
    assert tracked.text == ""
    assert tracked.rule is not None


async def test_withdrawing_while_a_moderator_acts_leaves_one_of_both(committed):
    """Whoever comes second is told; the figures hold in either case."""
    moderator = await opinions.moderator()
    for _ in range(8):
        invited = await opinions.subject()
        receipt = await opinions.receive(invited)
        decision = Decision(
            batch=uuid4().hex,
            act=Act.PUBLISH,
            targets=(Target(number=receipt.number, revision=1),),
        )
        acted, withdrawn = await asyncio.gather(
            moderate(decision, staff=moderator, now=now()),
            own.withdraw_opinion(receipt.code),
            return_exceptions=True,
        )
        assert not isinstance(acted, BaseException), acted
        assert withdrawn is None or isinstance(withdrawn, DomainError)
        state = (await find_by_code(receipt.code)).state
        assert state is OpinionState.WITHDRAWN
        assert await figures_of(invited.id) == await count_raw(invited.id)


async def test_withdrawing_while_it_is_concluded_is_in_or_refused(committed):
    for _ in range(8):
        invited, receipt = await opinions.published()
        concluded, withdrawn = await asyncio.gather(
            conclude_subject(invited.id),
            own.withdraw_opinion(receipt.code),
            return_exceptions=True,
        )
        assert not isinstance(concluded, BaseException), concluded
        row = (await rows("SELECT state, state_at FROM opinion WHERE id = {}", receipt.number))[0]
        if isinstance(withdrawn, BaseException):
            assert isinstance(withdrawn, Conflict)
            assert row["state"] == "published"
        else:
            assert row["state_at"] < concluded


async def test_staff_of_other_units_do_not_attach(db):
    _, receipt = await opinions.published()
    stranger = await factories.staff(unit_code="justice")
    with pytest.raises(Forbidden):
        await attach_scan(receipt.number, InMemory(SCAN), name="x.pdf", staff=stranger)
