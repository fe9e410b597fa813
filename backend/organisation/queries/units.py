"""Reads of units."""

from backend.kernel.database import rows
from backend.kernel.errors import NotFound
from backend.organisation.schemas import UnitChoice, UnitForDesk, UnitPublic
from backend.organisation.schemas.units import CODE

FIELDS = """
    SELECT u.id, u.code, u.name, u.kind, p.code AS parent_code, u.duty, u.phone, u.email, u.address,
           u.may_publish, u.is_active, u.position, u.revision,
           (SELECT count(*) FROM staff s WHERE s.unit = u.id AND s.is_active) AS staff_count
    FROM unit u LEFT JOIN unit p ON p.id = u.parent
"""
PUBLIC = """
    SELECT u.code, u.name, u.kind, p.code AS parent_code, u.duty, u.phone, u.email, u.address
    FROM unit u LEFT JOIN unit p ON p.id = u.parent WHERE u.is_active
"""


async def list_units() -> tuple[UnitForDesk, ...]:
    """Return every unit, in the county's own order."""
    found = await rows(FIELDS + "ORDER BY u.position, u.code")
    return tuple(UnitForDesk(**row) for row in found)


async def get_unit(code: str) -> UnitForDesk:
    """Return one unit; raise NotFound."""
    if not CODE.fullmatch(code):
        raise NotFound
    found = await rows(FIELDS + "WHERE u.code = {}", code)
    if not found:
        raise NotFound
    return UnitForDesk(**found[0])


async def unit_choices() -> tuple[UnitChoice, ...]:
    """Return the units in use, to choose one from."""
    found = await rows("SELECT id, code, name FROM unit WHERE is_active ORDER BY position, code")
    return tuple(UnitChoice(**row) for row in found)


async def list_towns() -> tuple[UnitChoice, ...]:
    """Return the towns and zones people live in, to choose one from."""
    found = await rows(
        "SELECT id, code, name FROM unit WHERE is_active AND kind IN ('town', 'zone')"
        " ORDER BY position, code"
    )
    return tuple(UnitChoice(**row) for row in found)


async def list_units_public() -> tuple[UnitPublic, ...]:
    """Return the units in use, as anyone may know them."""
    found = await rows(PUBLIC + "ORDER BY u.position, u.code")
    return tuple(UnitPublic(**row) for row in found)


async def get_unit_public(code: str) -> UnitPublic:
    """Return one unit in use; raise NotFound."""
    if not CODE.fullmatch(code):
        raise NotFound
    found = await rows(PUBLIC + "AND u.code = {}", code)
    if not found:
        raise NotFound
    return UnitPublic(**found[0])
