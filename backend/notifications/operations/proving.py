"""Codes that prove a contact is somebody's: six digits, ten minutes, five tries, once."""

import hmac
import secrets
import unicodedata
from datetime import timedelta

from backend.kernel.database import rows, transaction
from backend.kernel.errors import Invalid
from backend.kernel.language import say
from backend.kernel.limits.operations import count_act
from backend.kernel.limits.rules import Limit, Standing
from backend.kernel.sealing import keyed_hash
from backend.kernel.sms_gateway import is_configured as can_text
from backend.notifications.contacts import read_contact
from backend.notifications.enums import Channel
from backend.notifications.operations.outbox import enqueue, recipient_key
from backend.notifications.schemas import Message

CODE = "notifications.contact_code"  # purpose of hashing
LIMITED = "contact_code"  # under which askings are counted
MOST_CODES = Limit(3, timedelta(hours=1))
MINUTE = 60  # seconds
VALID_FOR = timedelta(minutes=10)
MOST_TRIES = 5
DIGITS = 6
NO_CONTACT = say("请填写收得到信的电子邮箱。")
NO_MOBILE = say("请填写电子邮箱，或者 11 位手机号。")
WRONG = say("验证码不对，或者已经过期。请核对后再填，或者重新要一个。")

# A replaced code is another row in all but its place: its number names the message.
KEEP = """
INSERT INTO contact_code (purpose, contact_key, code_hash, tries, expires_at, created_at)
VALUES ({}, {}, {}, 0, clock_timestamp() + {}::interval, clock_timestamp())
ON CONFLICT (purpose, contact_key) DO UPDATE
SET id = excluded.id, code_hash = excluded.code_hash, tries = 0,
    expires_at = excluded.expires_at, created_at = excluded.created_at
RETURNING id
"""
# Each guess takes one of the tries before it is compared; guesses at once wait for each other here.
TRY = """
UPDATE contact_code SET tries = tries + 1
WHERE purpose = {} AND contact_key = {} AND tries < {} AND expires_at > clock_timestamp()
RETURNING id, code_hash
"""
USE_UP = "DELETE FROM contact_code WHERE id = {} RETURNING id"
FORGET = "DELETE FROM contact_code WHERE expires_at <= clock_timestamp() RETURNING id"


async def ask_code(contact: str, *, purpose: str, language: str, origin: str) -> None:
    """Send six digits to whoever owns a contact; an earlier code of the purpose counts no more.

    Asks nobody whether the contact is known to us: call it for every one that is typed in. Raises
    Invalid by field `contact`, past three codes an hour too: the form comes back with what was
    written. Call it outside a transaction.
    """
    channel, address = _reachable(contact)
    key = recipient_key(address)
    await _refuse_too_many(key)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    async with transaction():
        kept = await rows(KEEP, purpose, key, _hash_of(purpose, key, code), VALID_FOR)
        message = Message(
            template="contact/code",
            to=address,
            dedupe_key=f"contact/code:{kept[0]['id']}",
            context={"code": code, "minutes": int(VALID_FOR.total_seconds()) // 60},
            language="en" if language == "en" else "zh",
            channel=channel,
            origin=origin,
        )
        await enqueue(message)


async def check_code(contact: str, code: str, *, purpose: str) -> None:
    """Return if the code is the one sent to this contact, and use it up; else raise Invalid.

    By field `code`, in the same words whether it is wrong, too late, used up, or never was. A try
    is taken before anything is compared, so call it outside a transaction: a rollback would give
    the try back.
    """
    found = read_contact(contact)
    key = recipient_key(found[1] if found else contact)
    tried = await rows(TRY, purpose, key, MOST_TRIES)
    typed = "".join(filter(str.isdecimal, unicodedata.normalize("NFKC", code)))
    kept = tried[0]["code_hash"] if tried else ""
    is_right = hmac.compare_digest(_hash_of(purpose, key, typed), kept)
    if not is_right or not await rows(USE_UP, tried[0]["id"]):
        raise Invalid(fields={"code": WRONG})


async def _refuse_too_many(key: str) -> None:
    counted = await count_act(LIMITED, key, MOST_CODES)
    if counted.standing is Standing.REFUSED:
        minutes = -(-counted.retry_after // MINUTE)
        words = say(
            "刚才已经寄过几次验证码，请先找找最新的一封；还要的话，过 {minutes} 分钟再试。",
            minutes=minutes,
        )
        raise Invalid(fields={"contact": words})


def _reachable(contact: str) -> tuple[Channel, str]:
    """Return the way and the address; raise Invalid where no code can be sent."""
    found = read_contact(contact)
    if found is None or (found[0] is Channel.SMS and not can_text()):
        raise Invalid(fields={"contact": NO_MOBILE if can_text() else NO_CONTACT})
    return found


async def forget_expired() -> int:
    """Remove codes nobody can use any more, and return how many."""
    return len(await rows(FORGET))


def _hash_of(purpose: str, key: str, code: str) -> str:
    return keyed_hash(f"{purpose}\n{key}\n{code}", purpose=CODE)
