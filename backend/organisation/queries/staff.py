"""Reads of staff and of their own sessions."""

from typing import Any

from backend.kernel.database import rows
from backend.kernel.errors import NotFound
from backend.kernel.paging import Page, read_cursor, write_cursor
from backend.organisation.enums import Role
from backend.organisation.schemas import DeskSession, SessionForOwner, StaffForDesk
from backend.organisation.schemas.staff import USERNAME

PAGE_SIZE = 50  # people
FIELDS = """
    SELECT s.id, s.username, s.name, s.is_active, s.must_change_password, s.created_at, s.revision,
           s.mail, s.has_morning_letter,
           s.totp_confirmed_at IS NOT NULL AS has_second_factor,
           u.id AS unit_id, u.code AS unit_code, u.name AS unit_name,
           ARRAY(SELECT r.role FROM staff_role r WHERE r.staff = s.id) AS roles,
           (SELECT max(e.seen_at) FROM staff_session e WHERE e.staff = s.id) AS seen_at
    FROM staff s JOIN unit u ON u.id = s.unit
"""
OWN_SESSIONS = """
    SELECT id, device, created_at, seen_at, id = {} AS is_current FROM staff_session
    WHERE staff = {} AND stage = 'open' AND revoked_at IS NULL
      AND expires_at > clock_timestamp()
      AND seen_at > clock_timestamp() - make_interval(mins => {})
    ORDER BY id = {} DESC, seen_at DESC
"""
CODES_LEFT = "SELECT count(*) AS n FROM staff_recovery_code WHERE staff = {} AND used_at IS NULL"


async def get_staff(username: str) -> StaffForDesk:
    """Return one account; raise NotFound."""
    if not USERNAME.fullmatch(username):
        raise NotFound
    found = await rows(FIELDS + "WHERE s.username = {}", username)
    if not found:
        raise NotFound
    return staff_for_desk(found[0])


async def list_staff(
    cursor: str = "", *, word: str = "", unit_code: str = "", size: int = PAGE_SIZE
) -> Page[StaffForDesk]:
    """Return accounts by user name, all or those with this word or of this unit."""
    after = str(read_cursor(cursor, str)[0]) if cursor else ""
    after, word, unit_code = (_visible(typed) for typed in (after, word, unit_code))
    found = await rows(
        FIELDS
        + """WHERE s.username > {} AND ({} = '' OR u.code = {})
             AND ({} = '' OR position({} IN s.username) > 0 OR position({} IN s.name) > 0)
             ORDER BY s.username LIMIT {}""",
        after,
        *(unit_code, unit_code),
        *(word, word.lower(), word),
        size + 1,
    )
    people = tuple(staff_for_desk(row) for row in found[:size])
    return Page(items=people, next=write_cursor(people[-1].username) if len(found) > size else None)


async def list_own_sessions(
    session: DeskSession, *, idle_minutes: int
) -> tuple[SessionForOwner, ...]:
    """Return where a person is signed in, this browser first."""
    found = await rows(OWN_SESSIONS, session.id, session.staff.id, idle_minutes, session.id)
    return tuple(SessionForOwner(**row) for row in found)


async def count_recovery_codes(staff_id: int) -> int:
    """Return how many recovery codes a person has left."""
    return int((await rows(CODES_LEFT, staff_id))[0]["n"])


def staff_for_desk(row: dict[str, Any]) -> StaffForDesk:
    """Return a row of FIELDS as the office sees it."""
    roles = frozenset(Role(role) for role in row["roles"])
    return StaffForDesk(**{**row, "roles": roles})


def _visible(typed: str) -> str:
    """Return what was typed into an address without what no name contains."""
    return "".join(char for char in typed if char.isprintable()).strip()
