"""How the public took part in a decision, and which groups were heard."""

from piccolo.columns import (
    Array,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    Serial,
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


class ParticipationRecord(Table, tablename="participation_record"):
    """Ways, period and poll of one decision's participation (art. 14-15, 18)."""

    id = Serial(primary_key=True)
    decision = ForeignKey(Decision, null=False, default=None, on_delete=OnDelete.cascade)
    methods = Array(base_column=Varchar(length=30), default=[], null=False)
    opened_on = Date(default=None, null=True)
    closed_on = Date(default=None, null=True)
    shortened_reason = Text(default="", null=False)
    poll_held_on = Date(default=None, null=True)
    poll_held_by = Varchar(length=200, default="", null=False)
    poll_is_independent = Boolean(default=False, null=False)
    poll_summary = Text(default="", null=False)
    adoption_summary = Text(default="", null=False)
    revision = Integer(default=1, null=False)
    recorded_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    recorded_at = Timestamptz(default=TimestamptzNow(), null=False)

    participation_record_once = Unique(["decision"])
    participation_in_order = Check("closed_on IS NULL OR closed_on >= opened_on")
    participation_closed_was_opened = Check("closed_on IS NULL OR opened_on IS NOT NULL")
    participation_poll_by_someone = Check("poll_held_on IS NULL OR poll_held_by <> ''")


class GroupHeard(Table, tablename="group_heard"):
    """Whether a group is affected, and what shows that it was heard (B31)."""

    id = Serial(primary_key=True)
    decision = ForeignKey(Decision, null=False, default=None, on_delete=OnDelete.cascade)
    affected_group = Varchar(length=30, default=None, null=False)
    is_affected = Boolean(default=None, null=False)
    evidence = Text(default="", null=False)

    group_heard_once = Unique(["decision", "affected_group"])
    group_heard_known = Check(
        "affected_group IN ('private_firms','labour_intensive_firms','small_firms','disabled',"
        "'migrant_workers','women','children')"
    )
