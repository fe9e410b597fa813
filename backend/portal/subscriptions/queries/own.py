"""A subscription as its holder sees it, by its token alone; and how many there are."""

import re
from typing import Any

from backend.kernel.database import rows
from backend.kernel.errors import NotFound, Unavailable
from backend.kernel.health import Figure
from backend.kernel.language import say
from backend.kernel.sealing import keyed_hash, unseal
from backend.kernel.text.mail_address import masked_address, same_mailbox
from backend.portal.subscriptions.enums import Rhythm, State
from backend.portal.subscriptions.queries.scopes import load_scopes, named
from backend.portal.subscriptions.rules import CONFIRM_WITHIN
from backend.portal.subscriptions.schemas import TOKEN, Own, OwnAll, Scopes

MAIL = "subscriptions.mail"  # a purpose of sealing
UNKNOWN = say("没有找到这个订阅。链接可能不完整，或者没有在三天内确认。")
FIELDS = "SELECT token, mail_sealed, mail_key, scope, key, rhythm, state, next_at FROM subscription"
# An unconfirmed one is gone after its days, also while the worker that removes it stands still.
STANDING = " (state <> 'asked' OR asked_at > now() - {}::interval)"
ONE = f"{FIELDS} WHERE token = {{}} AND {STANDING}"
OTHERS = f"{FIELDS} WHERE mail_key = {{}} AND token <> {{}} AND state = 'confirmed' ORDER BY id"
LATEST = """
SELECT token FROM subscription WHERE mail_key = {} AND state = 'confirmed' ORDER BY id DESC LIMIT 1
"""
COUNTS = "SELECT scope, count(*) FROM subscription WHERE state = 'confirmed' GROUP BY scope"


def mail_key(address: str) -> str:
    """Return what an address is found by; nobody can test guesses against it without our key."""
    return keyed_hash(same_mailbox(address), purpose=MAIL)


async def get_own(token: str) -> OwnAll:
    """Return the subscription of a token, and what else its address has; raise NotFound."""
    found = await rows(ONE, token, CONFIRM_WITHIN) if re.match(TOKEN, token) else []
    if not found:
        raise NotFound(UNKNOWN)
    scopes = await load_scopes()
    key = found[0]["mail_key"]
    others = await rows(OTHERS, key, token) if key else []
    return OwnAll(one=_own(found[0], scopes), others=tuple(_own(row, scopes) for row in others))


async def find_latest_token(mail_key: str) -> str | None:
    """Return the token of an address's newest subscription, or None."""
    found = await rows(LATEST, mail_key)
    return found[0]["token"] if found else None


async def figures() -> list[Figure]:
    """Return how many subscriptions are confirmed, by how wide they are."""
    meaning = "Confirmed subscriptions, by what they are about."
    return [
        Figure("huiyin_subscriptions", meaning, row["count"], {"scope": row["scope"]})
        for row in await rows(COUNTS)
    ]


def _own(row: dict[str, Any], scopes: Scopes) -> Own:
    return Own(
        token=row["token"],
        what=named(scopes, row["scope"], row["key"]),
        rhythm=Rhythm(row["rhythm"]),
        state=State(row["state"]),
        masked=_masked(row["mail_sealed"]),
        next_at=row["next_at"],
    )


def _masked(sealed: str) -> str:
    """Return the masked address; blank when it was cleared, or sealed with another key."""
    try:
        return masked_address(unseal(sealed, purpose=MAIL)) if sealed else ""
    except Unavailable:
        return ""
