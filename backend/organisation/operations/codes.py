"""One-time codes and recovery codes of one person, each taken once."""

from backend.kernel.database import database_now, rows, transaction
from backend.kernel.errors import Invalid
from backend.kernel.ids import new_code, read_code
from backend.kernel.sealing import keyed_hash, unseal
from backend.organisation.rules.second_factor import WRONG_CODE, matching_step, typed_digits

PURPOSE = "totp"
HOW_MANY = 10  # recovery codes

SECRET = "SELECT totp_secret FROM staff WHERE id = {} AND totp_secret <> ''"  # noqa: S105 - a query
USE_STEP = "UPDATE staff SET totp_last_step = {} WHERE id = {} AND totp_last_step < {} RETURNING id"
USE_RECOVERY = """
    UPDATE staff_recovery_code SET used_at = clock_timestamp()
    WHERE staff = {} AND code_hash = {} AND used_at IS NULL RETURNING id
"""
FORGET = "DELETE FROM staff_recovery_code WHERE staff = {}"
KEEP = "INSERT INTO staff_recovery_code (staff, code_hash) VALUES ({}, {})"


async def use_code(staff_id: int, typed: str) -> str:
    """Use up a code and return its kind; raise Invalid for a wrong or a used one."""
    async with transaction():
        digits = typed_digits(typed)
        if digits and await _use_step(staff_id, digits):
            return "one_time_code"
        recovery = read_code(typed)
        if recovery and await rows(USE_RECOVERY, staff_id, _hash(staff_id, recovery)):
            return "recovery_code"
    raise Invalid(fields={"code": WRONG_CODE})


async def new_recovery_codes(staff_id: int) -> tuple[str, ...]:
    """Replace a person's recovery codes in the caller's transaction, and return the new ones."""
    codes = tuple(new_code() for _ in range(HOW_MANY))
    await rows(FORGET, staff_id)
    for code in codes:
        await rows(KEEP, staff_id, _hash(staff_id, code))
    return codes


async def forget_recovery_codes(staff_id: int) -> None:
    """Remove a person's recovery codes inside the caller's transaction."""
    await rows(FORGET, staff_id)


async def _use_step(staff_id: int, digits: str) -> bool:
    found = await rows(SECRET, staff_id)
    if not found:
        return False
    secret = unseal(found[0]["totp_secret"], purpose=PURPOSE)
    step = matching_step(secret, digits, await database_now())
    return step is not None and bool(await rows(USE_STEP, step, staff_id, step))


def _hash(staff_id: int, code: str) -> str:
    return keyed_hash(f"{staff_id}\n{code}", purpose="recovery")
