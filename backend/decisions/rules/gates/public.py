"""What of the records anyone may know: no names, no sittings, submissions or internal steps."""

from backend.decisions.enums import Gate, RecordState
from backend.decisions.rules.gates import experts, legality
from backend.decisions.rules.gates.required import STEPS
from backend.decisions.schemas.gates.dossier import Dossier
from backend.decisions.schemas.gates.public import (
    EvaluationPublic,
    ExpertsPublic,
    FairCompetitionPublic,
    HearingPublic,
    LegalityPublic,
    ParticipationPublic,
    ProcedureRecordsPublic,
    ResultPublic,
    RiskPublic,
)


def public_records(dossier: Dossier) -> ProcedureRecordsPublic:
    """Return the public part of a public decision's records."""
    hidden = _hidden(dossier)
    found = {
        Gate.PARTICIPATION: ("participation", _participation(dossier)),
        Gate.HEARING: ("hearing", _hearing(dossier)),
        Gate.EXPERTS: ("experts", _experts(dossier)),
        Gate.RISK: ("risk", _risk(dossier)),
        Gate.FAIR_COMPETITION: ("fair_competition", _fair_competition(dossier)),
        Gate.LEGALITY: ("legality", _legality(dossier)),
        Gate.RESULT: ("result", _result(dossier)),
        Gate.EVALUATION: ("evaluation", _evaluation(dossier)),
    }
    shown = {name: record for gate, (name, record) in found.items() if gate not in hidden}
    return ProcedureRecordsPublic.model_validate(shown)


def _hidden(dossier: Dossier) -> frozenset[Gate]:
    """Return the gates whose step is internal."""
    return frozenset(
        STEPS[step.kind] for step in dossier.steps if step.is_internal and step.kind in STEPS
    )


def _participation(dossier: Dossier) -> ParticipationPublic | None:
    record = dossier.participation
    if record is None:
        return None
    heard = tuple(one.affected_group for one in dossier.groups if one.is_affected and one.evidence)
    return ParticipationPublic(
        **record.model_dump(include=set(ParticipationPublic.model_fields)), groups_heard=heard
    )


def _hearing(dossier: Dossier) -> HearingPublic | None:
    record = dossier.hearing
    if record is None:
        return None
    counted = [one for one in record.participants if one.record_state is not RecordState.ABSENT]
    plain = set(HearingPublic.model_fields) - {"participants", "interested"}
    return HearingPublic(
        **record.model_dump(include=plain),
        participants=len(counted),
        interested=sum(one.is_interested for one in counted),
    )


def _experts(dossier: Dossier) -> ExpertsPublic | None:
    signed = [one for one in experts.taking_part(dossier) if one.signed_on]
    if not signed:
        return None
    return ExpertsPublic(
        signed=len(signed),
        dissenting=sum(one.is_dissent for one in signed),
        named=tuple(f"{one.name}（{one.organisation}）" for one in signed if one.may_be_named),
    )


def _risk(dossier: Dossier) -> RiskPublic | None:
    record = dossier.risk
    if record is None or not record.concluded_on or not record.level or not record.result:
        return None
    return RiskPublic(concluded_on=record.concluded_on, level=record.level, result=record.result)


def _fair_competition(dossier: Dossier) -> FairCompetitionPublic | None:
    record = dossier.fair_competition
    if record is None or not record.concluded_on or not record.conclusion:
        return None
    return FairCompetitionPublic(concluded_on=record.concluded_on, conclusion=record.conclusion)


def _legality(dossier: Dossier) -> LegalityPublic | None:
    record = legality.latest(dossier)
    if record is None or not record.concluded_on or not record.conclusion:
        return None
    return LegalityPublic(
        received_on=record.received_on,
        concluded_on=record.concluded_on,
        conclusion=record.conclusion,
    )


def _result(dossier: Dossier) -> ResultPublic | None:
    record = dossier.result
    if record is None:
        return None
    return ResultPublic(**record.model_dump(include=set(ResultPublic.model_fields)))


def _evaluation(dossier: Dossier) -> EvaluationPublic | None:
    record = dossier.evaluation
    if record is None:
        return None
    shown = set(EvaluationPublic.model_fields)
    if record.concluded_on is None:  # a summary in the making is not a conclusion
        shown = shown - {"summary"}
    return EvaluationPublic(**record.model_dump(include=shown))
