"""Files of a decision or of one of its steps."""

from piccolo.columns import BigInt, Boolean, ForeignKey, Serial, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from backend.decisions.tables.decision import Decision
from backend.decisions.tables.plan import PlanStep
from backend.organisation.tables import Staff


class Attachment(Table, tablename="decision_attachment"):
    """A stored file: its bytes live in `kernel.documents.storage` under `storage_key`."""

    id = Serial(primary_key=True)
    decision = ForeignKey(
        Decision, null=False, default=None, on_delete=OnDelete.cascade, index=True
    )
    step = ForeignKey(PlanStep, null=True, default=None, on_delete=OnDelete.restrict)
    kind = Varchar(length=30, default="other", null=False)
    title = Varchar(length=200, default=None, null=False)
    file_name = Varchar(length=200, default=None, null=False)
    content_type = Varchar(length=100, default=None, null=False)
    size = BigInt(default=None, null=False)  # bytes
    sha256 = Varchar(length=64, default=None, null=False)
    storage_key = Varchar(length=100, default=None, null=False, unique=True)
    public_code = Varchar(length=20, default=None, null=False, unique=True)
    is_public = Boolean(default=False, null=False)
    added_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    published_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    first_published_at = Timestamptz(default=None, null=True)  # once public, never deleted
    added_at = Timestamptz(default=TimestamptzNow(), null=False)

    attachment_two_persons = Check("published_by IS NULL OR published_by <> added_by")
    attachment_published_by_someone = Check("NOT is_public OR first_published_at IS NOT NULL")
    attachment_not_empty = Check("size > 0")
