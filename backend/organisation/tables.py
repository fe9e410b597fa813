"""Units, staff and roles."""

from typing import Any

from piccolo.columns import (
    Boolean,
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


class Unit(Table, tablename="unit"):
    """A unit of the county, or one it answers for."""

    id = Serial(primary_key=True)
    code = Varchar(length=40, default=None, null=False, unique=True)
    name = Varchar(length=100, default=None, null=False, unique=True)
    kind = Varchar(length=20, default=None, null=False)
    parent: ForeignKey[Any] = ForeignKey(
        "self", null=True, default=None, on_delete=OnDelete.restrict, index=True
    )
    duty = Text(default="", null=False)
    phone = Varchar(length=40, default="", null=False)
    email = Varchar(length=200, default="", null=False)
    address = Varchar(length=200, default="", null=False)
    may_publish = Boolean(default=False, null=False)
    is_active = Boolean(default=True, null=False)
    position = SmallInt(default=0, null=False)

    unit_kind_known = Check(
        "kind IN ('government','department','stationed','affiliated','utility','zone','town')"
    )
    unit_code_shaped = Check("code ~ '^[a-z][a-z0-9-]*$'")


class Staff(Table, tablename="staff"):
    """A person who signs in."""

    id = Serial(primary_key=True)
    username = Varchar(length=40, default=None, null=False, unique=True)
    name = Varchar(length=40, default=None, null=False)
    unit = ForeignKey(Unit, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    password_hash = Text(default=None, null=False)
    must_change_password = Boolean(default=True, null=False)
    totp_secret = Text(default="", null=False)  # encrypted with the installation's key
    totp_confirmed_at = Timestamptz(default=None, null=True)
    totp_last_step = Integer(default=0, null=False)  # 30-second steps; a code works once
    is_active = Boolean(default=True, null=False)
    created_at = Timestamptz(default=TimestamptzNow(), null=False)

    username_shaped = Check("username ~ '^[a-z][a-z0-9._-]{1,39}$'")


class StaffRole(Table, tablename="staff_role"):
    """One role of one person."""

    id = Serial(primary_key=True)
    staff = ForeignKey(Staff, null=False, default=None, on_delete=OnDelete.cascade, index=True)
    role = Varchar(length=30, default=None, null=False)

    staff_role_once = Unique(["staff", "role"])
    role_known = Check(
        "role IN ('office','catalogue_editor','drafter','reviewer','moderator','auditor')"
    )
