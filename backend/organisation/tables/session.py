"""Sessions, and the count of attempts to get one."""

from piccolo.columns import ForeignKey, Integer, Serial, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from backend.organisation.tables.staff import Staff


class StaffSession(Table, tablename="staff_session"):
    """One browser somebody signed in with; its token stands here only as a hash."""

    id = Serial(primary_key=True)
    token_hash = Varchar(length=64, default=None, null=False, unique=True)
    staff = ForeignKey(Staff, null=False, default=None, on_delete=OnDelete.cascade, index=True)
    stage = Varchar(length=10, default=None, null=False)
    device = Varchar(length=60, default="", null=False)  # coarse; no address is kept
    created_at = Timestamptz(default=TimestamptzNow(), null=False)
    seen_at = Timestamptz(default=TimestamptzNow(), null=False)
    expires_at = Timestamptz(default=None, null=False, index=True)
    revoked_at = Timestamptz(default=None, null=True)

    session_stage_known = Check("stage IN ('code', 'open')")
    session_token_hash_shaped = Check("token_hash ~ '^[0-9a-f]{64}$'")


class SignInAttempts(Table, tablename="sign_in_attempts"):
    """Failed attempts of one account from one address, of one account, or of one address.

    Keys are keyed hashes: neither an address nor a mistyped name can be read back.
    """

    id = Serial(primary_key=True)
    counted = Varchar(length=10, default=None, null=False)
    key_hash = Varchar(length=64, default=None, null=False)
    failures = Integer(default=0, null=False)
    failed_at = Timestamptz(default=None, null=True)
    blocked_until = Timestamptz(default=None, null=True)
    succeeded_at = Timestamptz(default=None, null=True)

    sign_in_attempts_once = Unique(["counted", "key_hash"])
    sign_in_counted_known = Check("counted IN ('pair', 'account', 'address')")
    sign_in_failures_counted = Check("failures >= 0")
