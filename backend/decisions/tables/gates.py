"""The dated rules of the procedure, and what follows the reviews: submission, meeting, result."""

from piccolo.columns import (
    Array,
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


class ProcedureRule(Table, tablename="procedure_rule"):
    """One number the law sets, from a day on, for all matters or for one topic."""

    id = Serial(primary_key=True)
    name = Varchar(length=60, default=None, null=False)
    topic = Varchar(length=30, default="", null=False)  # empty: every topic
    value = Integer(default=None, null=False)
    unit = Varchar(length=20, default=None, null=False)
    valid_from = Date(default=None, null=False)
    valid_to = Date(default=None, null=True)  # last day
    source = Varchar(length=300, default=None, null=False)
    note = Text(default="", null=False)

    procedure_rule_once = Unique(["name", "topic", "valid_from"])
    procedure_rule_unit_known = Check("unit IN ('days','working_days','percent','count','yes_no')")
    procedure_rule_in_order = Check("valid_to IS NULL OR valid_to >= valid_from")
    procedure_rule_not_negative = Check("value >= 0")


class Submission(Table, tablename="decision_submission"):
    """The pack as it was handed to the government for discussion (art. 29)."""

    id = Serial(primary_key=True)
    decision = ForeignKey(
        Decision, null=False, default=None, on_delete=OnDelete.cascade, index=True
    )
    round = SmallInt(default=None, null=False)
    submitted_on = Date(default=None, null=False)
    note = Text(default="", null=False)
    manifest = Text(default=None, null=False)  # canonical JSON: names, sizes, sha256
    manifest_sha256 = Varchar(length=64, default=None, null=False)
    submitted_by = ForeignKey(Staff, null=False, default=None, on_delete=OnDelete.restrict)
    recorded_at = Timestamptz(default=TimestamptzNow(), null=False)

    decision_submission_once = Unique(["decision", "round"])


class MeetingRecord(Table, tablename="meeting_record"):
    """A sitting that discussed the decision (art. 30-31): for staff's eyes only, all of it."""

    id = Serial(primary_key=True)
    decision = ForeignKey(
        Decision, null=False, default=None, on_delete=OnDelete.cascade, index=True
    )
    name = Varchar(length=200, default=None, null=False)
    held_on = Date(default=None, null=False)
    outcome = Varchar(length=30, default=None, null=False)
    dissent = Text(default="", null=False)
    party_reported_on = Date(default=None, null=True)
    party_report = Text(default="", null=False)
    revision = Integer(default=1, null=False)
    recorded_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    recorded_at = Timestamptz(default=TimestamptzNow(), null=False)

    meeting_record_once = Unique(["decision", "held_on"])
    meeting_outcome_known = Check(
        "outcome IN ('passed','passed_with_changes','postponed','rejected')"
    )
    meeting_party_report_first = Check("party_reported_on IS NULL OR party_reported_on <= held_on")


class ResultRecord(Table, tablename="decision_result"):
    """How the decision was made public (art. 32)."""

    id = Serial(primary_key=True)
    decision = ForeignKey(Decision, null=False, default=None, on_delete=OnDelete.cascade)
    doc_no = Varchar(length=100, default=None, null=False)
    published_on = Date(default=None, null=False)
    channels = Array(base_column=Varchar(length=60), default=[], null=False)
    adoption_explanation = Text(default="", null=False)
    revision = Integer(default=1, null=False)
    recorded_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    recorded_at = Timestamptz(default=TimestamptzNow(), null=False)

    decision_result_once = Unique(["decision"])


class EvaluationRecord(Table, tablename="decision_evaluation"):
    """The evaluation after the decision, by someone who did not assess it before (art. 36)."""

    id = Serial(primary_key=True)
    decision = ForeignKey(Decision, null=False, default=None, on_delete=OnDelete.cascade)
    evaluator = Varchar(length=200, default=None, null=False)
    is_third_party = Boolean(default=False, null=False)
    started_on = Date(default=None, null=False)
    concluded_on = Date(default=None, null=True)
    heard = Text(default="", null=False)  # how public, deputies and groups were heard
    summary = Text(default="", null=False)
    revision = Integer(default=1, null=False)
    recorded_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    recorded_at = Timestamptz(default=TimestamptzNow(), null=False)

    decision_evaluation_once = Unique(["decision"])
    decision_evaluation_in_order = Check("concluded_on IS NULL OR concluded_on >= started_on")
    decision_evaluation_concluded_in_words = Check(
        "concluded_on IS NULL OR (summary <> '' AND heard <> '')"
    )
