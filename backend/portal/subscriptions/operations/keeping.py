"""What the holder of a token may do; not journalled: who hears of what is nobody's business."""

from datetime import datetime
from typing import Any

from backend.kernel.database import rows, transaction
from backend.kernel.errors import Conflict, NotFound
from backend.kernel.language import say
from backend.portal.subscriptions.enums import Rhythm, State
from backend.portal.subscriptions.queries.own import STANDING, UNKNOWN
from backend.portal.subscriptions.rules import CONFIRM_WITHIN, first_at

LOCK = f"""
SELECT id, mail_key, rhythm, state FROM subscription WHERE token = {{}} AND {STANDING} FOR UPDATE
"""  # noqa: S608 - constants of ours
CONFIRM = (
    "UPDATE subscription SET state = 'confirmed', confirmed_at = {}, next_at = {} WHERE id = {}"
)
CHANGE = "UPDATE subscription SET rhythm = {}, next_at = {} WHERE id = {}"
END = """
UPDATE subscription
SET state = 'ended', ended_at = {}, next_at = NULL, mail_sealed = '', mail_key = ''
WHERE state <> 'ended' AND
"""
FORGET = """
DELETE FROM subscription WHERE state = 'asked' AND asked_at <= now() - {}::interval RETURNING id
"""


async def confirm_subscription(token: str, *, now: datetime) -> None:
    """Begin to tell, from the moment it was asked for; a second time changes nothing.

    Raises NotFound for a token nobody holds or that was not confirmed in time, Conflict once ended.
    """
    async with transaction():
        row = await _lock(token)
        if row["state"] == State.ENDED:
            raise Conflict(say("这个订阅已经退订，要看可以重新订阅。"))
        if row["state"] == State.ASKED:
            await rows(CONFIRM, now, first_at(Rhythm(row["rhythm"]), now), row["id"])


async def change_rhythm(token: str, rhythm: Rhythm, *, now: datetime) -> None:
    """Tell more or less often; raise NotFound, or Conflict for what is not running."""
    async with transaction():
        row = await _lock(token)
        if row["state"] != State.CONFIRMED:
            raise Conflict(say("这个订阅没有生效，不能改。"))
        await rows(CHANGE, rhythm.value, first_at(rhythm, now), row["id"])


async def end_subscription(token: str, *, is_everything: bool = False, now: datetime) -> None:
    """End one, or all of its address, and forget the address; a second time changes nothing.

    Raises NotFound for a token nobody holds.
    """
    async with transaction():
        row = await _lock(token)
        if row["state"] == State.ENDED:
            return
        if is_everything:
            await rows(END + "mail_key = {}", now, row["mail_key"])
        else:
            await rows(END + "id = {}", now, row["id"])


async def forget_unconfirmed() -> int:
    """Remove what nobody confirmed in time, and return how many."""
    return len(await rows(FORGET, CONFIRM_WITHIN))


async def _lock(token: str) -> dict[str, Any]:
    found = await rows(LOCK, token, CONFIRM_WITHIN)
    if not found:
        raise NotFound(UNKNOWN)
    return found[0]
