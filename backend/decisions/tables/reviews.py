"""What experts, assessors and reviewers concluded on a decision."""

from piccolo.columns import (
    Boolean,
    Date,
    ForeignKey,
    Integer,
    Serial,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from backend.decisions.tables.decision import Decision
from backend.organisation.tables import Staff


class ExpertOpinion(Table, tablename="expert_opinion"):
    """One expert's signed opinion, with the declaration of interests (art. 19-20)."""

    id = Serial(primary_key=True)
    decision = ForeignKey(
        Decision, null=False, default=None, on_delete=OnDelete.cascade, index=True
    )
    name = Varchar(length=40, default=None, null=False)
    organisation = Varchar(length=100, default=None, null=False)
    field = Varchar(length=100, default="", null=False)
    declared_on = Date(default=None, null=True)
    has_conflict = Boolean(default=False, null=False)
    conflict_note = Text(default="", null=False)
    conclusion = Varchar(length=30, default="", null=False)  # empty: no opinion given yet
    opinion = Text(default="", null=False)
    is_dissent = Boolean(default=False, null=False)
    signed_on = Date(default=None, null=True)
    adoption = Text(default="", null=False)  # what became of it (专家意见采纳情况)
    may_be_named = Boolean(default=False, null=False)  # agreed to be named in public
    release_reason = Text(default="", null=False)  # not empty: takes no part any more
    revision = Integer(default=1, null=False)
    recorded_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    recorded_at = Timestamptz(default=TimestamptzNow(), null=False)

    expert_once = Unique(["decision", "name", "organisation"])
    expert_conclusion_known = Check(
        "conclusion IN ('','feasible','feasible_with_changes','not_feasible')"
    )
    expert_signed_after_declaring = Check(
        "signed_on IS NULL OR (declared_on IS NOT NULL AND declared_on <= signed_on"
        " AND NOT has_conflict AND conclusion <> '')"
    )
    expert_conflict_explained = Check("NOT has_conflict OR conflict_note <> ''")


class RiskAssessment(Table, tablename="risk_assessment"):
    """The assessment of risks to stability, safety, environment or finance (art. 22-24)."""

    id = Serial(primary_key=True)
    decision = ForeignKey(Decision, null=False, default=None, on_delete=OnDelete.cascade)
    assessor = Varchar(length=200, default=None, null=False)
    started_on = Date(default=None, null=True)
    concluded_on = Date(default=None, null=True)
    level = Varchar(length=10, default="", null=False)
    result = Varchar(length=30, default="", null=False)
    measures = Text(default="", null=False)
    report_reference = Varchar(length=200, default="", null=False)
    revision = Integer(default=1, null=False)
    recorded_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    recorded_at = Timestamptz(default=TimestamptzNow(), null=False)

    risk_assessment_once = Unique(["decision"])
    risk_level_known = Check("level IN ('','low','medium','high')")
    risk_result_known = Check(
        "result IN ('','controllable','controllable_with_measures','uncontrollable')"
    )
    risk_in_order = Check("concluded_on IS NULL OR concluded_on >= started_on")
    risk_concluded_with_result = Check(
        "concluded_on IS NULL OR (started_on IS NOT NULL AND result <> '' AND level <> '')"
    )


class FairCompetitionReview(Table, tablename="fair_competition_review"):
    """Whether the decision keeps competition fair (art. 29; 公平竞争审查条例)."""

    id = Serial(primary_key=True)
    decision = ForeignKey(Decision, null=False, default=None, on_delete=OnDelete.cascade)
    reviewer = Varchar(length=200, default=None, null=False)
    concluded_on = Date(default=None, null=True)
    conclusion = Varchar(length=20, default="", null=False)
    note = Text(default="", null=False)
    revision = Integer(default=1, null=False)
    recorded_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    recorded_at = Timestamptz(default=TimestamptzNow(), null=False)

    fair_competition_review_once = Unique(["decision"])
    fair_conclusion_known = Check("conclusion IN ('','no_effect','exception','restricts')")
    fair_concluded_with_result = Check("concluded_on IS NULL OR conclusion <> ''")
    fair_exception_explained = Check("conclusion NOT IN ('exception','restricts') OR note <> ''")


class LegalityReview(Table, tablename="legality_review"):
    """One round of the justice bureau's review (art. 25-28); the latest round counts."""

    id = Serial(primary_key=True)
    decision = ForeignKey(
        Decision, null=False, default=None, on_delete=OnDelete.cascade, index=True
    )
    round = SmallInt(default=None, null=False)
    received_on = Date(default=None, null=False)
    concluded_on = Date(default=None, null=True)
    conclusion = Varchar(length=30, default="", null=False)
    opinion_no = Varchar(length=100, default="", null=False)
    opinion = Text(default="", null=False)
    received_by = ForeignKey(Staff, null=False, default=None, on_delete=OnDelete.restrict)
    reviewed_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    revision = Integer(default=1, null=False)
    recorded_at = Timestamptz(default=TimestamptzNow(), null=False)

    legality_round_once = Unique(["decision", "round"])
    legality_in_order = Check("concluded_on IS NULL OR concluded_on > received_on")
    legality_conclusion_known = Check(
        "conclusion IN ('','lawful','lawful_after_changes','unlawful')"
    )
    legality_concluded_in_writing = Check(
        "concluded_on IS NULL OR (conclusion <> '' AND opinion <> '' AND reviewed_by IS NOT NULL)"
    )
