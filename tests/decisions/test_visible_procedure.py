from datetime import date

import pytest

from backend.decisions.queries.visible_procedure import public_procedure_records
from backend.decisions.schemas.gates.public import ProcedureRecordsPublic
from backend.kernel.database import rows
from tests.support import decisions, procedures

pytestmark = pytest.mark.anyio
HEARING = """
INSERT INTO hearing (decision, planned_on, place, sides, selection_method, selection_published_on)
VALUES ({}, '2026-10-20', '县政府会议中心', ARRAY['居民','商户'], '自愿报名，公开抽签', {})
RETURNING id
"""
PARTICIPANT = """
INSERT INTO hearing_participant (hearing, name, side, is_interested, record_state, record_on)
VALUES ({}, {}, '居民', {}, {}, '2026-10-21')
"""


async def number_of(code: str) -> int:
    return (await rows("SELECT id FROM decision WHERE code = {}", code))[0]["id"]


async def shown(code: str) -> ProcedureRecordsPublic:
    records = await public_procedure_records(await number_of(code))
    assert records is not None
    return records


@pytest.fixture
async def code(db) -> str:
    found = await procedures.under_way()
    await procedures.passed(found)
    return found.code


async def test_only_dates_conclusions_and_counts_are_public(code):
    found = await shown(code)
    assert found.participation is not None
    assert found.risk is not None
    assert found.legality is not None
    assert found.experts is not None
    assert (found.experts.signed, found.experts.named) == (1, ())
    text = found.model_dump_json()
    for secret in ("沈工", "常务会议", "保留意见", "权限、程序"):
        assert secret not in text


async def test_an_expert_who_agreed_is_named(code):
    await rows("UPDATE expert_opinion SET may_be_named = true, is_dissent = true")
    found = (await shown(code)).experts
    assert found is not None
    assert len(found.named) == 1
    assert "沈工" in found.named[0]
    assert found.dissenting == 1


async def test_an_expert_who_was_released_does_not_count(code):
    await rows("UPDATE expert_opinion SET release_reason = '退出'")
    assert (await shown(code)).experts is None


async def test_what_is_not_concluded_is_not_public(code):
    for table in ("risk_assessment", "fair_competition_review", "legality_review"):
        await rows(f"UPDATE {table} SET concluded_on = NULL")
    found = await shown(code)
    assert (found.risk, found.fair_competition, found.legality) == (None, None, None)


async def test_a_summary_in_the_making_is_not_a_conclusion(code):
    await rows(
        "INSERT INTO decision_evaluation (decision, evaluator, started_on, summary)"
        " VALUES ({}, '省社科院', '2026-11-01', '初稿')",
        await number_of(code),
    )
    found = (await shown(code)).evaluation
    assert found is not None
    assert (found.evaluator, found.summary) == ("省社科院", "")


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("participation", "participation"),
        ("expert", "experts"),
        ("risk", "risk"),
        ("legality", "legality"),
    ],
)
async def test_the_record_of_an_internal_step_is_not_public(code, kind, field):
    await rows("UPDATE plan_step SET is_internal = true WHERE kind = {}", kind)
    assert getattr(await shown(code), field) is None


async def test_a_hearing_is_public_once_something_of_it_is(code):
    decision = await number_of(code)
    await rows(HEARING, decision, None)
    assert (await shown(code)).hearing is None
    await rows("UPDATE hearing SET selection_published_on = '2026-09-20'")
    found = (await shown(code)).hearing
    assert found is not None
    assert found.selection_method == "自愿报名，公开抽签"


async def test_of_a_hearing_only_how_many_came_is_told(code):
    hearing = (await rows(HEARING, await number_of(code), date(2026, 9, 20)))[0]["id"]
    for name, is_interested, state in (
        ("赵甲", True, "confirmed"),
        ("钱乙", False, "confirmed"),
        ("孙丙", True, "absent"),
    ):
        await rows(PARTICIPANT, hearing, name, is_interested, state)
    found = await shown(code)
    assert found.hearing is not None
    assert (found.hearing.participants, found.hearing.interested) == (2, 1)
    assert "赵甲" not in found.model_dump_json()


async def test_a_hidden_or_missing_decision_has_no_records(db):
    await decisions.published_catalogue(2026, 1, hidden=1)
    hidden = (await rows("SELECT id FROM decision WHERE NOT is_public"))[0]["id"]
    assert await public_procedure_records(hidden) is None
    assert await public_procedure_records(hidden + 999) is None


async def test_a_page_shows_what_came_of_each_step(code, client):
    page = (await client.get(f"/decisions/{code}")).text
    assert "1 位专家签名" in page
    assert "风险可控" in page
    assert "沈工" not in page
