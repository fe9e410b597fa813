"""Stamps: when a form was made, signed; the same for everyone, so public pages can be kept."""

import hmac
import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from backend.kernel.sealing import keyed_hash
from backend.kernel.settings import get_settings

SHAPE = re.compile(r"(\d{10})-(\d{1,2})-([0-9a-f]{32})", re.ASCII)
SKEW = timedelta(minutes=5)  # by which the clocks of two hosts may differ


class Stamp(NamedTuple):
    """What a genuine stamp says: when the form was made, and how much work it asks for."""

    made_at: datetime
    bits: int


def new_stamp(form: str, now: datetime) -> str:
    """Return a stamp for a form of this name: `seconds-bits-signature`."""
    return _signed(form, int(now.timestamp()), get_settings().proof_of_work_bits)


def read_stamp(stamp: str, form: str) -> Stamp | None:
    """Return what a stamp says, or None if it is not ours or another form's."""
    found = SHAPE.fullmatch(stamp)
    if found is None:
        return None
    seconds, bits = int(found[1]), int(found[2])
    if not hmac.compare_digest(_signed(form, seconds, bits), stamp):
        return None
    return Stamp(datetime.fromtimestamp(seconds, UTC), bits)


def age_of(stamp: str, form: str, now: datetime) -> timedelta | None:
    """Return how long ago the form was made; None if the stamp is not ours, or from the future."""
    found = read_stamp(stamp, form)
    if found is None or found.made_at - now > SKEW:
        return None
    return max(timedelta(0), now - found.made_at)


def _signed(form: str, seconds: int, bits: int) -> str:
    mark = keyed_hash(f"{seconds}\n{bits}\n{form}", purpose="web.stamp")[:32]
    return f"{seconds}-{bits}-{mark}"
