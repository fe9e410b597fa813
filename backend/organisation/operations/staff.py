"""Accounts, as the office opens, amends and resets them."""

from typing import Any

import asyncpg

from backend.journal import operations as journal
from backend.kernel.database import rows, transaction
from backend.kernel.errors import Invalid
from backend.kernel.language import say
from backend.organisation.enums import Role
from backend.organisation.operations import passwords
from backend.organisation.operations.codes import forget_recovery_codes
from backend.organisation.operations.sessions import end_sessions, subject_of
from backend.organisation.queries.staff import get_staff
from backend.organisation.rules.management import (
    keep_an_office,
    manager_as_actor,
    not_oneself,
    same_revision,
)
from backend.organisation.rules.passwords import password_problem
from backend.organisation.schemas import (
    Manager,
    NewStaff,
    StaffAmendment,
    StaffDraft,
    StaffForDesk,
)
from backend.organisation.tables import Staff, StaffRole

OFFICE = "SELECT pg_advisory_xact_lock(7240083)"  # who is of the office changes one at a time
LOCK = "SELECT id FROM staff WHERE id = {} FOR UPDATE"
UNIT = "SELECT id FROM unit WHERE code = {} AND is_active"
OFFICE_LEFT = """
    SELECT count(*) AS n FROM staff s JOIN staff_role r ON r.staff = s.id
    WHERE r.role = 'office' AND s.is_active
"""
AMEND = """
    UPDATE staff SET name = {}, unit = {}, mail = {}, is_active = {}, revision = revision + 1
    WHERE id = {}
"""
RESET = """
    UPDATE staff SET password_hash = {}, must_change_password = true, revision = revision + 1
    WHERE id = {}
"""
NO_SECOND_FACTOR = """
    UPDATE staff SET totp_secret = '', totp_pending = '', totp_confirmed_at = NULL,
                     revision = revision + 1
    WHERE id = {}
"""


async def create_staff(
    draft: StaffDraft,
    *,
    manager: Manager,
    password: str = "",
    must_change_password: bool = True,
) -> NewStaff:
    """Open an account and return it with its password, a one-time one unless one was given.

    Raises Invalid for a taken user name, an unknown unit or a poor password; Forbidden for anyone
    but the office and the system.
    """
    actor = manager_as_actor(manager)
    if password and (problem := password_problem(password, username=draft.username)):
        raise Invalid(fields={"password": problem})
    secret = password or passwords.one_time_password()
    password_hash = await passwords.hash_password(secret)
    async with transaction():
        staff_id = await _insert(draft, password_hash, must_change=must_change_password)
        await _set_roles(staff_id, draft.roles)
        staff = await get_staff(draft.username)
        await journal.record(actor, "staff.create", subject_of(staff), payload=_opened(draft))
    return NewStaff(staff=staff, password=secret)


async def amend_staff(
    username: str, amendment: StaffAmendment, *, manager: Manager
) -> StaffForDesk:
    """Change name, unit, roles or whether the account is in use; it holds from the next request.

    Raises Conflict when nobody of the office would be left, Invalid when another changed it first.
    """
    actor = manager_as_actor(manager)
    async with transaction():
        await rows(OFFICE)
        before = await _locked(username)
        same_revision(amendment.revision, before.revision)
        unit_id = await _unit_id(amendment.unit_code, present=before)
        kept = (amendment.name, unit_id, amendment.mail, amendment.is_active)
        await rows(AMEND, *kept, before.id)
        await _set_roles(before.id, amendment.roles)
        if before.has(Role.OFFICE):
            keep_an_office((await rows(OFFICE_LEFT))[0]["n"])
        if not amendment.is_active:
            await end_sessions(before.id)
        after = await get_staff(username)
        payload = {"before": _amended(before), "after": _amended(after)}
        payload["after"]["is_mail_changed"] = before.mail != after.mail
        await journal.record(actor, "staff.amend", subject_of(after), payload=payload)
    return after


async def reset_password(username: str, *, manager: Manager) -> NewStaff:
    """Give an account a one-time password and end its sessions; nobody resets their own."""
    actor = manager_as_actor(manager)
    secret = passwords.one_time_password()
    password_hash = await passwords.hash_password(secret)
    async with transaction():
        staff = await _locked(username)
        not_oneself(manager, staff.id)
        await rows(RESET, password_hash, staff.id)
        await end_sessions(staff.id)
        await journal.record(actor, "staff.reset_password", subject_of(staff))
    return NewStaff(staff=staff, password=secret)


async def remove_second_factor(username: str, *, manager: Manager) -> StaffForDesk:
    """Take a lost phone off an account, its recovery codes too, and end its sessions."""
    actor = manager_as_actor(manager)
    async with transaction():
        staff = await _locked(username)
        not_oneself(manager, staff.id)
        await rows(NO_SECOND_FACTOR, staff.id)
        await forget_recovery_codes(staff.id)
        await end_sessions(staff.id)
        await journal.record(actor, "staff.remove_second_factor", subject_of(staff))
        return await get_staff(username)


async def _locked(username: str) -> StaffForDesk:
    staff = await get_staff(username)
    await rows(LOCK, staff.id)
    return await get_staff(username)


async def _insert(draft: StaffDraft, password_hash: str, *, must_change: bool) -> int:
    row = Staff(
        username=draft.username,
        name=draft.name,
        unit=await _unit_id(draft.unit_code),
        password_hash=password_hash,
        mail=draft.mail,
        must_change_password=must_change,
        is_active=draft.is_active,
    )
    try:
        async with transaction():
            return int((await Staff.insert(row))[0]["id"])
    except asyncpg.UniqueViolationError as taken:
        raise Invalid(fields={"username": say("这个用户名已经有人用了。")}) from taken


async def _unit_id(code: str, *, present: StaffForDesk | None = None) -> int:
    """Return the id of a unit in use, or of the one the person is in already."""
    if present is not None and present.unit_code == code:
        return present.unit_id
    found = await rows(UNIT, code)
    if not found:
        raise Invalid(fields={"unit_code": say("请从列出的单位里选一个。")})
    return int(found[0]["id"])


async def _set_roles(staff_id: int, roles: frozenset[Role]) -> None:
    await StaffRole.delete().where(StaffRole.staff == staff_id)
    if roles:
        await StaffRole.insert(
            *[StaffRole(staff=staff_id, role=role.value) for role in sorted(roles)]
        )


def _opened(draft: StaffDraft) -> dict[str, Any]:
    """Return a new account for the journal, which is never erased: without the address."""
    return {**draft.model_dump(mode="json", exclude={"mail"}), "has_mail": bool(draft.mail)}


def _amended(staff: StaffForDesk) -> dict[str, Any]:
    """Return what an amendment may change, for the journal."""
    return {
        "name": staff.name,
        "unit": staff.unit_code,
        "roles": sorted(staff.roles),
        "is_active": staff.is_active,
    }
