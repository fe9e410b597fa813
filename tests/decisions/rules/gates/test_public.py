from backend.decisions.enums import StepKind
from backend.decisions.rules.gates.public import public_records
from backend.decisions.schemas.gates.result import EvaluationRecord
from tests.support import dossiers


def test_only_dates_conclusions_and_counts_are_public():
    found = public_records(dossiers.complete())
    assert found.hearing is not None
    assert (found.hearing.participants, found.hearing.interested) == (10, 6)
    assert found.experts is not None
    assert found.experts.signed == 2
    text = found.model_dump_json()
    for secret in (
        "参加人1",
        "专家1",
        "保留意见",
        "已报告",
        "权限、程序",
        "常务会议",
        "多数参加人",
    ):
        assert secret not in text


def test_an_expert_who_agreed_is_named():
    dossier = dossiers.complete(
        experts=(dossiers.expert(1), dossiers.expert(2, may_be_named=True, is_dissent=True))
    )
    found = public_records(dossier).experts
    assert found is not None
    assert found.named == ("专家2（第2规划设计院）",)
    assert found.dissenting == 1


def test_what_is_not_concluded_is_not_public():
    found = public_records(
        dossiers.complete(
            risk=dossiers.risk(concluded_on=None),
            fair_competition=dossiers.fair(concluded_on=None),
            legality=(dossiers.review(concluded_on=None, conclusion=None),),
            evaluation=EvaluationRecord(
                evaluator="省社科院", started_on=dossiers.TODAY, summary="初稿", revision=1
            ),
        )
    )
    assert (found.risk, found.fair_competition, found.legality) == (None, None, None)
    assert found.evaluation is not None
    assert found.evaluation.summary == ""


def test_the_record_of_an_internal_step_is_not_public():
    plan = (dossiers.step(1, StepKind.RISK, is_internal=True),)
    assert public_records(dossiers.complete(steps=plan)).risk is None
