"""Units for programs, page by page."""

from typing import Any

from backend.kernel.database import rows
from backend.kernel.paging import LARGEST_PAGE, Page, read_cursor, write_cursor
from backend.organisation.queries.units import PUBLIC
from backend.organisation.schemas import UnitPublic

PLACED = PUBLIC.replace("SELECT ", "SELECT u.position, ", 1)
FROM_START = PLACED + "ORDER BY u.position, u.code LIMIT {}"
FURTHER = PLACED + (
    "AND (u.position, u.code) > ({}::bigint, {}) ORDER BY u.position, u.code LIMIT {}"
)


async def page_units_public(*, after: str = "", size: int = LARGEST_PAGE) -> Page[UnitPublic]:
    """Return units in use, in the county's order; raise Invalid for a cursor that is not ours."""
    wanted = min(size, LARGEST_PAGE)
    found: list[dict[str, Any]]
    if after:
        found = await rows(FURTHER, *read_cursor(after, int, str), wanted + 1)
    else:
        found = await rows(FROM_START, wanted + 1)
    shown = found[:wanted]
    more = write_cursor(shown[-1]["position"], shown[-1]["code"]) if len(found) > wanted else None
    return Page[UnitPublic](items=tuple(UnitPublic(**row) for row in shown), next=more)
