"""Submission, meeting, result, evaluation, and all gates at a glance."""

from datetime import date

import pytest

from backend.decisions.enums import (
    AttachmentKind,
    DecisionState,
    Gate,
    GateStatus,
    MeetingOutcome,
    RiskResult,
    StepKind,
    StepState,
    Topic,
)
from backend.decisions.rules.gates import evaluation, meeting, result, submission
from backend.decisions.rules.gates.manifest import as_text, manifest
from backend.decisions.rules.gates.overview import before_meeting, lacks_of, overview, view
from backend.decisions.schemas.gates.meeting import MeetingDraft, SubmissionDraft
from backend.decisions.schemas.gates.result import EvaluationDraft, ResultDraft
from tests.support import dossiers
from tests.support.dossiers import TODAY, words

MEASURES = dossiers.measures()


def without(*kinds):
    return tuple(dossiers.file(kind) for kind in AttachmentKind if kind not in kinds)


@pytest.mark.parametrize(
    "kind",
    [
        AttachmentKind.DRAFT,
        AttachmentKind.DRAFTING_NOTE,
        AttachmentKind.FAIR_COMPETITION_NOTE,
        AttachmentKind.ADOPTION_REPORT,
        AttachmentKind.EXPERT_REPORT,
    ],
)
def test_each_part_of_the_pack_is_missed(kind):
    dossier = dossiers.complete(files=without(kind), submissions=())
    assert words(submission.lacks_before(dossier, MEASURES)) == [f"缺少{kind.label}。"]


def test_a_number_stands_in_for_risk_report_and_legality_opinion():
    papers = (AttachmentKind.RISK_REPORT, AttachmentKind.LEGALITY_OPINION)
    dossier = dossiers.complete(files=without(*papers))
    assert submission.lacks_before(dossier, MEASURES) == ()
    bare = dossiers.complete(
        files=without(*papers),
        risk=dossiers.risk(report_reference=""),
        legality=(dossiers.review(opinion_no=""),),
    )
    assert len(submission.lacks_before(bare, MEASURES)) == 2


def test_a_part_that_is_not_required_is_not_missed():
    dossier = dossiers.complete(
        requirements=dossiers.requirements(expert_review=False),
        files=without(AttachmentKind.EXPERT_REPORT),
        experts=(),
    )
    items = {item.kind: item for item in submission.pack(dossier, MEASURES)}
    assert not items[AttachmentKind.EXPERT_REPORT].is_required
    assert submission.lacks_before(dossier, MEASURES) == ()


def test_what_became_of_experts_opinions_is_part_of_the_pack():
    dossier = dossiers.complete(experts=(dossiers.expert(1, adoption=""),))
    assert words(submission.lacks_before(dossier, MEASURES)) == ["还没有写明专家1的意见采纳情况。"]


def test_the_pack_follows_the_legality_opinion():
    early = SubmissionDraft(submitted_on=date(2026, 9, 27))
    assert set(submission.faults(early, dossiers.complete(), TODAY)) == {"submitted_on"}


def test_the_list_names_every_file_with_its_hash():
    dossier = dossiers.complete()
    found = manifest(dossier.matter, submission.pack(dossier, MEASURES))
    assert [line.path[:2] for line in found.files] == [f"{n:02d}" for n in range(1, 8)]
    assert f"{'a' * 64}  01-决策草案/1-draft.pdf" in as_text(found)
    assert "storage_key" not in found.model_dump_json()


@pytest.mark.parametrize(
    ("parts", "missing"),
    [
        ({"legality": ()}, {"合法性审查还没有完成。"}),
        ({"participation": None}, {"公众参与还没有完成。"}),
        ({"experts": ()}, {"专家论证还没有完成。"}),
        ({"risk": None}, {"风险评估还没有完成。"}),
        ({"fair_competition": None}, {"公平竞争审查还没有完成。"}),
        ({"submissions": ()}, {"提请决策机关讨论还没有完成。"}),
    ],
)
def test_nothing_is_discussed_before_what_comes_first(parts, missing):
    found = set(words(before_meeting(dossiers.complete(**parts), MEASURES)))
    assert missing <= found


def test_a_price_matter_is_not_discussed_without_a_hearing():
    parts = {"hearing": None, "requirements": dossiers.requirements(hearing=False)}
    dossier = dossiers.complete(matter=dossiers.matter(topic=Topic.PRICE), **parts)
    assert words(before_meeting(dossier, MEASURES)) == ["听证会还没有完成。"]
    assert before_meeting(dossiers.complete(**parts), MEASURES) == ()


def test_an_uncontrollable_risk_is_never_discussed():
    dossier = dossiers.complete(risk=dossiers.risk(result=RiskResult.UNCONTROLLABLE))
    assert "风险评估还没有完成。" in words(before_meeting(dossier, MEASURES))


@pytest.mark.parametrize("outcome", [MeetingOutcome.POSTPONED, MeetingOutcome.REJECTED])
def test_only_a_sitting_that_passed_counts(outcome):
    dossier = dossiers.complete(meetings=(dossiers.meeting(outcome=outcome),))
    assert len(meeting.lacks(dossier, MEASURES)) == 1
    assert len(result.lacks_before(dossier)) == 1


def test_the_party_committee_hears_before_the_sitting():
    dossier = dossiers.complete(meetings=(dossiers.meeting(party_reported_on=None),))
    assert words(meeting.lacks(dossier, MEASURES)) == ["还没有登记向党委请示报告的日期。"]
    draft = MeetingDraft(
        name="常务会议",
        held_on=date(2026, 9, 1),
        outcome=MeetingOutcome.PASSED,
        party_reported_on=date(2026, 9, 2),
    )
    assert set(meeting.faults(draft, dossiers.complete(), TODAY)) == {
        "held_on",
        "party_reported_on",
    }


def test_a_matter_of_wide_concern_explains_the_adoption():
    dossier = dossiers.complete(
        matter=dossiers.matter(is_of_wide_concern=True),
        files=without(AttachmentKind.ADOPTION_REPORT),
    )
    assert len(result.lacks(dossier, MEASURES)) == 1
    draft = ResultDraft(doc_no="青政发〔2026〕9号", published_on=date(2026, 11, 3))
    assert set(result.faults(draft, dossier, TODAY)) == {"adoption_explanation"}


def test_the_text_of_the_decision_is_attached():
    dossier = dossiers.complete(files=without(AttachmentKind.DECISION_TEXT))
    assert words(result.lacks(dossier, MEASURES)) == ["还没有上传决策正式文本。"]


def test_what_the_congress_must_approve_is_not_published_before():
    plan = (dossiers.step(1, StepKind.CONGRESS),)
    asked = dossiers.requirements(congress_report=True)
    dossier = dossiers.complete(steps=plan, requirements=asked)
    assert words(result.lacks_before(dossier)) == ["报县人大审议批准还没有完成。"]


@pytest.mark.parametrize(
    ("evaluator", "is_refused"),
    [
        ("第1规划设计院", True),
        ("第1规划设计院（集团）", True),
        ("专家1", True),
        ("泰山 评估咨询公司", True),
        ("省社会科学院", False),
        ("专家10", False),
    ],
)
def test_who_assessed_before_does_not_evaluate(evaluator, is_refused):
    found = evaluation.assessed_before(evaluator, dossiers.complete())
    assert bool(found) is is_refused


def test_an_evaluation_follows_publication_and_hears_people():
    published = dossiers.matter(result_published_on=date(2026, 11, 3))
    draft = EvaluationDraft(
        evaluator="省社会科学院", started_on=date(2026, 11, 2), concluded_on=date(2026, 11, 20)
    )
    faults = evaluation.faults(draft, dossiers.complete(matter=published), TODAY)
    assert set(faults) == {"started_on", "heard", "summary"}
    assert set(evaluation.faults(draft, dossiers.complete(), TODAY)) >= {"started_on"}


def statuses(dossier):
    return {found.gate: found.status for found in overview(dossier, MEASURES)}


def test_all_gates_of_a_complete_matter_are_passed():
    found = statuses(dossiers.complete())
    assert found[Gate.HEARING] is GateStatus.NOT_REQUIRED
    assert found[Gate.EVALUATION] is GateStatus.NOT_REQUIRED
    rest = set(Gate) - {Gate.HEARING, Gate.EVALUATION}
    assert {found[gate] for gate in rest} == {GateStatus.DONE}


def test_a_gate_is_ready_until_its_step_is_done():
    planned = dossiers.complete(steps=(dossiers.step(1, StepKind.RISK),))
    assert view(Gate.RISK, planned, MEASURES).status is GateStatus.READY


def test_untouched_and_incomplete_are_told_apart():
    assert statuses(dossiers.complete(risk=None))[Gate.RISK] is GateStatus.UNTOUCHED
    begun = dossiers.complete(risk=dossiers.risk(concluded_on=None, result=None))
    assert statuses(begun)[Gate.RISK] is GateStatus.INCOMPLETE


def test_what_was_done_before_the_platform_is_passed():
    plan = (dossiers.done(1, StepKind.PUBLISH, is_backfilled=True),)
    empty = dossiers.complete(
        steps=plan, participation=None, risk=None, legality=(), meetings=(), result=None
    )
    found = statuses(empty)
    assert found[Gate.RISK] is GateStatus.BEFORE_PLATFORM
    assert found[Gate.RESULT] is GateStatus.BEFORE_PLATFORM


def test_a_risk_assessment_of_before_says_nothing_of_the_legality_review():
    plan = (dossiers.done(1, StepKind.RISK, is_backfilled=True),)
    found = statuses(dossiers.complete(steps=plan, risk=None, legality=()))
    assert found[Gate.RISK] is GateStatus.BEFORE_PLATFORM
    assert found[Gate.LEGALITY] is GateStatus.UNTOUCHED


def test_what_was_reviewed_before_the_platform_may_be_handed_over_and_published():
    reviewed = (dossiers.done(1, StepKind.LEGALITY, is_backfilled=True),)
    dossier = dossiers.complete(steps=reviewed, legality=(), submissions=())
    assert submission.lacks_before(dossier, MEASURES) == ()
    discussed = (dossiers.done(1, StepKind.COLLECTIVE, is_backfilled=True),)
    dossier = dossiers.complete(
        steps=discussed, meetings=(), matter=dossiers.matter(decided_on=date(2026, 10, 20))
    )
    assert result.lacks_before(dossier) == ()
    early = ResultDraft(doc_no="青政发〔2026〕9号", published_on=date(2026, 10, 19))
    assert set(result.faults(early, dossier, TODAY)) == {"published_on"}


def test_a_part_nobody_decided_about_counts_as_required():
    dossier = dossiers.complete(requirements=(), hearing=None)
    assert statuses(dossier)[Gate.HEARING] is GateStatus.UNTOUCHED


def test_every_lack_says_where_it_is_supplied():
    empty = dossiers.complete(
        participation=None, hearing=None, experts=(), risk=None, fair_competition=None,
        legality=(), submissions=(), meetings=(), result=None, files=(),
    )  # fmt: skip
    for gate in Gate:
        for found in lacks_of(gate, empty, MEASURES):
            assert found.path.startswith("/desk/decisions/QZ-2026-01")


def test_state_words_exist_for_every_status():
    for status in GateStatus:
        assert str(status.label)
        assert status.tone in ("plain", "wait", "done", "late")
    assert str(DecisionState.SUSPENDED.label)
    assert StepState.CANCELLED.label
