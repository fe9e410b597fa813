"""Submission, sitting, publication, evaluation, suspension."""

import io
import json
import zipfile
from datetime import date

import asyncpg
import pytest

from backend.decisions.enums import AttachmentKind, DecisionState, StepKind
from backend.decisions.operations import meetings, results, risks, submission, suspension
from backend.decisions.queries.dossier import load_dossier
from backend.decisions.queries.pack import get_manifest, pack_archive
from backend.decisions.queries.visible_procedure import public_procedure_records
from backend.decisions.schemas.gates.meeting import SubmissionDraft
from backend.decisions.schemas.gates.result import EvaluationDraft, ResultDraft
from backend.decisions.schemas.gates.suspension import ResumptionDraft, SuspensionDraft
from backend.decisions.tables import Attachment, Suspension
from backend.journal.tables import JournalEntry
from backend.kernel.database import transaction
from backend.kernel.documents.storage import file_store
from backend.kernel.errors import Conflict, Forbidden, Invalid
from tests.support import procedures
from tests.support.procedures import NOW

pytestmark = pytest.mark.anyio
HANDED = SubmissionDraft(submitted_on=date(2026, 10, 12))
RESULT = ResultDraft(
    doc_no="青政发〔2026〕9号", published_on=date(2026, 11, 3), channels="政府公报\n政府网站"
)


async def public_actions():
    found = await JournalEntry.select().where(JournalEntry.is_public.eq(True))
    return {row["action"] for row in found}


async def test_the_pack_is_refused_while_anything_is_missing(db):
    found = await procedures.under_way()
    await procedures.reviewed(found)
    with pytest.raises(Invalid) as error:
        await submission.submit_pack(found.code, HANDED, staff=found.drafter, now=NOW)
    assert len(error.value.fields) == 5
    assert (await load_dossier(found.code)).submissions == ()


async def test_the_pack_is_handed_over_with_the_hash_of_every_file(db):
    found = await procedures.under_way()
    await procedures.submitted(found)
    handed = (await load_dossier(found.code)).submissions[0]
    listed = json.loads(handed.manifest)
    assert len(listed["files"]) == 5
    assert listed["references"] == {
        "合法性审查意见": "青司法审〔2026〕5号",
        "风险评估报告": "青稳评〔2026〕3号",
    }
    assert "decision.submit_pack" not in await public_actions()


async def test_the_pack_is_one_archive_whose_files_are_what_the_list_says(db):
    found = await procedures.under_way()
    await procedures.submitted(found)
    held = await get_manifest(found.code, staff=found.drafter, today=NOW.date())
    content = b"".join([part async for part in pack_archive(held, file_store())])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[:2] == ["清单.txt", "manifest.json"]
        assert archive.read(names[2]) == procedures.PDF
        assert held.files[0].sha256 in archive.read("清单.txt").decode()


async def test_a_file_that_changed_on_the_disk_breaks_the_pack_loudly(db):
    found = await procedures.under_way()
    await procedures.attach(found, AttachmentKind.DRAFT)
    await Attachment.update({Attachment.sha256: "0" * 64}).where(Attachment.id > 0)
    held = await get_manifest(found.code, staff=found.drafter, today=NOW.date())
    with pytest.raises(OSError, match="not what it was"):
        [part async for part in pack_archive(held, file_store())]


async def test_nothing_is_discussed_before_what_comes_first(db):
    found = await procedures.under_way()
    await procedures.ready_for_legality(found)
    with pytest.raises(Invalid) as error:
        await meetings.record_meeting(
            found.code, procedures.meeting_draft(), staff=found.office, now=NOW
        )
    said = [str(text) for text in error.value.fields.values()]
    assert said == ["合法性审查还没有完成。", "提请决策机关讨论还没有完成。"]


async def test_a_sitting_is_recorded_by_the_office_and_rewritten(db):
    found = await procedures.under_way()
    await procedures.submitted(found)
    with pytest.raises(Forbidden):
        await meetings.record_meeting(
            found.code, procedures.meeting_draft(), staff=found.drafter, now=NOW
        )
    acting = {"staff": found.office, "now": NOW}
    await meetings.record_meeting(found.code, procedures.meeting_draft(), **acting)
    with pytest.raises(Invalid):
        await meetings.record_meeting(found.code, procedures.meeting_draft(), **acting)
    again = procedures.meeting_draft(dissent="无", revision=1)
    await meetings.record_meeting(found.code, again, **acting)
    sittings = (await load_dossier(found.code)).meetings
    assert [(one.dissent, one.revision) for one in sittings] == [("无", 2)]


async def test_nothing_of_a_sitting_is_public_until_the_decision_is(db):
    found = await procedures.under_way()
    await procedures.passed(found)
    matter = (await load_dossier(found.code)).matter
    assert (matter.meeting, matter.decided_on) == ("", None)
    assert "decision.record_meeting" not in await public_actions()
    payloads = await JournalEntry.select(JournalEntry.payload).output(as_list=True)
    assert not any("保留意见" in one or "县委常委会第15次" in one for one in payloads)
    await results.record_result(found.code, RESULT, staff=found.drafter, now=NOW)
    matter = (await load_dossier(found.code)).matter
    assert (matter.meeting, matter.decided_on) == ("县政府第60次常务会议", date(2026, 10, 20))
    assert "decision.publish_result" in await public_actions()


async def test_a_decision_is_published_after_it_passed_and_then_executed(db):
    found = await procedures.under_way()
    with pytest.raises(Invalid) as error:
        await results.record_result(found.code, RESULT, staff=found.drafter, now=NOW)
    assert [str(text) for text in error.value.fields.values()] == ["集体讨论还没有通过。"]
    await procedures.passed(found)
    await results.record_result(found.code, RESULT, staff=found.drafter, now=NOW)
    with pytest.raises(Invalid):
        await procedures.complete(found, StepKind.PUBLISH, date(2026, 11, 3))
    await procedures.attach(found, AttachmentKind.DECISION_TEXT)
    await procedures.complete(found, StepKind.PUBLISH, date(2026, 11, 3))
    assert (await load_dossier(found.code)).matter.state is DecisionState.EXECUTING


async def test_what_led_to_a_published_decision_is_closed(db):
    found = await procedures.under_way()
    await procedures.passed(found)
    await results.record_result(found.code, RESULT, staff=found.drafter, now=NOW)
    with pytest.raises(Conflict):
        await risks.record_risk(
            found.code, procedures.risk_draft(revision=1), staff=found.drafter, now=NOW
        )


async def test_who_assessed_before_does_not_evaluate(db):
    found = await procedures.under_way()
    await procedures.passed(found)
    acting = {"staff": found.drafter, "now": NOW}
    await results.record_result(found.code, RESULT, **acting)
    plain = {
        "started_on": date(2026, 11, 5),
        "concluded_on": date(2026, 11, 18),
        "heard": "问卷 140 份，走访人大代表",
        "summary": "落实较好",
    }
    clash = EvaluationDraft(evaluator="泰山评估咨询公司", **plain)
    with pytest.raises(Invalid) as error:
        await results.record_evaluation(found.code, clash, **acting)
    assert set(error.value.fields) == {"evaluator"}
    fine = EvaluationDraft(evaluator="省社会科学院", **plain)
    await results.record_evaluation(found.code, fine, **acting)
    assert (await load_dossier(found.code)).evaluation.summary == "落实较好"


async def test_public_records_hold_no_name_and_nothing_internal(db):
    found = await procedures.under_way()
    await procedures.passed(found)
    decision = (await load_dossier(found.code)).matter.id
    shown = await public_procedure_records(decision)
    assert shown.experts.signed == 1
    for secret in ("沈工", "常务会议", "保留意见", "权限、程序"):
        assert secret not in shown.model_dump_json()


async def test_a_non_public_matter_has_no_public_records(db):
    found = await procedures.under_way(is_public=False, nondisclosure_basis="保密法第十三条")
    decision = (await load_dossier(found.code)).matter.id
    assert await public_procedure_records(decision) is None
    assert await public_procedure_records(decision + 999) is None


STOP = SuspensionDraft(
    suspended_on=date(2026, 10, 1), reason="资金来源没有落实", ordered_by="县长办公会"
)


async def test_a_decision_is_stopped_in_public_and_taken_up_where_it_was(db):
    found = await procedures.under_way()
    acting = {"staff": found.office, "now": NOW}
    await suspension.suspend_decision(found.code, STOP, **acting)
    assert (await load_dossier(found.code)).matter.state is DecisionState.SUSPENDED
    with pytest.raises(Conflict):
        await procedures.complete(found, StepKind.INITIATE, date(2026, 6, 10))
    with pytest.raises(Conflict):
        await suspension.suspend_decision(found.code, STOP, **acting)
    early = ResumptionDraft(resumed_on=date(2026, 9, 30), resume_reason="资金已经落实")
    with pytest.raises(Invalid):
        await suspension.resume_decision(found.code, early, **acting)
    back = ResumptionDraft(resumed_on=date(2026, 11, 1), resume_reason="资金已经落实")
    await suspension.resume_decision(found.code, back, **acting)
    dossier = await load_dossier(found.code)
    assert dossier.matter.state is DecisionState.IN_PROCEDURE
    assert dossier.suspensions[0].resume_reason == "资金已经落实"
    assert {"decision.suspend", "decision.resume"} <= await public_actions()
    with pytest.raises(Conflict):
        await suspension.resume_decision(found.code, back, **acting)


async def test_only_the_office_records_an_order_to_stop(db):
    found = await procedures.under_way()
    with pytest.raises(Forbidden):
        await suspension.suspend_decision(found.code, STOP, staff=found.drafter, now=NOW)


async def test_the_database_knows_one_open_suspension(db):
    found = await procedures.under_way()
    matter = (await load_dossier(found.code)).matter

    async def insert():
        await Suspension.insert(
            Suspension(**STOP.model_dump(), decision=matter.id, state_before="in_procedure")
        )

    await insert()
    with pytest.raises(asyncpg.UniqueViolationError):
        async with transaction():
            await insert()
