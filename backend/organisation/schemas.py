"""Units and staff as others see them."""

from pydantic import BaseModel, ConfigDict

from backend.journal.enums import ActorKind
from backend.journal.schemas import Actor
from backend.organisation.enums import Role, UnitKind


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


class UnitChoice(BaseModel):
    """A unit in a list to choose from."""

    model_config = ConfigDict(frozen=True)

    id: int
    code: str
    name: str


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
