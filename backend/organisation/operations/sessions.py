"""Sessions: opened, resumed at each request, and ended. All times are the database's."""

from typing import Any

from backend.journal import operations as journal
from backend.journal.schemas import Subject
from backend.kernel.database import rows, transaction
from backend.kernel.errors import Conflict, NotFound
from backend.kernel.ids import digest, new_token
from backend.kernel.language import say
from backend.kernel.settings import get_settings
from backend.organisation.enums import Role, SessionStage
from backend.organisation.rules.sign_in import Standing, what_is_due
from backend.organisation.schemas import DeskSession, OpenedSession, StaffMember

CODE_MINUTES = 10  # between the password and the one-time code
LARGEST_ID = 2**31 - 1
SEEN_EVERY = 60  # seconds: a page view seldom writes

LIVE = """
    SELECT e.id, e.stage, e.seen_at < clock_timestamp() - make_interval(secs => {}) AS is_stale,
           s.id AS staff_id, s.username, s.name, s.must_change_password,
           s.totp_confirmed_at IS NOT NULL AS has_second_factor,
           u.id AS unit_id, u.code AS unit_code, u.name AS unit_name,
           ARRAY(SELECT r.role FROM staff_role r WHERE r.staff = s.id) AS roles
    FROM staff_session e JOIN staff s ON s.id = e.staff JOIN unit u ON u.id = s.unit
    WHERE e.token_hash = {} AND e.revoked_at IS NULL AND s.is_active
      AND e.expires_at > clock_timestamp()
      AND e.seen_at > clock_timestamp() - make_interval(mins => {})
"""
OPEN = """
    INSERT INTO staff_session (token_hash, staff, stage, device, created_at, seen_at, expires_at)
    SELECT {}, {}, {}, {}, now, now, now + make_interval(mins => {})
    FROM clock_timestamp() AS now
"""
SEEN = """
    UPDATE staff_session SET seen_at = clock_timestamp()
    WHERE id = {} AND seen_at < clock_timestamp() - make_interval(secs => {})
"""
REVOKE_OTHERS = """
    UPDATE staff_session SET revoked_at = clock_timestamp()
    WHERE staff = {} AND id <> {} AND revoked_at IS NULL RETURNING id
"""
REVOKE_ONE = """
    UPDATE staff_session SET revoked_at = clock_timestamp()
    WHERE staff = {} AND id = {} AND revoked_at IS NULL RETURNING id
"""
CLEAN = """
    DELETE FROM staff_session
    WHERE expires_at < clock_timestamp() - interval '1 day'
       OR revoked_at < clock_timestamp() - interval '1 day'
    RETURNING id
"""


async def find_session(token: str) -> DeskSession | None:
    """Return the live session of a token, with today's roles, and note that it was seen."""
    if not token:
        return None
    settings = get_settings()
    found = await rows(LIVE, SEEN_EVERY, digest(token), settings.session_idle_minutes)
    if not found:
        return None
    if found[0]["is_stale"]:
        await rows(SEEN, found[0]["id"], SEEN_EVERY)
    return _session(found[0])


async def open_session(
    staff_id: int, *, stage: SessionStage, device: str, replaces: int | None = None
) -> OpenedSession:
    """Open a session with a token of its own; the one it replaces ends in the same moment.

    A token known before a person proved more never becomes worth more (session fixation).
    """
    settings = get_settings()
    minutes = CODE_MINUTES if stage is SessionStage.CODE else settings.session_hours * 60
    token = new_token()
    async with transaction():
        if replaces is not None and not await rows(REVOKE_ONE, staff_id, replaces):
            raise Conflict(say("这次登录已经结束，请重新登录。"))
        await rows(OPEN, digest(token), staff_id, stage.value, device[:60], minutes)
        opened = await rows(LIVE, SEEN_EVERY, digest(token), settings.session_idle_minutes)
    if not opened:
        raise NotFound
    return OpenedSession(session=_session(opened[0]), token=token)


async def sign_out(session: DeskSession) -> None:
    """End the session at hand; doing so twice changes nothing."""
    async with transaction():
        if await rows(REVOKE_ONE, session.staff.id, session.id) and session.is_open:
            await journal.record(session.staff.actor, "staff.sign_out", subject_of(session.staff))


async def revoke_session(session_id: int, *, staff: StaffMember) -> None:
    """End one of a person's own sessions; raise NotFound for anyone else's."""
    async with transaction():
        if session_id > LARGEST_ID or not await rows(REVOKE_ONE, staff.id, session_id):
            raise NotFound
        await journal.record(staff.actor, "staff.revoke_session", subject_of(staff))


async def revoke_other_sessions(session: DeskSession) -> int:
    """End all of a person's sessions but this one, and return how many that were."""
    async with transaction():
        ended = len(await rows(REVOKE_OTHERS, session.staff.id, session.id))
        if ended:
            await journal.record(
                session.staff.actor,
                "staff.revoke_other_sessions",
                subject_of(session.staff),
                payload={"ended": ended},
            )
    return ended


async def end_sessions(staff_id: int, *, but: int = 0) -> int:
    """End a person's sessions, but one perhaps, inside the caller's transaction."""
    return len(await rows(REVOKE_OTHERS, staff_id, but))


async def clean_sessions() -> int:
    """Remove what ended more than a day ago, and return how many rows that were."""
    async with transaction():
        return len(await rows(CLEAN))


def subject_of(staff: StaffMember) -> Subject:
    """Return a member of staff as the journal's subject."""
    return Subject(kind="staff", id=staff.username, title=staff.name)


def _session(row: dict[str, Any]) -> DeskSession:
    stage = SessionStage(row["stage"])
    standing = Standing(stage, row["has_second_factor"], row["must_change_password"])
    return DeskSession(
        id=row["id"],
        staff=StaffMember(
            id=row["staff_id"],
            username=row["username"],
            name=row["name"],
            unit_id=row["unit_id"],
            unit_code=row["unit_code"],
            unit_name=row["unit_name"],
            roles=frozenset(Role(role) for role in row["roles"]),
        ),
        stage=stage,
        due=what_is_due(
            standing, is_second_factor_required=get_settings().is_second_factor_required
        ),
    )
