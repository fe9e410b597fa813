"""Enrolling a phone for one-time codes, and the recovery codes beside it."""

from typing import Any

import pyotp

from backend.journal import operations as journal
from backend.kernel.database import database_now, rows, transaction
from backend.kernel.errors import Conflict, Invalid
from backend.kernel.language import say
from backend.kernel.sealing import seal, unseal
from backend.kernel.settings import get_settings
from backend.organisation.enums import SessionStage
from backend.organisation.operations.codes import PURPOSE, new_recovery_codes
from backend.organisation.operations.sessions import end_sessions, open_session, subject_of
from backend.organisation.operations.sign_in import prove_password
from backend.organisation.rules.second_factor import (
    WRONG_CODE,
    enrolment_address,
    matching_step,
    typed_digits,
)
from backend.organisation.schemas import DeskSession
from backend.organisation.schemas.sign_in import Enrolment, SecondFactorConfirmed

SECRETS = "SELECT totp_secret, totp_pending FROM staff WHERE id = {}"
LOCK = f"{SECRETS} FOR UPDATE"
BEGIN = "UPDATE staff SET totp_pending = {} WHERE id = {}"
CONFIRM = """
    UPDATE staff SET totp_secret = totp_pending, totp_pending = '', totp_last_step = {},
                     totp_confirmed_at = clock_timestamp()
    WHERE id = {}
"""


async def enrol_second_factor(*, session: DeskSession, address: str, password: str = "") -> None:
    """Prepare a new secret; the old one works until the new one has shown its first code.

    Whoever has a phone enrolled already proves the password first: an open screen is not enough.
    """
    if (await _row(session))["totp_secret"]:
        await prove_password(password, session=session, address=address)
    async with transaction():
        await _locked_row(session)
        sealed = seal(pyotp.random_base32(), purpose=PURPOSE)
        await rows(BEGIN, sealed, session.staff.id)


async def find_enrolment(*, session: DeskSession) -> Enrolment | None:
    """Return the secret that waits for its first code, if there is one."""
    sealed = (await _row(session))["totp_pending"]
    if not sealed:
        return None
    secret = unseal(sealed, purpose=PURPOSE)
    issuer = f"回音 {get_settings().county_name}"
    return Enrolment(
        secret=secret,
        address=enrolment_address(secret, username=session.staff.username, issuer=issuer),
    )


async def confirm_second_factor(
    typed: str, *, session: DeskSession, device: str
) -> SecondFactorConfirmed:
    """Put the new secret in force by its first code; end all other sessions, and renew this one.

    Raises Invalid for a wrong code, Conflict when nothing waits for one.
    """
    staff = session.staff
    async with transaction():
        row = await _locked_row(session)
        if not row["totp_pending"]:
            raise Conflict(say("请从“绑定验证器”重新开始。"))
        secret = unseal(row["totp_pending"], purpose=PURPOSE)
        step = matching_step(secret, typed_digits(typed), await database_now())
        if step is None:
            raise Invalid(fields={"code": WRONG_CODE})
        await rows(CONFIRM, step, staff.id)
        codes = await new_recovery_codes(staff.id)
        await end_sessions(staff.id, but=session.id)
        opened = await open_session(
            staff.id, stage=SessionStage.OPEN, device=device, replaces=session.id
        )
        await journal.record(staff.actor, "staff.confirm_second_factor", subject_of(staff))
    return SecondFactorConfirmed(opened=opened, recovery_codes=codes)


async def renew_recovery_codes(
    password: str, *, session: DeskSession, address: str
) -> tuple[str, ...]:
    """Replace the recovery codes; the old ones stop working. Raises Invalid, TooMany, Conflict."""
    await prove_password(password, session=session, address=address)
    async with transaction():
        if not (await _locked_row(session))["totp_secret"]:
            raise Conflict(say("请先绑定验证器。"))
        codes = await new_recovery_codes(session.staff.id)
        staff = session.staff
        await journal.record(staff.actor, "staff.renew_recovery_codes", subject_of(staff))
    return codes


async def _row(session: DeskSession) -> dict[str, Any]:
    return (await rows(SECRETS, session.staff.id))[0]


async def _locked_row(session: DeskSession) -> dict[str, Any]:
    return (await rows(LOCK, session.staff.id))[0]
