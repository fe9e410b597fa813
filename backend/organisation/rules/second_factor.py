"""One-time codes of RFC 6238: six digits, thirty seconds, one step early or late."""

import hmac
from datetime import datetime

import pyotp

from backend.kernel.language import Text, say

STEP = 30  # seconds
DIGITS = 6
WRONG_CODE: Text = say("验证码不对，或已经用过。请等下一个再试。")


def typed_digits(typed: str) -> str:
    """Return the digits of a code typed with spaces or in full-width, or '' for anything else."""
    bare = "".join(typed.split())
    is_code = len(bare) == DIGITS and bare.isdecimal()
    return "".join(str(int(char)) for char in bare) if is_code else ""


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """Return the step a code belongs to if it is this one or a neighbour."""
    present = int(now.timestamp()) // STEP
    generator = pyotp.TOTP(secret)
    right = [
        step
        for step in (present - 1, present, present + 1)
        if hmac.compare_digest(generator.at(step * STEP), code)
    ]
    return right[-1] if right else None


def enrolment_address(secret: str, *, username: str, issuer: str) -> str:
    """Return what the QR code tells the phone's app."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=issuer)
