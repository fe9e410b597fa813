"""The year's catalogue."""

from piccolo.columns import Date, ForeignKey, Integer, Serial, SmallInt, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from backend.organisation.tables import Staff


class Catalogue(Table, tablename="catalogue"):
    """One year's list, with the record of who agreed to it (art. 3(3))."""

    id = Serial(primary_key=True)
    year = SmallInt(default=None, null=False)
    title = Varchar(length=200, default=None, null=False)
    doc_no = Varchar(length=100, default="", null=False)
    state = Varchar(length=20, default="draft", null=False)
    meeting = Varchar(length=200, default="", null=False)  # 县政府第57次常务会议
    party_consent = Varchar(length=200, default="", null=False)  # 文号或会议
    party_consent_on = Date(default=None, null=True)
    comment_opened_on = Date(default=None, null=True)
    comment_closed_on = Date(default=None, null=True)
    comments_received = Integer(default=None, null=True)
    published_on = Date(default=None, null=True)
    report_published_on = Date(default=None, null=True)
    report_summary = Text(default="", null=False)
    drafted_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    submitted_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    approved_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    revision = Integer(default=1, null=False)
    created_at = Timestamptz(default=TimestamptzNow(), null=False)

    catalogue_once_a_year = Unique(["year"])
    catalogue_year_plausible = Check("year BETWEEN 2000 AND 2100")
    catalogue_state_known = Check("state IN ('draft','submitted','approved','published')")
    catalogue_agreed_before_published = Check(
        "state <> 'published' OR (published_on IS NOT NULL AND meeting <> ''"
        " AND party_consent <> '' AND party_consent_on IS NOT NULL)"
    )
    catalogue_two_persons = Check("approved_by IS NULL OR approved_by <> submitted_by")
    catalogue_drafter_apart = Check("approved_by IS NULL OR approved_by <> drafted_by")
