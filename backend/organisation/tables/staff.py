"""Staff, their roles, and what proves who they are."""

from piccolo.columns import (
    BigInt,
    Boolean,
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

from backend.organisation.tables.unit import Unit


class Staff(Table, tablename="staff"):
    """A person who signs in."""

    id = Serial(primary_key=True)
    username = Varchar(length=40, default=None, null=False, unique=True)
    name = Varchar(length=40, default=None, null=False)
    unit = ForeignKey(Unit, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    password_hash = Text(default=None, null=False)
    must_change_password = Boolean(default=True, null=False)
    totp_secret = Text(default="", null=False)  # sealed with the installation's key
    totp_pending = Text(default="", null=False)  # sealed; waits for its first code
    totp_confirmed_at = Timestamptz(default=None, null=True)
    totp_last_step = BigInt(default=0, null=False)  # 30-second steps; a code works once
    mail = Varchar(length=200, default="", null=False)  # where the morning's letter goes
    has_morning_letter = Boolean(default=True, null=False)
    is_active = Boolean(default=True, null=False)
    created_at = Timestamptz(default=TimestamptzNow(), null=False)
    revision = Integer(default=0, null=False)  # two editors at once are told apart by it

    username_shaped = Check("username ~ '^[a-z][a-z0-9._-]{1,39}$'")
    totp_secret_confirmed = Check("(totp_secret = '') = (totp_confirmed_at IS NULL)")


class StaffRole(Table, tablename="staff_role"):
    """One role of one person."""

    id = Serial(primary_key=True)
    staff = ForeignKey(Staff, null=False, default=None, on_delete=OnDelete.cascade, index=True)
    role = Varchar(length=30, default=None, null=False)

    staff_role_once = Unique(["staff", "role"])
    role_known = Check(
        "role IN ('office','catalogue_editor','drafter','reviewer','moderator','auditor')"
    )


class RecoveryCode(Table, tablename="staff_recovery_code"):
    """A way in without the phone; each works once."""

    id = Serial(primary_key=True)
    staff = ForeignKey(Staff, null=False, default=None, on_delete=OnDelete.cascade, index=True)
    code_hash = Varchar(length=64, default=None, null=False)  # keyed: guessing needs our key too
    used_at = Timestamptz(default=None, null=True)

    staff_recovery_code_once = Unique(["staff", "code_hash"])
    recovery_code_hash_shaped = Check("code_hash ~ '^[0-9a-f]{64}$'")
