"""Participation, experts, risk, fair competition, legality: written, read back, guarded."""

import asyncio
from datetime import date

import asyncpg
import pytest

from backend.decisions.enums import AffectedGroup, Gate, LegalityConclusion, StepKind
from backend.decisions.operations import experts, legality, participation, risks
from backend.decisions.queries.dossier import load_dossier
from backend.decisions.queries.gates import get_procedure
from backend.decisions.schemas.gates.experts import ReleaseDraft
from backend.decisions.schemas.gates.legality import LegalityReceiptDraft
from backend.decisions.schemas.gates.participation import GroupsDraft
from backend.decisions.tables import LegalityReview
from backend.journal.tables import JournalEntry
from backend.kernel.database import transaction
from backend.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from backend.organisation.enums import Role
from tests.support import decisions, factories, procedures
from tests.support.procedures import NOW

pytestmark = pytest.mark.anyio
RECEIPT = LegalityReceiptDraft(received_on=date(2026, 9, 14))


async def test_participation_is_read_back_with_its_figures(db):
    found = await procedures.under_way()
    acting = {"staff": found.drafter, "now": NOW}
    await participation.record_participation(found.code, procedures.participation_draft(), **acting)
    dossier = await load_dossier(found.code)
    assert dossier.participation.closed_on == date(2026, 7, 31)
    assert dossier.figures.received == 9
    again = procedures.participation_draft(received=10, revision=1)
    await participation.record_participation(found.code, again, **acting)
    dossier = await load_dossier(found.code)
    assert (dossier.figures.received, dossier.participation.revision) == (10, 2)


async def test_the_second_editor_of_a_record_is_told(db):
    found = await procedures.under_way()
    acting = {"staff": found.drafter, "now": NOW}
    await risks.record_risk(found.code, procedures.risk_draft(), **acting)
    with pytest.raises(Invalid) as error:
        await risks.record_risk(found.code, procedures.risk_draft(assessor="另一家"), **acting)
    assert set(error.value.fields) == {"revision"}
    assert (await load_dossier(found.code)).risk.assessor == "泰山评估咨询公司"


async def test_all_groups_are_decided_at_once(db):
    found = await procedures.under_way()
    draft = GroupsDraft(affected=[AffectedGroup.DISABLED], disabled="走访残联和三户残疾人家庭")
    for _ in range(2):
        await participation.record_groups(found.code, draft, staff=found.drafter, now=NOW)
    groups = (await load_dossier(found.code)).groups
    assert len(groups) == len(AffectedGroup)
    assert [one.affected_group for one in groups if one.is_affected] == [AffectedGroup.DISABLED]


async def test_an_expert_is_added_once_amended_and_released(db):
    found = await procedures.under_way()
    acting = {"staff": found.drafter, "now": NOW}
    await experts.add_expert(found.code, procedures.expert_draft(), **acting)
    with pytest.raises(Invalid) as error:
        await experts.add_expert(found.code, procedures.expert_draft(), **acting)
    assert set(error.value.fields) == {"name"}
    expert = (await load_dossier(found.code)).experts[0]
    changed = procedures.expert_draft(is_dissent=True, revision=1)
    await experts.amend_expert(found.code, expert.id, changed, **acting)
    with pytest.raises(Invalid):
        await experts.amend_expert(found.code, expert.id, changed, **acting)
    with pytest.raises(NotFound):
        await experts.amend_expert(found.code, expert.id + 1, changed, **acting)
    reason = ReleaseDraft(release_reason="与投标企业有合作关系")
    await experts.release_expert(found.code, expert.id, reason, **acting)
    with pytest.raises(Conflict):
        await experts.amend_expert(found.code, expert.id, changed, **acting)
    expert = (await load_dossier(found.code)).experts[0]
    assert (expert.is_dissent, expert.release_reason) == (True, "与投标企业有合作关系")
    payloads = await JournalEntry.select(JournalEntry.payload).output(as_list=True)
    assert not any("沈工" in payload for payload in payloads)


async def test_legality_takes_its_working_days(db):
    found = await procedures.under_way()
    await procedures.ready_for_legality(found)
    acting = {"staff": found.reviewer, "now": NOW}
    await legality.receive_for_legality(found.code, RECEIPT, **acting)
    with pytest.raises(Invalid) as error:
        await legality.conclude_legality(
            found.code, procedures.opinion_draft(concluded_on=date(2026, 9, 16)), **acting
        )
    assert set(error.value.fields) == {"concluded_on"}
    await legality.conclude_legality(found.code, procedures.opinion_draft(), **acting)
    with pytest.raises(Conflict):
        await legality.conclude_legality(found.code, procedures.opinion_draft(), **acting)


async def test_legality_is_for_reviewers_who_did_not_draft(db):
    found = await procedures.under_way()
    for staff in (found.drafter, found.office):
        with pytest.raises(Forbidden):
            await legality.receive_for_legality(found.code, RECEIPT, staff=staff, now=NOW)


async def test_the_database_keeps_the_drafter_from_reviewing(db):
    found = await procedures.under_way()
    matter = (await load_dossier(found.code)).matter
    author = next(iter(matter.authors))
    with pytest.raises(asyncpg.CheckViolationError, match="review"):
        async with transaction():
            await LegalityReview.insert(
                LegalityReview(
                    decision=matter.id,
                    round=1,
                    received_on=date(2026, 9, 14),
                    received_by=author,
                    reviewed_by=author,
                )
            )


async def test_an_unlawful_draft_is_reviewed_again(db):
    found = await procedures.under_way()
    acting = {"staff": found.reviewer, "now": NOW}
    await legality.receive_for_legality(found.code, RECEIPT, **acting)
    with pytest.raises(Invalid):
        await legality.receive_for_legality(found.code, RECEIPT, **acting)
    unlawful = procedures.opinion_draft(conclusion=LegalityConclusion.UNLAWFUL)
    await legality.conclude_legality(found.code, unlawful, **acting)
    later = LegalityReceiptDraft(received_on=date(2026, 10, 9))
    await legality.receive_for_legality(found.code, later, **acting)
    assert [one.round for one in (await load_dossier(found.code)).legality] == [1, 2]


async def test_of_two_receipts_at_once_one_opens_the_round(committed):
    found = await procedures.under_way()
    tries = [
        legality.receive_for_legality(found.code, RECEIPT, staff=found.reviewer, now=NOW)
        for _ in range(3)
    ]
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(result is None for result in results) == 1
    assert len((await load_dossier(found.code)).legality) == 1


async def test_records_are_hidden_from_other_units(db):
    found = await procedures.under_way()
    stranger = await decisions.drafter("school")
    with pytest.raises(Forbidden):
        await get_procedure(found.code, staff=stranger, today=NOW.date())


async def test_a_non_public_matter_does_not_exist_for_other_units(db):
    found = await procedures.under_way(is_public=False, nondisclosure_basis="保密法第十三条")
    stranger = await decisions.drafter("school")
    with pytest.raises(NotFound):
        await get_procedure(found.code, staff=stranger, today=NOW.date())
    auditor = await factories.staff(roles=(Role.AUDITOR,))
    procedure = await get_procedure(found.code, staff=auditor, today=NOW.date())
    assert not procedure.may_record
    assert {view.gate for view in procedure.gates} == set(Gate)


async def test_the_legality_step_follows_its_record(db):
    found = await procedures.under_way()
    await procedures.reviewed(found)
    with pytest.raises(Invalid) as error:
        await procedures.complete(found, StepKind.LEGALITY, date(2026, 9, 27))
    assert set(error.value.fields) == {"actual_end"}
    await procedures.complete(found, StepKind.LEGALITY, date(2026, 9, 28))
