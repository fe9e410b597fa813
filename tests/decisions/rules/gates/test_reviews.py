"""Experts, risk, fair competition and legality."""

from datetime import date

import pytest

from backend.decisions.enums import (
    AttachmentKind,
    ExpertConclusion,
    FairConclusion,
    LegalityConclusion,
    RiskLevel,
    RiskResult,
)
from backend.decisions.rules.gates import experts, fair_competition, legality, risk
from backend.decisions.schemas.gates.experts import ExpertDraft
from backend.decisions.schemas.gates.fair_competition import FairCompetitionDraft
from backend.decisions.schemas.gates.legality import LegalityOpinionDraft, LegalityReceiptDraft
from backend.decisions.schemas.gates.risk import RiskDraft
from tests.support import dossiers
from tests.support.dossiers import TODAY, words


def of_experts(*found):
    return words(experts.lacks(dossiers.complete(experts=found), dossiers.measures()))


def test_signed_opinions_are_enough_dissent_included():
    assert of_experts(dossiers.expert(1), dossiers.expert(2, is_dissent=True)) == []


def test_a_declared_conflict_blocks_until_the_expert_is_released():
    conflict = dossiers.expert(2, has_conflict=True, conflict_note="参股企业", signed_on=None)
    assert of_experts(dossiers.expert(1), conflict) == [
        "专家2与决策有利害关系，不能参加论证，请更换。"
    ]
    gone = conflict.model_copy(update={"release_reason": "有利害关系，已更换"})
    assert of_experts(dossiers.expert(1), gone) == []


def test_no_opinion_is_no_expert_review():
    assert of_experts() == ["签名的专家意见有 0 份，至少要 1 份。"]


@pytest.mark.parametrize("missing", ["declared_on", "signed_on"])
def test_each_expert_declares_and_signs(missing):
    assert len(of_experts(dossiers.expert(1), dossiers.expert(2, **{missing: None}))) == 1


def test_a_signature_needs_declaration_conclusion_and_words():
    draft = ExpertDraft(name="王工", organisation="设计院", signed_on=date(2026, 8, 1))
    assert set(experts.faults(draft, TODAY)) == {"declared_on", "conclusion", "opinion"}
    late = draft.model_copy(
        update={
            "declared_on": date(2026, 8, 2),
            "conclusion": ExpertConclusion.FEASIBLE,
            "opinion": "可行",
        }
    )
    assert set(experts.faults(late, TODAY)) == {"declared_on"}


def test_who_has_an_interest_cannot_sign():
    draft = ExpertDraft(
        name="王工",
        organisation="设计院",
        has_conflict=True,
        declared_on=date(2026, 8, 1),
        signed_on=date(2026, 8, 1),
        conclusion=ExpertConclusion.FEASIBLE,
        opinion="可行",
    )
    assert set(experts.faults(draft, TODAY)) == {"conflict_note", "signed_on"}


ALL_FILES = tuple(map(dossiers.file, AttachmentKind))


def of_risk(files=ALL_FILES, **fields):
    dossier = dossiers.complete(risk=dossiers.risk(**fields), files=files)
    return words(risk.lacks(dossier, dossiers.measures()))


def test_a_controllable_risk_lacks_nothing():
    assert of_risk() == []


def test_an_uncontrollable_risk_stops_what_follows():
    dossier = dossiers.complete(risk=dossiers.risk(result=RiskResult.UNCONTROLLABLE))
    assert risk.is_stopped_by_risk(dossier)
    assert words(risk.stop(dossier)) == ["风险评估结论为不可控，不能进入后面的程序。"]
    assert words(legality.lacks(dossier, dossiers.measures())) == words(risk.stop(dossier))


def test_the_report_is_attached_or_referred_to():
    assert len(of_risk(files=(), report_reference="")) == 1
    assert of_risk(files=(), report_reference="青稳评〔2026〕3号") == []


def test_a_conclusion_needs_level_result_and_measures():
    draft = RiskDraft(assessor="评估公司", concluded_on=date(2026, 8, 2))
    assert set(risk.faults(draft, TODAY)) == {"concluded_on", "result", "level"}
    measured = RiskDraft(
        assessor="评估公司",
        started_on=date(2026, 8, 1),
        concluded_on=date(2026, 8, 2),
        level=RiskLevel.MEDIUM,
        result=RiskResult.CONTROLLABLE_WITH_MEASURES,
    )
    assert set(risk.faults(measured, TODAY)) == {"measures"}


@pytest.mark.parametrize(
    ("record", "count"),
    [
        (dossiers.fair(), 0),
        (dossiers.fair(conclusion=FairConclusion.EXCEPTION, note="节约能源"), 0),
        (dossiers.fair(conclusion=FairConclusion.RESTRICTS, note="指定经营者"), 1),
        (dossiers.fair(concluded_on=None, conclusion=None), 1),
        (None, 1),
    ],
)
def test_fair_competition_is_concluded_without_restricting(record, count):
    dossier = dossiers.complete(fair_competition=record)
    assert len(fair_competition.lacks(dossier, dossiers.measures())) == count


def test_an_exception_is_explained():
    draft = FairCompetitionDraft(
        reviewer="县市场监管局", conclusion=FairConclusion.EXCEPTION, concluded_on=date(2027, 2, 1)
    )
    assert set(fair_competition.faults(draft, TODAY)) == {"note", "concluded_on"}


def of_legality(*rounds):
    dossier = dossiers.complete(legality=rounds)
    return words(legality.lacks(dossier, dossiers.measures()))


def opinion(concluded_on, received_on):
    return legality.faults_of_opinion(
        LegalityOpinionDraft(
            concluded_on=concluded_on, conclusion=LegalityConclusion.LAWFUL, opinion="合法有效。"
        ),
        dossiers.review(received_on=received_on, concluded_on=None, conclusion=None),
        dossiers.matter(),
        dossiers.measures(),
    )


def test_spring_festival_does_not_shorten_the_review():
    """Received on 13 February 2026: Saturdays 14 and 28 count, the holiday does not."""
    given = legality.time_given(date(2026, 2, 13), dossiers.matter(), dossiers.measures())
    counted = {note.day for note in given.trail if note.counted_as}
    assert {date(2026, 2, 14), date(2026, 2, 28)} < counted
    assert (given.due_on, len(counted), given.is_provisional) == (date(2026, 3, 2), 7, False)
    assert opinion(date(2026, 3, 2), date(2026, 2, 13)) == {}
    assert set(opinion(date(2026, 2, 28), date(2026, 2, 13))) == {"concluded_on"}


def test_less_than_the_time_of_the_law_is_refused():
    assert set(opinion(date(2026, 9, 21), date(2026, 9, 14))) == {"concluded_on"}
    assert opinion(date(2026, 9, 22), date(2026, 9, 14)) == {}


def test_nothing_goes_on_without_a_lawful_opinion():
    assert of_legality() == ["还没有送请合法性审查。"]
    assert len(of_legality(dossiers.review(concluded_on=None, conclusion=None))) == 1
    unlawful = dossiers.review(conclusion=LegalityConclusion.UNLAWFUL)
    assert len(of_legality(unlawful)) == 1
    assert of_legality(unlawful, dossiers.review(round=2)) == []


def test_a_second_round_waits_for_the_first():
    receipt = LegalityReceiptDraft(received_on=date(2026, 9, 20))
    waiting = dossiers.complete(legality=(dossiers.review(concluded_on=None),))
    assert set(legality.faults_of_receipt(receipt, waiting, TODAY)) == {"received_on"}
    before = dossiers.complete(legality=(dossiers.review(),))
    assert set(legality.faults_of_receipt(receipt, before, TODAY)) == {"received_on"}
