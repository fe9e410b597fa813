"""Staff as operations, rules and the office know them."""

import re
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, field_validator

from backend.journal.enums import ActorKind
from backend.journal.schemas import Actor
from backend.kernel.language import say
from backend.kernel.text.mail_address import mail_address
from backend.organisation.enums import Role

USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,39}")
LONGEST_MAIL = 200  # characters
RESERVED = frozenset({"new"})  # addresses of their own, under /desk/staff


def _address(typed: str) -> str:
    """Return the address as it stands on an envelope; none is none."""
    found = mail_address(typed) if typed else ""
    if found is None:
        raise ValueError(say("请写完整的电子邮箱，例如 zhao.ming@qingze.example。"))
    return found


StaffMail = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=LONGEST_MAIL),
    AfterValidator(_address),
]


class StaffMember(BaseModel):
    """The person who signed in, as operations and rules know them."""

    model_config = ConfigDict(frozen=True)

    id: int
    username: str
    name: str
    unit_id: int
    unit_code: str
    unit_name: str
    roles: frozenset[Role] = frozenset()

    @property
    def actor(self) -> Actor:
        """Return the person as the journal names them."""
        return Actor(kind=ActorKind.STAFF, id=self.id, name=self.name, unit=self.unit_name)

    def has(self, *roles: Role) -> bool:
        """Whether this person holds any of these roles."""
        return not self.roles.isdisjoint(roles)


Manager = StaffMember | Actor
"""Who manages units and staff: a member of the office, or the system at the command line."""


class StaffForDesk(StaffMember):
    """A member of staff, as the office sees them."""

    is_active: bool
    must_change_password: bool
    has_second_factor: bool
    mail: str = ""
    has_morning_letter: bool = True
    created_at: datetime
    seen_at: datetime | None = None
    revision: int = 0


class StaffAmendment(BaseModel):
    """What the office may change in an account; the user name stays: the journal carries it."""

    model_config = ConfigDict(frozen=True)

    name: Annotated[str, StringConstraints(min_length=2, max_length=40)]
    unit_code: Annotated[str, StringConstraints(max_length=40)]
    roles: frozenset[Role] = frozenset()
    mail: StaffMail = ""
    is_active: bool = False
    revision: int | None = None  # as it was when the form was shown

    @field_validator("roles")
    @classmethod
    def _auditor_only_reads(cls, chosen: frozenset[Role]) -> frozenset[Role]:
        if Role.AUDITOR in chosen and len(chosen) > 1:
            raise ValueError(say("监督检查人员只看不办，不能同时有别的角色。"))
        return chosen


class StaffDraft(StaffAmendment):
    """An account to be opened."""

    username: Annotated[str, StringConstraints(to_lower=True)]
    is_active: bool = True

    @field_validator("username")
    @classmethod
    def _is_a_username(cls, typed: str) -> str:
        if not USERNAME.fullmatch(typed) or typed in RESERVED:
            raise ValueError(
                say("用户名 2 到 40 位，小写字母开头，只含小写字母、数字、点、下划线和短横线。")
            )
        return typed


class OwnMailDraft(BaseModel):
    """Where the morning's letter goes, and whether one comes at all."""

    model_config = ConfigDict(frozen=True)

    mail: StaffMail = ""
    has_morning_letter: bool = False


class NewStaff(BaseModel):
    """An account with the password that is shown once."""

    model_config = ConfigDict(frozen=True)

    staff: StaffForDesk
    password: str
