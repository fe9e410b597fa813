"""Tables of opinions somebody sent in: sealed while they wait, then only what came of them."""

from piccolo.columns import (
    BigSerial,
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

from backend.opinions.tables.opinion import Opinion
from backend.opinions.tables.subject import Subject
from backend.organisation.tables import Staff


class OpinionImport(Table, tablename="opinion_import"):
    """One table on its way into the ledger: names and contacts stand in it, so it is sealed."""

    id = Serial(primary_key=True)
    subject = ForeignKey(Subject, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    channel = Varchar(length=20, default="", null=False)  # of rows that name none
    received_on = Date(default=None, null=True)  # of rows that name no day
    file_name = Varchar(length=100, default=None, null=False)
    content_sealed = Text(default=None, null=False)  # empty once it is closed
    state = Varchar(length=20, default="open", null=False)
    revision = Integer(default=1, null=False)
    created_by = ForeignKey(Staff, null=False, default=None, on_delete=OnDelete.restrict)
    created_at = Timestamptz(default=TimestamptzNow(), null=False)
    closed_at = Timestamptz(default=None, null=True)  # confirmed or discarded

    opinion_import_state_known = Check("state IN ('open','confirmed','discarded')")
    opinion_import_closed_once = Check("(state = 'open') = (closed_at IS NULL)")
    opinion_import_forgotten_when_closed = Check("(state = 'open') = (content_sealed <> '')")
    opinion_import_channel_known = Check(
        "channel IN ('','email','letter','phone','counter','hearing','field_visit','event',"
        "'meeting')"
    )


class ImportedOpinion(Table, tablename="opinion_imported"):
    """Which row of a table became which opinion."""

    id = BigSerial(primary_key=True)
    source = ForeignKey(OpinionImport, null=False, default=None, on_delete=OnDelete.restrict)
    line = Integer(default=None, null=False)  # of the table, counted from 1
    opinion = ForeignKey(Opinion, null=False, default=None, on_delete=OnDelete.restrict)

    opinion_imported_line_once = Unique(["source", "line"])
    opinion_imported_once = Unique(["opinion"])
