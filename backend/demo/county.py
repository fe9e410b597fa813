"""Units and staff of the demo county."""

from collections.abc import Mapping
from typing import Any

from backend.journal.schemas import SYSTEM
from backend.organisation.enums import Role, UnitKind
from backend.organisation.operations.staff import create_staff
from backend.organisation.operations.units import add_unit
from backend.organisation.schemas import StaffDraft, StaffMember, UnitDraft

People = Mapping[str, StaffMember]

KINDS = {
    "政府": UnitKind.GOVERNMENT,
    "政府组成部门": UnitKind.DEPARTMENT,
    "驻县单位": UnitKind.STATIONED,
    "直属单位": UnitKind.AFFILIATED,
    "公共企事业单位": UnitKind.UTILITY,
    "园区": UnitKind.ZONE,
    "镇街": UnitKind.TOWN,
}


async def load(orgs: dict[str, Any], staff: dict[str, Any], *, password: str) -> People:
    """Add every unit, parents first, and open every account; return the people by user name."""
    for position, org in enumerate(orgs["orgs"]):
        await add_unit(_unit(org, position), manager=SYSTEM)
    people = {}
    for person in staff["staff"]:
        made = await create_staff(
            _person(person), manager=SYSTEM, password=password, must_change_password=False
        )
        people[person["username"]] = made.staff
    return people


def _unit(org: dict[str, Any], position: int) -> UnitDraft:
    return UnitDraft(
        code=org["id"],
        name=org["name"],
        kind=KINDS[org["type"]],
        parent_code=org["parent_id"],
        duty=org["duty"],
        phone=org["phone"],
        email=org["email"],
        address=org["address"],
        may_publish=org["can_publish"],
        position=position,
    )


def _person(person: dict[str, Any]) -> StaffDraft:
    return StaffDraft(
        username=person["username"],
        name=person["name"],
        unit_code=person["unit"],
        roles=frozenset(Role(role) for role in person["roles"]),
        mail=person["mail"],
    )
