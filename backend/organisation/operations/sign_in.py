"""Signing in: a password, then a one-time code where the person has enrolled one."""

from typing import Any

from backend.journal import operations as journal
from backend.journal.schemas import SYSTEM, Subject
from backend.kernel.database import rows, transaction
from backend.kernel.errors import Conflict, Invalid
from backend.kernel.language import say
from backend.organisation.enums import SessionStage
from backend.organisation.operations import passwords
from backend.organisation.operations.attempts import clear_attempts, forgive_attempt, take_attempt
from backend.organisation.operations.codes import use_code
from backend.organisation.operations.sessions import open_session, subject_of
from backend.organisation.schemas import DeskSession, OpenedSession
from backend.organisation.schemas.sign_in import SignInDraft

KNOWN = """
    SELECT s.id, s.username, s.name, s.password_hash, s.is_active,
           s.totp_confirmed_at IS NOT NULL AS has_second_factor
    FROM staff s WHERE s.username = {}
"""
STILL_SO = "SELECT id FROM staff WHERE id = {} AND password_hash = {} AND is_active FOR UPDATE"
NEW_HASH = "UPDATE staff SET password_hash = {} WHERE id = {}"
RIGHT_PASSWORD = "SELECT password_hash FROM staff WHERE id = {}"  # noqa: S105 - a query
WRONG = say("用户名或密码不对。忘了密码，请找县政府办公室重置。")


async def sign_in(draft: SignInDraft, *, address: str, device: str) -> OpenedSession:
    """Open a session for the right password; one that still wants a code where one is enrolled.

    Raises Invalid without saying what was wrong, and TooMany after too many guesses. Unknown
    names take as long as known ones.
    """
    shuts = await take_attempt(draft.username, address)
    found = await rows(KNOWN, draft.username)
    known: dict[str, Any] | None = found[0] if found else None
    fits = await passwords.is_right(draft.password, known["password_hash"] if known else None)
    if not known or not fits or not known["is_active"]:
        if known and shuts:
            await _record_slowed(known)
        raise Invalid(WRONG)
    fresh = None
    if passwords.needs_new_hash(known["password_hash"]):
        fresh = await passwords.hash_password(draft.password)
    return await _let_in(known, fresh, address=address, device=device)


async def verify_second_factor(
    typed: str, *, session: DeskSession, address: str, device: str
) -> OpenedSession:
    """Open the session that a right code earns, in place of the one that waited for it.

    Takes a one-time code or a recovery code, each once. Raises Invalid, TooMany, or Conflict when
    this sign-in is over.
    """
    if session.stage is not SessionStage.CODE:
        raise Conflict(say("您已经登录了。"))
    await take_attempt(session.staff.username, address)
    async with transaction():
        kind = await use_code(session.staff.id, typed)
        await clear_attempts(session.staff.username, address)
        opened = await open_session(
            session.staff.id, stage=SessionStage.OPEN, device=device, replaces=session.id
        )
        await _record(opened.session, {"second_factor": kind})
    return opened


async def prove_password(password: str, *, session: DeskSession, address: str) -> str:
    """Return the hash the present password fits; raise Invalid or, after guesses, TooMany."""
    await take_attempt(session.staff.username, address)
    found = await rows(RIGHT_PASSWORD, session.staff.id)
    kept: str | None = found[0]["password_hash"] if found else None
    if kept is None or not await passwords.is_right(password, kept):
        raise Invalid(fields={"password": say("现在的密码不对。")})
    await forgive_attempt(session.staff.username, address)
    return kept


async def _let_in(
    known: dict[str, Any], fresh_hash: str | None, *, address: str, device: str
) -> OpenedSession:
    stage = SessionStage.CODE if known["has_second_factor"] else SessionStage.OPEN
    async with transaction():
        if not await rows(STILL_SO, known["id"], known["password_hash"]):
            raise Invalid(WRONG)
        if fresh_hash:
            await rows(NEW_HASH, fresh_hash, known["id"])
        opened = await open_session(known["id"], stage=stage, device=device)
        if stage is SessionStage.OPEN:
            await clear_attempts(known["username"], address)
            await _record(opened.session, {"second_factor": ""})
        else:
            await forgive_attempt(known["username"], address)
    return opened


async def _record(session: DeskSession, payload: dict[str, str]) -> None:
    staff = session.staff
    await journal.record(staff.actor, "staff.sign_in", subject_of(staff), payload=payload)


async def _record_slowed(known: dict[str, Any]) -> None:
    subject = Subject(kind="staff", id=known["username"], title=known["name"])
    async with transaction():
        await journal.record(SYSTEM, "staff.sign_in_slowed", subject)
