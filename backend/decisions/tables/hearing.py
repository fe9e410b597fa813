"""The hearing of a decision: its events, and who took part."""

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


class Hearing(Table, tablename="hearing"):
    """One hearing (art. 16-17); the order of its events is held by the database too."""

    id = Serial(primary_key=True)
    decision = ForeignKey(Decision, null=False, default=None, on_delete=OnDelete.cascade)
    planned_on = Date(default=None, null=True)
    place = Varchar(length=200, default="", null=False)
    sides = Array(base_column=Varchar(length=60), default=[], null=False)
    selection_method = Text(default="", null=False)
    selection_published_on = Date(default=None, null=True)
    notice_published_on = Date(default=None, null=True)
    roster_published_on = Date(default=None, null=True)
    materials_sent_on = Date(default=None, null=True)
    held_on = Date(default=None, null=True)
    stages = Array(base_column=Varchar(length=20), default=[], null=False)
    summary = Text(default="", null=False)
    revision = Integer(default=1, null=False)
    recorded_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    recorded_at = Timestamptz(default=TimestamptzNow(), null=False)

    hearing_once = Unique(["decision"])
    hearing_selection_first = Check(
        "roster_published_on IS NULL OR selection_published_on < roster_published_on"
    )
    hearing_held_after_its_events = Check(
        "held_on IS NULL OR (notice_published_on IS NOT NULL AND notice_published_on < held_on"
        " AND selection_published_on IS NOT NULL AND roster_published_on IS NOT NULL"
        " AND roster_published_on < held_on AND materials_sent_on IS NOT NULL"
        " AND materials_sent_on < held_on)"
    )


class HearingParticipant(Table, tablename="hearing_participant"):
    """A person who speaks at a hearing; the name stays at the desk."""

    id = Serial(primary_key=True)
    hearing = ForeignKey(Hearing, null=False, default=None, on_delete=OnDelete.cascade, index=True)
    position = SmallInt(default=0, null=False)
    name = Varchar(length=40, default=None, null=False)
    side = Varchar(length=60, default=None, null=False)
    is_interested = Boolean(default=False, null=False)  # 利害关系人
    is_consumer = Boolean(default=False, null=False)  # counted at price hearings
    record_state = Varchar(length=20, default="pending", null=False)
    record_note = Varchar(length=300, default="", null=False)
    record_on = Date(default=None, null=True)

    hearing_participant_once = Unique(["hearing", "name", "side"])
    hearing_record_state_known = Check("record_state IN ('pending','confirmed','refused','absent')")
    hearing_record_dated = Check("record_state = 'pending' OR record_on IS NOT NULL")
    hearing_refusal_noted = Check("record_state <> 'refused' OR record_note <> ''")
