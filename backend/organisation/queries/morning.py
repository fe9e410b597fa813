"""Who reads the morning's letter, and the token in it that ends it."""

import hmac
import re

from backend.kernel.database import rows
from backend.kernel.errors import NotFound
from backend.kernel.language import say
from backend.kernel.sealing import keyed_hash
from backend.organisation.queries.staff import FIELDS, staff_for_desk
from backend.organisation.schemas import StaffForDesk

ENDING = "organisation.morning_letter"  # purpose of hashing
TOKEN = re.compile(r"[0-9a-f]{64}")
READERS = "WHERE s.is_active AND s.has_morning_letter AND s.mail <> '' ORDER BY s.id"
UNKNOWN = say("没有找到这封信的设置。链接可能不完整，请从信里再打开一次。")


async def list_morning_readers() -> tuple[StaffForDesk, ...]:
    """Return everybody in service who has an address and wants the morning's letter."""
    return tuple(staff_for_desk(row) for row in await rows(FIELDS + READERS))


def ending_token(staff_id: int) -> str:
    """Return what ends a person's letter; it says nothing about who that is, not even a number."""
    return keyed_hash(str(staff_id), purpose=ENDING)


async def get_reader(token: str) -> StaffForDesk:
    """Return whose letter a token ends, wanted or not; raise NotFound for nobody's.

    Nothing of a token is kept: it is compared with everybody's, each in the same time.
    """
    everybody = await rows("SELECT id FROM staff") if TOKEN.fullmatch(token) else []
    same = [row["id"] for row in everybody if hmac.compare_digest(ending_token(row["id"]), token)]
    if not same:
        raise NotFound(UNKNOWN)
    return staff_for_desk((await rows(FIELDS + "WHERE s.id = {}", same[0]))[0])
