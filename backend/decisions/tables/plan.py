"""The procedure a decision must follow, its plan, and its suspensions."""

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


class ProcedureRequirement(Table, tablename="procedure_requirement"):
    """Whether one part of the procedure is required, and why or why not."""

    id = Serial(primary_key=True)
    decision = ForeignKey(
        Decision, null=False, default=None, on_delete=OnDelete.cascade, index=True
    )
    kind = Varchar(length=30, default=None, null=False)
    is_required = Boolean(default=None, null=False)
    reason = Text(default="", null=False)
    methods = Array(base_column=Varchar(length=60), default=[], null=False)

    procedure_requirement_once = Unique(["decision", "kind"])
    procedure_kind_known = Check(
        "kind IN ('participation','hearing','expert_review','risk_assessment','fair_competition',"
        "'legality_review','collective_decision','party_report','congress_report')"
    )


class PlanStep(Table, tablename="plan_step"):
    """A step with planned and actual dates and what came out of it."""

    id = Serial(primary_key=True)
    decision = ForeignKey(
        Decision, null=False, default=None, on_delete=OnDelete.cascade, index=True
    )
    seq = SmallInt(default=None, null=False)
    kind = Varchar(length=20, default=None, null=False)
    name = Varchar(length=100, default=None, null=False)
    planned_start = Date(default=None, null=True)
    planned_end = Date(default=None, null=True)
    actual_start = Date(default=None, null=True)
    actual_end = Date(default=None, null=True)
    state = Varchar(length=20, default="planned", null=False)
    output = Text(default="", null=False)
    is_backfilled = Boolean(default=False, null=False)  # done before this platform was in use
    is_internal = Boolean(default=False, null=False)  # art. 30-31: never shown to the public
    revision = Integer(default=1, null=False)

    plan_step_seq_once = Unique(["decision", "seq"])
    plan_step_kind_known = Check(
        "kind IN ('initiate','draft','participation','hearing','expert','risk','fair','legality',"
        "'collective','party','congress','publish','archive','execute','evaluate','other')"
    )
    plan_step_planned_in_order = Check("planned_end IS NULL OR planned_end >= planned_start")
    plan_step_done_in_order = Check("actual_end IS NULL OR actual_end >= actual_start")
    plan_step_state_matches_dates = Check(
        "(state = 'planned' AND actual_start IS NULL AND actual_end IS NULL)"
        " OR (state = 'in_progress' AND actual_start IS NOT NULL AND actual_end IS NULL)"
        " OR (state = 'completed' AND actual_start IS NOT NULL AND actual_end IS NOT NULL)"
        " OR (state = 'cancelled' AND actual_end IS NULL)"
    )


class Suspension(Table, tablename="decision_suspension"):
    """A decision stopped by the head of the government, and taken up again (art. 37)."""

    id = Serial(primary_key=True)
    decision = ForeignKey(
        Decision, null=False, default=None, on_delete=OnDelete.cascade, index=True
    )
    suspended_on = Date(default=None, null=False)
    reason = Text(default=None, null=False)
    ordered_by = Varchar(length=200, default=None, null=False)
    state_before = Varchar(length=20, default=None, null=False)
    resumed_on = Date(default=None, null=True)
    resume_reason = Text(default="", null=False)
    recorded_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    recorded_at = Timestamptz(default=TimestamptzNow(), null=False)

    suspension_reasoned = Check("reason <> '' AND ordered_by <> ''")
    suspension_in_order = Check("resumed_on IS NULL OR resumed_on >= suspended_on")
    suspension_ended_with_reason = Check("resumed_on IS NULL OR resume_reason <> ''")
