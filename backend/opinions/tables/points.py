"""Opinion points, who belongs to them, and answers of one's own."""

from piccolo.columns import (
    BigSerial,
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

from backend.opinions.tables.opinion import Opinion
from backend.opinions.tables.subject import Subject
from backend.organisation.tables import Staff, Unit

RESULT_KNOWN = (
    "result IN ('','adopted','partly_adopted','not_adopted','already_covered','out_of_scope',"
    "'transferred')"
)


class OpinionPoint(Table, tablename="opinion_point"):
    """A named group of like opinions, answered once (意见要点)."""

    id = Serial(primary_key=True)
    subject = ForeignKey(Subject, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    position = SmallInt(default=None, null=False)
    title = Varchar(length=100, default=None, null=False)
    result = Varchar(length=20, default="", null=False)  # "": not answered yet
    reason = Text(default="", null=False)
    unit = ForeignKey(Unit, null=True, default=None, on_delete=OnDelete.restrict)
    due_on = Date(default=None, null=True)
    answered_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    created_by = ForeignKey(Staff, null=False, default=None, on_delete=OnDelete.restrict)
    created_at = Timestamptz(default=TimestamptzNow(), null=False)
    revision = Integer(default=1, null=False)

    opinion_point_position_once = Unique(["subject", "position"])
    opinion_point_result_known = Check(RESULT_KNOWN)
    opinion_point_reason_given = Check("result IN ('','adopted') OR char_length(btrim(reason)) > 0")


class PointMember(Table, tablename="opinion_point_member"):
    """An opinion belongs to a point, or stands in it as a dissenter with an answer of its own."""

    id = BigSerial(primary_key=True)
    point = ForeignKey(
        OpinionPoint, null=False, default=None, on_delete=OnDelete.restrict, index=True
    )
    opinion = ForeignKey(Opinion, null=False, default=None, on_delete=OnDelete.restrict)
    is_dissenting = Boolean(default=False, null=False)
    is_near_identical = Boolean(default=False, null=False)
    added_by = ForeignKey(Staff, null=False, default=None, on_delete=OnDelete.restrict)
    added_at = Timestamptz(default=TimestamptzNow(), null=False)

    opinion_point_member_once = Unique(["opinion", "point"])


class Disposition(Table, tablename="opinion_disposition"):
    """An answer to this one opinion, in place of what its points say."""

    id = BigSerial(primary_key=True)
    opinion = ForeignKey(Opinion, null=False, default=None, on_delete=OnDelete.restrict)
    result = Varchar(length=20, default=None, null=False)
    reason = Text(default="", null=False)
    decided_by = ForeignKey(Staff, null=False, default=None, on_delete=OnDelete.restrict)
    decided_at = Timestamptz(default=TimestamptzNow(), null=False)
    revision = Integer(default=1, null=False)

    opinion_disposition_once = Unique(["opinion"])
    opinion_disposition_result_known = Check(RESULT_KNOWN + " AND result <> ''")
    opinion_disposition_reason_given = Check("result = 'adopted' OR char_length(btrim(reason)) > 0")


class Assignment(Table, tablename="opinion_assignment"):
    """A unit is to deal with an opinion by a day."""

    id = Serial(primary_key=True)
    opinion = ForeignKey(Opinion, null=False, default=None, on_delete=OnDelete.restrict)
    unit = ForeignKey(Unit, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    due_on = Date(default=None, null=True)
    assigned_by = ForeignKey(Staff, null=False, default=None, on_delete=OnDelete.restrict)
    assigned_at = Timestamptz(default=TimestamptzNow(), null=False)

    opinion_assignment_once = Unique(["opinion"])


class InternalNote(Table, tablename="opinion_note"):
    """What staff say to each other about an opinion; never public."""

    id = BigSerial(primary_key=True)
    opinion = ForeignKey(Opinion, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    text = Text(default=None, null=False)
    written_by = ForeignKey(Staff, null=False, default=None, on_delete=OnDelete.restrict)
    written_at = Timestamptz(default=TimestamptzNow(), null=False)


class SuggestedGroup(Table, tablename="opinion_suggested_group"):
    """Opinions a computation found alike; a person decides whether they are a point."""

    id = Serial(primary_key=True)
    subject = ForeignKey(Subject, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    kind = Varchar(length=20, default=None, null=False)
    likeness = SmallInt(default=None, null=False)  # percent, of the weakest member
    terms = Varchar(length=200, default="", null=False)  # words that bind it
    fingerprint = Varchar(length=64, default=None, null=False)  # of its members: dismissed stays so
    dismissed_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    suggested_at = Timestamptz(default=TimestamptzNow(), null=False)

    opinion_suggested_group_once = Unique(["subject", "fingerprint"])
    opinion_suggested_group_kind_known = Check("kind IN ('near_identical','similar','same_person')")


class SuggestedMember(Table, tablename="opinion_suggested_member"):
    """An opinion of a suggested group."""

    id = BigSerial(primary_key=True)
    group = ForeignKey(
        SuggestedGroup, null=False, default=None, on_delete=OnDelete.cascade, index=True
    )
    opinion = ForeignKey(Opinion, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    is_dissenting = Boolean(default=False, null=False)
