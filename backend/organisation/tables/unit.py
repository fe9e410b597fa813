"""Units of the county."""

from typing import Any

from piccolo.columns import Boolean, ForeignKey, Integer, Serial, SmallInt, Text, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
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
    revision = Integer(default=0, null=False)  # two editors at once are told apart by it

    unit_kind_known = Check(
        "kind IN ('government','department','stationed','affiliated','utility','zone','town')"
    )
    unit_code_shaped = Check("code ~ '^[a-z][a-z0-9-]*$'")
    unit_not_its_own_parent = Check("parent IS NULL OR parent <> id")
