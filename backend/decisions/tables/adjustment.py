"""Changes of a published catalogue, and the versions they make."""

from piccolo.columns import Date, ForeignKey, Integer, Serial, SmallInt, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from backend.decisions.tables.catalogue import Catalogue
from backend.decisions.tables.decision import Decision
from backend.organisation.tables import Staff


class Adjustment(Table, tablename="adjustment"):
    """One change of a published catalogue: proposed by one person, approved by another."""

    id = Serial(primary_key=True)
    catalogue = ForeignKey(
        Catalogue, null=False, default=None, on_delete=OnDelete.restrict, index=True
    )
    decision = ForeignKey(
        Decision, null=False, default=None, on_delete=OnDelete.restrict, index=True
    )
    kind = Varchar(length=20, default=None, null=False)
    state = Varchar(length=20, default="proposed", null=False)
    reason = Text(default=None, null=False)
    approval = Varchar(length=200, default=None, null=False)  # 县政府第63次常务会议（经县委同意）
    adjusted_on = Date(default=None, null=False)
    planned_month = Date(default=None, null=True)  # reschedule: the new one
    proposed_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    decided_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    return_reason = Text(default="", null=False)
    proposed_at = Timestamptz(default=TimestamptzNow(), null=False)
    decided_at = Timestamptz(default=None, null=True)

    adjustment_kind_known = Check("kind IN ('add','defer','remove','reschedule')")
    adjustment_state_known = Check("state IN ('proposed','approved','returned')")
    adjustment_reasoned = Check("reason <> '' AND approval <> ''")
    adjustment_two_persons = Check("decided_by IS NULL OR decided_by <> proposed_by")
    adjustment_month_is_first_day = Check(
        "planned_month IS NULL OR extract(day FROM planned_month) = 1"
    )
    adjustment_reschedule_has_month = Check("kind <> 'reschedule' OR planned_month IS NOT NULL")


class AdjustmentStep(Table, tablename="adjustment_step"):
    """A step of the plan whose planned dates an adjustment changes: before, and from then on."""

    id = Serial(primary_key=True)
    adjustment = ForeignKey(Adjustment, null=False, default=None, on_delete=OnDelete.cascade)
    seq = SmallInt(default=None, null=False)
    old_start = Date(default=None, null=True)
    old_end = Date(default=None, null=True)
    planned_start = Date(default=None, null=True)
    planned_end = Date(default=None, null=True)

    adjustment_step_once = Unique(["adjustment", "seq"])
    adjustment_step_in_order = Check("planned_end IS NULL OR planned_end >= planned_start")
    adjustment_step_changes = Check(
        "(planned_start, planned_end) IS DISTINCT FROM (old_start, old_end)"
    )


class DecisionVersion(Table, tablename="decision_version"):
    """What the catalogue said of a decision from one publication to the next; never changed."""

    id = Serial(primary_key=True)
    decision = ForeignKey(
        Decision, null=False, default=None, on_delete=OnDelete.restrict, index=True
    )
    number = Integer(default=None, null=False)
    adjustment = ForeignKey(Adjustment, null=True, default=None, on_delete=OnDelete.restrict)
    published_on = Date(default=None, null=False)
    content = Text(default=None, null=False)  # canonical JSON of schemas.DecisionContent
    content_sha256 = Varchar(length=64, default=None, null=False)
    created_at = Timestamptz(default=TimestamptzNow(), null=False)

    decision_version_once = Unique(["decision", "number"])
    decision_version_positive = Check("number >= 1")
