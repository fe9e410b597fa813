"""What anyone may know of a procedure: dates, conclusions and counts."""

from datetime import date

from backend.decisions.enums import (
    AffectedGroup,
    FairConclusion,
    LegalityConclusion,
    ParticipationMethod,
    RiskLevel,
    RiskResult,
)
from backend.decisions.schemas.content import Frozen


class ParticipationPublic(Frozen):
    """How the public took part."""

    methods: tuple[ParticipationMethod, ...]
    opened_on: date | None = None
    closed_on: date | None = None
    shortened_reason: str = ""
    poll_held_on: date | None = None
    poll_held_by: str = ""
    poll_summary: str = ""
    adoption_summary: str = ""
    groups_heard: tuple[AffectedGroup, ...] = ()


class HearingPublic(Frozen):
    """The hearing: its events, and how many took part."""

    planned_on: date | None = None
    place: str = ""
    selection_method: str = ""
    selection_published_on: date | None = None
    notice_published_on: date | None = None
    roster_published_on: date | None = None
    materials_sent_on: date | None = None
    held_on: date | None = None
    participants: int = 0
    interested: int = 0
    sides: tuple[str, ...] = ()


class ExpertsPublic(Frozen):
    """How many experts signed, how many differed, and those who agreed to be named."""

    signed: int
    dissenting: int
    named: tuple[str, ...] = ()


class RiskPublic(Frozen):
    """What the risk assessment concluded."""

    concluded_on: date
    level: RiskLevel
    result: RiskResult


class FairCompetitionPublic(Frozen):
    """What the fair competition review concluded."""

    concluded_on: date
    conclusion: FairConclusion


class LegalityPublic(Frozen):
    """When the legality review took place, and what it concluded."""

    received_on: date
    concluded_on: date
    conclusion: LegalityConclusion


class ResultPublic(Frozen):
    """How the decision was made public, and what became of opinions."""

    published_on: date
    channels: tuple[str, ...] = ()
    adoption_explanation: str = ""


class EvaluationPublic(Frozen):
    """The evaluation after the decision."""

    evaluator: str
    is_third_party: bool
    started_on: date
    concluded_on: date | None = None
    summary: str = ""


class ProcedureRecordsPublic(Frozen):
    """Every record that may be public; what is not there has not been concluded, or is internal."""

    participation: ParticipationPublic | None = None
    hearing: HearingPublic | None = None
    experts: ExpertsPublic | None = None
    risk: RiskPublic | None = None
    fair_competition: FairCompetitionPublic | None = None
    legality: LegalityPublic | None = None
    result: ResultPublic | None = None
    evaluation: EvaluationPublic | None = None
