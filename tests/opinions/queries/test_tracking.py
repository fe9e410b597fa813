"""What the holder of a receipt code reads."""

import pytest

from backend.kernel.database import rows
from backend.opinions.enums import Channel, ModerationMode, OpinionState
from backend.opinions.operations import own
from backend.opinions.operations.subjects import conclude_subject
from backend.opinions.queries.tracking import find_by_code
from backend.opinions.schemas.own import Proof
from tests.support import factories, opinions
from tests.support.queries import counting_queries

pytestmark = pytest.mark.anyio


async def test_the_holder_reads_where_it_stands_and_who_deals_with_it(db):
    await factories.unit("transport", name="县交通运输局")
    invited = await opinions.subject(moderation=ModerationMode.AFTER)
    text = "我的电话是13900001234，建议加密班次。"
    sent = opinions.draft(text=text, passages=invited.passages[1:])
    receipt = await opinions.receive(invited, sent=sent)
    found = await find_by_code(receipt.code)
    assert (found.number, found.code) == (receipt.number, receipt.code)
    assert (found.subject_path, found.state) == (receipt.subject_path, OpinionState.RECEIVED)
    assert found.unit_name == "县交通运输局"
    assert found.answer_due_on == opinions.ANSWER_DUE
    assert found.text == text  # one's own words, unmasked
    assert found.contact_masked == "139****1234"
    assert [passage.label for passage in found.passages] == ["第2条", "第3条"]
    assert (found.may_withdraw, found.may_appeal, found.may_erase) == (True, False, True)
    assert found.answer is None


async def test_a_letter_without_contact_has_none_to_show(db):
    invited, clerk = await opinions.subject(), await opinions.clerk()
    receipt = await opinions.receive(
        invited, sent=opinions.draft(contact=""), channel=Channel.LETTER, entered_by=clerk
    )
    assert (await find_by_code(receipt.code)).contact_masked == ""


async def test_once_concluded_it_is_not_withdrawn_but_may_be_erased(db):
    invited, receipt = await opinions.published()
    await conclude_subject(invited.id)
    found = await find_by_code(receipt.code)
    assert (found.may_withdraw, found.may_erase) == (False, True)
    await own.erase_identity(receipt.code, Proof(proof=opinions.PHONE))
    found = await find_by_code(receipt.code)
    assert (found.is_erased, found.may_erase, found.contact_masked) == (True, False, "")


async def test_an_assigned_unit_is_named_instead(db):
    _, receipt = await opinions.published()
    unit, clerk = await factories.unit("justice", name="县司法局"), await opinions.clerk()
    await rows(
        "INSERT INTO opinion_assignment (opinion, unit, assigned_by) VALUES ({}, {}, {})",
        receipt.number,
        unit.id,
        clerk.id,
    )
    assert (await find_by_code(receipt.code)).unit_name == "县司法局"


async def test_looking_costs_few_statements(db):
    _, receipt = await opinions.published()
    async with counting_queries() as found:
        await find_by_code(receipt.code)
    assert len(found) == 2, found
    async with counting_queries() as none:
        await find_by_code("not a code")
    assert none == []
