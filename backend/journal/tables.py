"""The journal's one table; triggers in the migrations keep it append-only."""

from piccolo.columns import BigInt, BigSerial, Boolean, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Check
from piccolo.table import Table


class JournalEntry(Table, tablename="journal_entry"):
    """One act."""

    id = BigSerial(primary_key=True)
    recorded_at = Timestamptz(default=TimestamptzNow(), null=False, required=True)
    actor_kind = Varchar(length=20, default=None, null=False)
    actor_id = Integer(default=None, null=True)
    actor_name = Varchar(length=100, default="", null=False)
    actor_unit = Varchar(length=100, default="", null=False)
    action = Varchar(length=80, default=None, null=False)
    subject_kind = Varchar(length=40, default=None, null=False)
    subject_id = Varchar(length=80, default=None, null=False, index=True)
    subject_title = Text(default="", null=False)
    subject_path = Varchar(length=300, default="", null=False)
    reason = Text(default="", null=False)
    is_public = Boolean(default=False, null=False, index=True, index_method=IndexMethod.btree)
    payload = Text(default=None, null=False)
    payload_sha256 = Varchar(length=64, default=None, null=False)

    actor_kind_known = Check("actor_kind IN ('staff', 'citizen', 'system')")
    payload_hash_shaped = Check("payload_sha256 ~ '^[0-9a-f]{64}$'")


class JournalCheck(Table, tablename="journal_check"):
    """One run over the whole journal, comparing each payload with its hash."""

    id = Serial(primary_key=True)
    checked_at = Timestamptz(default=TimestamptzNow(), null=False)
    entries = BigInt(default=None, null=False)
    mismatches = BigInt(default=None, null=False)
