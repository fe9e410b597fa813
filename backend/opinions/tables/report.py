"""The adoption report and the answers it made public."""

from piccolo.columns import (
    JSONB,
    BigSerial,
    ForeignKey,
    Integer,
    Serial,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from backend.opinions.tables.opinion import Opinion
from backend.opinions.tables.points import RESULT_KNOWN
from backend.opinions.tables.subject import Subject
from backend.organisation.tables import Staff


class AdoptionReport(Table, tablename="adoption_report"):
    """All answers of a subject on their way into the public: read by a second person, cleared."""

    id = Serial(primary_key=True)
    subject = ForeignKey(Subject, null=False, default=None, on_delete=OnDelete.restrict)
    state = Varchar(length=20, default="draft", null=False)
    statement = Text(default="", null=False)
    submitted_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    submitted_at = Timestamptz(default=None, null=True)
    read_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    read_at = Timestamptz(default=None, null=True)
    read_note = Text(default="", null=False)
    cleared_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    cleared_at = Timestamptz(default=None, null=True)
    clearance = Text(default="", null=False)  # the legality opinion
    published_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    published_at = Timestamptz(default=None, null=True)
    figures = JSONB(default={}, null=False)  # as they stood when it was published
    revision = Integer(default=1, null=False)

    adoption_report_once = Unique(["subject"])
    adoption_report_state_known = Check(
        "state IN ('draft','submitted','read','cleared','published')"
    )
    adoption_report_read_by_another = Check("read_by <> submitted_by")
    adoption_report_steps_whole = Check(
        "(state IN ('draft') OR submitted_by IS NOT NULL)"
        " AND (state IN ('draft','submitted') OR read_by IS NOT NULL)"
        " AND (state IN ('draft','submitted','read') OR cleared_by IS NOT NULL)"
        " AND (state = 'published') = (published_at IS NOT NULL)"
        " AND (state = 'published') = (published_by IS NOT NULL)"
    )


class PublishedAnswer(Table, tablename="opinion_answer"):
    """What the public was told about one opinion; append-only."""

    id = BigSerial(primary_key=True)
    report = ForeignKey(
        AdoptionReport, null=False, default=None, on_delete=OnDelete.restrict, index=True
    )
    opinion = ForeignKey(Opinion, null=False, default=None, on_delete=OnDelete.restrict)
    result = Varchar(length=20, default=None, null=False)
    reason = Text(default="", null=False)

    opinion_answer_once = Unique(["opinion"])
    opinion_answer_result_known = Check(RESULT_KNOWN + " AND result <> ''")
