"""What opinions are invited on, and the parts of it they can point at."""

from piccolo.columns import Boolean, Date, ForeignKey, Integer, Serial, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from backend.organisation.tables import Unit


class Subject(Table, tablename="opinion_subject"):
    """A consultation, survey, event or meeting, as far as the ledger has to know it."""

    id = Serial(primary_key=True)
    kind = Varchar(length=20, default=None, null=False)
    key = Varchar(length=80, default=None, null=False)  # its own name within its kind: a slug
    title = Varchar(length=200, default=None, null=False)
    path = Varchar(length=200, default=None, null=False)  # its public address
    lead_unit = ForeignKey(Unit, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    moderation = Varchar(length=10, default="before", null=False)
    opens_at = Timestamptz(default=None, null=True)  # None: not published yet
    closes_at = Timestamptz(default=None, null=True)  # the first instant that is too late
    answer_due_on = Date(default=None, null=True)
    concluded_at = Timestamptz(default=None, null=True)
    created_at = Timestamptz(default=TimestamptzNow(), null=False)

    opinion_subject_once = Unique(["kind", "key"])
    opinion_subject_kind_known = Check("kind IN ('consultation','survey','event','meeting')")
    opinion_subject_moderation_known = Check("moderation IN ('before','after')")
    opinion_subject_window_whole = Check("(opens_at IS NULL) = (closes_at IS NULL)")
    opinion_subject_window_forward = Check("opens_at < closes_at")


class Passage(Table, tablename="opinion_passage"):
    """A part of a subject that keeps its identity however its wording changes: a clause."""

    id = Serial(primary_key=True)
    subject = ForeignKey(Subject, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    label = Varchar(length=200, default=None, null=False)  # as it is called now
    position = Integer(default=0, null=False)
    is_current = Boolean(default=True, null=False)  # False: opinions keep pointing at it
