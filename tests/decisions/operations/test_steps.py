import asyncio
from datetime import date

import pytest

from backend.decisions.enums import DecisionState, RiskResult, StepKind, StepState
from backend.decisions.operations import risks, steps
from backend.decisions.queries.dossier import load_dossier
from backend.decisions.schemas.gates.steps import StepProgress
from backend.decisions.tables import PlanStep
from backend.journal.tables import JournalEntry
from backend.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from backend.organisation.enums import Role
from tests.support import decisions, factories, procedures
from tests.support.procedures import NOW

pytestmark = pytest.mark.anyio
DAY = date(2026, 6, 10)


async def entries():
    found = await JournalEntry.select().order_by(JournalEntry.id)
    return [(row["action"], row["is_public"]) for row in found if row["action"].endswith("_step")]


async def test_a_step_begins_and_is_completed_and_the_public_journal_says_so(db):
    found = await procedures.under_way()
    draft = StepProgress(actual_start=DAY, revision=1)
    await steps.record_step(found.code, 1, draft, staff=found.drafter, now=NOW)
    step = (await load_dossier(found.code)).step(1)
    assert step.state is StepState.IN_PROGRESS
    await procedures.complete(found, StepKind.INITIATE, DAY)
    step = (await load_dossier(found.code)).step(1)
    assert (step.state, step.output, step.revision) == (StepState.COMPLETED, "决策启动材料", 3)
    assert await entries() == [("decision.start_step", True), ("decision.complete_step", True)]


async def test_what_is_missing_is_listed_and_nothing_is_written(db):
    found = await procedures.under_way()
    with pytest.raises(Invalid) as error:
        await procedures.complete(found, StepKind.PARTICIPATION, date(2026, 7, 31))
    listed = [str(text) for name, text in error.value.fields.items() if name.startswith("lack-")]
    assert listed == ["还没有登记公众参与的方式和起止日期。", "还没有逐一核对受影响的群体。"]
    assert (await load_dossier(found.code)).step(2).state is StepState.PLANNED
    assert await entries() == []


async def test_a_step_with_everything_in_place_is_completed(db):
    found = await procedures.under_way()
    await procedures.ready_for_legality(found)
    await procedures.complete(found, StepKind.PARTICIPATION, date(2026, 7, 31))
    await procedures.complete(found, StepKind.RISK, date(2026, 8, 20))


async def test_the_second_editor_of_a_step_is_told(db):
    found = await procedures.under_way()
    await procedures.complete(found, StepKind.INITIATE, DAY)
    with pytest.raises(Invalid) as error:
        await procedures.complete(found, StepKind.INITIATE, DAY, revision=1, correction="改")
    assert set(error.value.fields) == {"revision"}


async def test_correcting_a_finished_step_needs_a_reason_and_is_journaled(db):
    found = await procedures.under_way()
    await procedures.complete(found, StepKind.INITIATE, DAY)
    with pytest.raises(Invalid) as error:
        await procedures.complete(found, StepKind.INITIATE, date(2026, 6, 11))
    assert set(error.value.fields) == {"correction"}
    await procedures.complete(
        found, StepKind.INITIATE, date(2026, 6, 11), correction="日期登记错了"
    )
    assert (await entries())[-1] == ("decision.correct_step", True)
    entry = await JournalEntry.select().order_by(JournalEntry.id, ascending=False).first()
    assert entry["reason"] == "日期登记错了"


async def test_only_the_lead_unit_records(db):
    found = await procedures.under_way()
    other = await decisions.drafter("finance")
    draft = StepProgress(actual_start=DAY, revision=1)
    with pytest.raises(Forbidden):
        await steps.record_step(found.code, 1, draft, staff=other, now=NOW)
    auditor = await factories.staff(roles=(Role.AUDITOR,))
    with pytest.raises(Forbidden):
        await steps.record_step(found.code, 1, draft, staff=auditor, now=NOW)


async def test_unknown_decisions_and_steps_are_not_found(db):
    found = await procedures.under_way()
    draft = StepProgress(actual_start=DAY, revision=1)
    with pytest.raises(NotFound):
        await steps.record_step("QZ-2026-99", 1, draft, staff=found.drafter, now=NOW)
    with pytest.raises(NotFound):
        await steps.record_step(found.code, 99, draft, staff=found.drafter, now=NOW)


async def test_steps_of_a_draft_catalogue_are_not_recorded(db):
    ref = (await decisions.draft_catalogue(2026, 1))[0]
    drafter = await decisions.drafter()
    draft = StepProgress(actual_start=DAY, revision=1)
    with pytest.raises(Conflict):
        await steps.record_step(ref.code, 1, draft, staff=drafter, now=NOW)


async def test_an_uncontrollable_risk_stops_the_legality_step(db):
    found = await procedures.under_way()
    draft = procedures.risk_draft(result=RiskResult.UNCONTROLLABLE)
    await risks.record_risk(found.code, draft, staff=found.drafter, now=NOW)
    progress = StepProgress(actual_start=date(2026, 9, 1), revision=1)
    seq = found.seq(StepKind.LEGALITY)
    with pytest.raises(Invalid) as error:
        await steps.record_step(found.code, seq, progress, staff=found.drafter, now=NOW)
    assert "不可控" in str(error.value.fields["lack-0"])


async def test_an_internal_step_is_journaled_for_the_auditor_alone(db):
    found = await procedures.under_way()
    await PlanStep.update({PlanStep.is_internal: True}).where(PlanStep.seq == 1)
    await procedures.complete(found, StepKind.INITIATE, DAY)
    assert await entries() == [("decision.complete_step", False)]


async def test_steps_of_a_non_public_matter_leave_no_public_trace(db):
    found = await procedures.under_way(is_public=False, nondisclosure_basis="保密法第十三条")
    before = await JournalEntry.count().where(JournalEntry.is_public.eq(True))
    await procedures.complete(found, StepKind.INITIATE, DAY)
    await procedures.ready_for_legality(found)
    assert await JournalEntry.count().where(JournalEntry.is_public.eq(True)) == before


async def test_a_step_of_before_the_platform_keeps_its_standing_until_it_is_redated(db):
    found = await procedures.under_way()
    seq = found.seq(StepKind.RISK)
    await PlanStep.update(
        {
            PlanStep.is_backfilled: True,
            PlanStep.state: "completed",
            PlanStep.actual_start: DAY,
            PlanStep.actual_end: DAY,
            PlanStep.output: "报告",
        }
    ).where(PlanStep.seq == seq)
    await procedures.complete(found, StepKind.RISK, DAY, correction="补写成果", output="评估报告")
    assert (await load_dossier(found.code)).step(seq).is_backfilled
    with pytest.raises(Invalid) as error:
        await procedures.complete(found, StepKind.RISK, date(2026, 6, 12), correction="改日期")
    assert "lack-0" in error.value.fields


async def test_the_plan_of_a_stopped_matter_stands_still(db):
    found = await procedures.under_way()
    from backend.decisions.tables import Decision  # noqa: PLC0415 - one row's state

    await Decision.update({Decision.state: DecisionState.DEFERRED.value}).where(
        Decision.code == found.code
    )
    with pytest.raises(Conflict):
        await procedures.complete(found, StepKind.INITIATE, DAY)


async def test_of_two_at_once_one_is_told_of_the_other(committed):
    found = await procedures.under_way()
    draft = StepProgress(actual_start=DAY, revision=1)
    tries = [
        steps.record_step(found.code, 1, draft, staff=found.drafter, now=NOW) for _ in range(2)
    ]
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(result is None for result in results) == 1
    assert sum(isinstance(result, Invalid) for result in results) == 1
    assert (await load_dossier(found.code)).step(1).revision == 2
