"""Typing in what came on paper or by phone: it counts the same, whole or not at all, once."""

import asyncio
from datetime import date, timedelta

import pytest

from backend.kernel.clock import county_date, now
from backend.kernel.database import rows
from backend.kernel.documents.storage import InMemory, file_store
from backend.kernel.errors import Forbidden, Invalid, NotFound
from backend.kernel.sealing import seal
from backend.opinions.enums import Channel, OpinionState
from backend.opinions.operations import scans
from backend.opinions.operations.entering import enter_opinion
from backend.opinions.operations.subjects import conclude_subject
from backend.opinions.queries import entering as queries
from backend.opinions.queries.attachments import list_scans
from backend.opinions.queries.figures import count_raw, figures_of
from backend.opinions.queries.tracking import find_by_code
from backend.opinions.rules.attachments import MOST_FILES
from backend.opinions.rules.purposes import KEPT_SCAN
from backend.opinions.schemas.entering import EntryDraft
from backend.organisation.enums import Role
from tests.support import factories, opinions
from tests.support.moderating import entries

pytestmark = pytest.mark.anyio

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
LONG_AGO = now() - timedelta(days=365)


def draft(**given) -> EntryDraft:
    sent = {
        "channel": Channel.LETTER,
        "received_on": county_date(now()),
        "text": opinions.TEXT,
        **given,
    }
    return EntryDraft(**sent)


async def clerk(*roles, unit_code="town-t01"):
    return await factories.staff(unit_code=unit_code, roles=roles or (Role.DRAFTER,))


async def enter(invited, staff, kept=(), **given):
    return await enter_opinion(invited.id, draft(**given), kept, staff=staff, now=now())


async def keep(invited, staff, *files, tokens=(), at=None):
    sent = [scans.Sent(InMemory(content), name) for name, content in files]
    return await scans.keep_scans(invited.id, sent, tokens, staff=staff, now=at or now())


async def row_of(number):
    return (await rows("SELECT * FROM opinion WHERE id = {}", number))[0]


async def closed():
    """A subject that took opinions until an hour ago."""
    return await opinions.subject(
        opens_at=now() - timedelta(days=20), closes_at=now() - timedelta(hours=1)
    )


async def test_a_letter_gets_number_code_and_queue_like_any_opinion(db):
    invited, staff = await opinions.subject(), await clerk()
    receipt = await enter(invited, staff, clauses="1、第二条", name="朱明", contact="13900001234")
    found = await row_of(receipt.number)
    assert (found["channel"], found["entered_by"], found["state"]) == (
        "letter",
        staff.id,
        "received",
    )
    pointed = await rows("SELECT passage FROM opinion_reference WHERE opinion = {}", receipt.number)
    assert {row["passage"] for row in pointed} == set(invited.passages[:2])
    assert (await find_by_code(receipt.code)).channel is Channel.LETTER
    assert await figures_of(invited.id) == await count_raw(invited.id)


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.MODERATOR, Role.OFFICE])
async def test_staff_of_any_unit_may_enter(db, role):
    assert await enter(await opinions.subject(), await clerk(role))


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.REVIEWER, Role.CATALOGUE_EDITOR])
async def test_others_may_not(db, role):
    staff, invited = await clerk(role), await opinions.subject()
    with pytest.raises(Forbidden):
        await enter(invited, staff)
    with pytest.raises(Forbidden):
        await keep(invited, staff, ("信.png", PNG))


async def test_no_matter_that_is_not_there(db):
    staff = await clerk()
    with pytest.raises(NotFound):
        await enter_opinion(999_999, draft(), staff=staff, now=now())


async def test_after_closing_what_came_before_is_entered_and_what_came_after_is_not(db):
    invited, staff = await closed(), await clerk()
    receipt = await enter(invited, staff, received_on=county_date(now() - timedelta(days=2)))
    assert receipt.state is OpinionState.RECEIVED
    later = county_date(now() + timedelta(days=1))
    with pytest.raises(Invalid) as refused:
        await enter(invited, staff, received_on=later)
    assert "received_on" in refused.value.fields


@pytest.mark.parametrize("day", [date(2020, 1, 1), county_date(now() + timedelta(days=2))])
async def test_a_day_outside_of_the_period_is_refused_beside_its_field(db, day):
    invited, staff = await opinions.subject(), await clerk()
    with pytest.raises(Invalid) as refused:
        await enter(invited, staff, received_on=day)
    assert "received_on" in refused.value.fields


async def test_once_the_answers_are_published_nothing_is_entered(db):
    invited, staff = await closed(), await clerk()
    await conclude_subject(invited.id)
    with pytest.raises(Invalid) as refused:
        await enter(invited, staff, received_on=county_date(now() - timedelta(days=2)))
    assert "答复完毕" in str(refused.value.message)


async def test_a_clause_that_is_not_there_is_named(db):
    invited, staff = await opinions.subject(), await clerk()
    with pytest.raises(Invalid) as refused:
        await enter(invited, staff, clauses="第九十九条")
    assert "第九十九条" in str(refused.value.fields["clauses"])


async def test_one_press_is_one_opinion_and_other_words_another(db):
    invited, staff = await opinions.subject(), await clerk()
    first = await enter(invited, staff, entry_key="k1")
    again = await enter(invited, staff, entry_key="k1")
    more = await enter(invited, staff, entry_key="k1", text=opinions.TEXT + "还有一点。")
    copy = await enter(invited, staff, entry_key="k2")
    assert again.number == first.number
    assert again.is_repeated
    assert len({first.number, more.number, copy.number}) == 3


async def test_twenty_presses_at_once_are_one_opinion(committed):
    invited, staff = await opinions.subject(), await clerk()
    kept = await keep(invited, staff, ("信.png", PNG))
    found = await asyncio.gather(
        *(enter(invited, staff, kept.scans, entry_key="k1") for _ in range(20))
    )
    assert len({receipt.number for receipt in found}) == 1
    assert len(await list_scans(found[0].number)) == 1


async def test_scans_come_with_the_opinion_or_not_at_all(db):
    invited, staff = await opinions.subject(), await clerk()
    kept = await keep(invited, staff, ("信.png", PNG), ("第二页.png", PNG))
    receipt = await enter(invited, staff, kept.scans)
    assert [scan.file_name for scan in await list_scans(receipt.number)] == ["信.png", "第二页.png"]
    assert len(await entries("opinion.attach")) == 2
    with pytest.raises(Invalid):
        await enter(invited, staff, kept.scans, clauses="99")
    assert len(await rows("SELECT id FROM opinion_attachment")) == 2


async def test_a_scan_is_stored_once_and_known_again_by_its_token(db):
    invited, staff = await opinions.subject(), await clerk()
    first = await keep(invited, staff, ("信.png", PNG))
    again = await keep(invited, staff, ("二.png", PNG), tokens=first.tokens)
    assert [scan.name for scan in again.scans] == ["信.png", "二.png"]
    assert again.scans[0] == first.scans[0]
    assert [part async for part in file_store().open(first.scans[0].key)] == [PNG]


async def test_a_token_is_of_use_to_its_own_clerk_on_its_own_matter_alone(db):
    invited, other = await opinions.subject(), await opinions.subject()
    staff, stranger = await clerk(), await clerk()
    tokens = (await keep(invited, staff, ("信.png", PNG))).tokens
    assert (await keep(invited, stranger, tokens=tokens)).scans == ()
    assert (await keep(other, staff, tokens=tokens)).scans == ()
    forged = (tokens[0][:-4] + "AAAA", "x", "", seal("{}", purpose=KEPT_SCAN))
    assert (await keep(invited, staff, tokens=forged)).scans == ()


async def test_a_scan_kept_too_long_is_asked_for_again(db):
    invited, staff = await opinions.subject(), await clerk()
    before = now() - timedelta(hours=25)
    tokens = (await keep(invited, staff, ("信.png", PNG), at=before)).tokens
    found = await keep(invited, staff, tokens=tokens)
    assert found.scans == ()
    assert "信.png" in str(found.refusals[0])


async def test_a_bad_file_does_not_lose_the_good_ones(db):
    invited, staff = await opinions.subject(), await clerk()
    found = await keep(invited, staff, ("信.png", PNG), ("坏.exe", b"MZ"), ("空.pdf", b""))
    assert [scan.name for scan in found.scans] == ["信.png"]
    assert ["坏.exe" in str(found.refusals[0]), "空.pdf" in str(found.refusals[1])] == [True, True]


async def test_no_more_files_than_an_opinion_may_have(db):
    invited, staff = await opinions.subject(), await clerk()
    found = await keep(invited, staff, *[(f"{n}.png", PNG) for n in range(MOST_FILES + 2)])
    assert len(found.scans) == MOST_FILES
    assert found.refusals


async def test_nobody_gets_anothers_codes(db):
    invited, staff, other = await opinions.subject(), await clerk(), await clerk()
    receipt = await enter(invited, staff, text="我家电话 13900001234，楼下太吵，夜里别施工。")
    slip = await queries.find_slip(invited.id, receipt.number, staff)
    assert slip.code == receipt.code
    assert "13900001234" not in slip.words
    assert await queries.find_slip(invited.id, receipt.number, other) is None
    assert await queries.list_slips(invited.id, other, since=LONG_AGO) == ()
    assert [one.number for one in await queries.list_slips(invited.id, staff, since=LONG_AGO)] == [
        receipt.number
    ]


async def test_what_takes_entries_is_open_or_closed_and_not_answered(db):
    staff = await clerk()
    running, over, done = await opinions.subject(), await closed(), await closed()
    to_come = await opinions.subject(opens_at=now() + timedelta(days=1))
    await conclude_subject(done.id)
    found = await queries.list_entry_subjects(staff, now=now(), since=LONG_AGO)
    assert [subject.id for subject in found] == [running.id, over.id]
    assert to_come.id not in [subject.id for subject in found]
