"""Units as anyone, or the office, may know them."""

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from backend.kernel.language import say
from backend.organisation.enums import UnitKind

CODE = re.compile(r"[a-z][a-z0-9-]{0,39}")
RESERVED = frozenset({"new"})  # an address of its own, under /desk/units
EMAIL = re.compile(r"[^@\s<>,;]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")
Line = Annotated[str, StringConstraints(max_length=100)]
ShortLine = Annotated[str, StringConstraints(max_length=40)]
LongLine = Annotated[str, StringConstraints(max_length=200)]


class UnitPublic(BaseModel):
    """A unit, as anyone may know it."""

    model_config = ConfigDict(frozen=True)

    code: str
    name: str
    kind: UnitKind
    parent_code: str | None = None
    duty: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


class UnitForDesk(UnitPublic):
    """A unit, as the office keeps it."""

    id: int
    may_publish: bool
    is_active: bool
    position: int
    staff_count: int = 0
    revision: int = 0


class UnitChoice(BaseModel):
    """A unit in a list to choose from."""

    model_config = ConfigDict(frozen=True)

    id: int
    code: str
    name: str


class UnitAmendment(BaseModel):
    """What the office may change in a unit; its code stays, since addresses carry it."""

    model_config = ConfigDict(frozen=True)

    name: Annotated[Line, StringConstraints(min_length=2)]
    kind: UnitKind
    parent_code: ShortLine | None = None
    duty: Annotated[str, StringConstraints(max_length=2000)] = ""
    phone: ShortLine = ""
    email: LongLine = ""
    address: LongLine = ""
    may_publish: bool = False
    is_active: bool = False
    position: Annotated[int, Field(ge=0, le=9999)] = 0
    revision: int | None = None  # as it was when the form was shown

    @field_validator("email")
    @classmethod
    def _is_an_address(cls, typed: str) -> str:
        if typed and not EMAIL.fullmatch(typed):
            raise ValueError(say("请写完整的电子邮箱，例如 office@qingze.example。"))
        return typed


class UnitDraft(UnitAmendment):
    """A unit to be added."""

    code: ShortLine
    is_active: bool = True

    @field_validator("code")
    @classmethod
    def _is_a_code(cls, typed: str) -> str:
        if not CODE.fullmatch(typed) or typed in RESERVED:
            raise ValueError(say("代码用小写字母开头，只含小写字母、数字和短横线。"))
        return typed
