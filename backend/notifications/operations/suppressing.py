"""Writes of the addresses that take no more: by hand, by bounce, or as their owner asked."""

from collections.abc import Mapping

from backend.kernel import log
from backend.kernel.database import open_connection, rows
from backend.kernel.errors import Invalid, NotFound
from backend.kernel.language import say
from backend.kernel.sealing import unseal
from backend.notifications.bounces import Bounce, read_bounces
from backend.notifications.contacts import masked, read_contact
from backend.notifications.enums import Cause, MessageState, Outcome
from backend.notifications.operations.outbox import RECIPIENT, recipient_key
from backend.notifications.rules import leave_alone
from backend.notifications.schemas import BounceLine, BounceReport, SuppressedHeld

LONGEST_MASKED = 200  # characters
LONGEST_REASON = 400
NOTHING_READ = say("里面没有找到邮箱地址。请粘贴退信全文，或者一行一个邮箱地址。")

# What waits to be sent there is told of at once, and not only when its turn comes.
SUPPRESS = """
WITH named AS (
    SELECT * FROM unnest({}::text[], {}::text[], {}::text[]) AS named (key, masked, reason)
), noted AS (
    INSERT INTO suppressed_address (address_key, masked, cause, reason, created_at)
    SELECT key, masked, {}, reason, now() FROM named
    ON CONFLICT (address_key) DO NOTHING RETURNING address_key
), stopped AS (
    UPDATE outbound_message SET state = 'suppressed', failure = ''
    WHERE state = 'queued' AND recipient_key IN (SELECT key FROM named)
)
SELECT address_key FROM noted
"""
OF_MESSAGE = "SELECT state, recipient, failure FROM outbound_message WHERE id = {} FOR UPDATE"
LIFT = "DELETE FROM suppressed_address WHERE id = {} RETURNING id"
KNOWN = """
SELECT DISTINCT recipient_key AS key FROM outbound_message
WHERE recipient_key <> '' AND recipient_key = ANY({}::text[])
UNION SELECT address_key FROM suppressed_address WHERE address_key = ANY({}::text[])
"""


async def suppress(address: str, *, cause: Cause, reason: str) -> None:
    """Send nothing more to an address or number, nor what waits for it; twice is once.

    The reason first given stays.
    """
    found = read_contact(address)
    await _suppress({found[1] if found else address: reason}, cause)


async def suppress_recipient(message_id: int) -> None:
    """Send nothing more to where a message could not go, in the caller's transaction.

    Whoever decides it sees the address masked, and could not type it. Raises NotFound, and Conflict
    for a message that has not failed or has lost its address.
    """
    open_connection()
    found = await rows(OF_MESSAGE, message_id)
    if not found:
        raise NotFound
    leave_alone(MessageState(found[0]["state"]), is_emptied=not found[0]["recipient"])
    address = unseal(found[0]["recipient"], purpose=RECIPIENT)
    await _suppress({address: found[0]["failure"]}, Cause.DESK)


async def lift(suppressed_id: int) -> SuppressedHeld:
    """Send to an address again from now on; what was held back stays so. Raises NotFound."""
    found = await rows(LIFT, suppressed_id)
    if not found:
        raise NotFound
    return SuppressedHeld(**found[0])


async def import_bounces(text: str) -> BounceReport:
    """Suppress what pasted bounces or addresses say no mail arrives at, and return what was done.

    Only addresses we wrote to lately: a forged bounce silences nobody else. Raises Invalid where
    nothing in it could be read.
    """
    pasted = read_bounces(text)
    bounces = [bounce._replace(said=log.blotted(bounce.said)) for bounce in pasted.bounces]
    if not bounces:
        raise Invalid(fields={"text": NOTHING_READ})
    lasting = {bounce.address: bounce for bounce in bounces if bounce.is_lasting}
    keys = {recipient_key(address): address for address in lasting}
    known = (
        {keys[row["key"]] for row in await rows(KNOWN, list(keys), list(keys))} if keys else set()
    )
    fresh = await _suppress({name: lasting[name].said for name in sorted(known)}, Cause.BOUNCE)
    lines = tuple(
        BounceLine(
            address=masked(bounce.address),
            outcome=_outcome(bounce, is_known=bounce.address in known, fresh=fresh),
            said=bounce.said,
        )
        for bounce in bounces
    )
    return BounceReport(lines=lines, unread=pasted.unread)


def _outcome(bounce: Bounce, *, is_known: bool, fresh: set[str]) -> Outcome:
    if not bounce.is_lasting:
        return Outcome.IGNORED
    if not is_known:
        return Outcome.UNKNOWN
    return Outcome.SUPPRESSED if recipient_key(bounce.address) in fresh else Outcome.KNOWN


async def _suppress(reasons: Mapping[str, str], cause: Cause) -> set[str]:
    """Note addresses with their reasons in one statement; return the keys of the new ones."""
    if not reasons:
        return set()
    found = await rows(
        SUPPRESS,
        [recipient_key(address) for address in reasons],
        [masked(address)[:LONGEST_MASKED] for address in reasons],
        [reason[:LONGEST_REASON] for reason in reasons.values()],
        cause.value,
    )
    return {row["address_key"] for row in found}
