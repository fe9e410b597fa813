"""Subscriptions for tests, made the way people make them, and the letters that came of them."""

import itertools
import json
from datetime import UTC, datetime
from typing import Any

from backend.journal import operations as journal
from backend.journal.schemas import SYSTEM, Subject
from backend.kernel.clock import now
from backend.kernel.database import rows, transaction
from backend.kernel.sealing import unseal
from backend.notifications.operations.outbox import CONTEXT, RECIPIENT
from backend.portal.subscriptions.enums import Rhythm
from backend.portal.subscriptions.operations.asking import ask_subscription
from backend.portal.subscriptions.operations.keeping import confirm_subscription
from backend.portal.subscriptions.schemas import Asker, SubscriptionDraft

MAIL = "wang@example.com"
LATER = datetime(2036, 1, 1, tzinfo=UTC)
_numbers = itertools.count(1)


def asker(**fields: Any) -> Asker:
    """Return somebody at a network address nobody else has."""
    return Asker(**{"address_key": f"{next(_numbers):064x}", **fields})


async def asked(about: str = "all", mail: str = MAIL, rhythm: Rhythm = Rhythm.AT_ONCE) -> str:
    """Ask for a subscription and return its token, as the letter has it."""
    draft = SubscriptionDraft(about=about, mail=mail, rhythm=rhythm)
    await ask_subscription(draft, asker(), now=now())
    return (await confirmations())[-1]["path"].rpartition("/")[2]


async def confirmed(
    about: str = "all",
    mail: str = MAIL,
    rhythm: Rhythm = Rhythm.AT_ONCE,
    *,
    at: datetime | None = None,
) -> str:
    """Return the token of a running subscription."""
    token = await asked(about, mail, rhythm)
    await confirm_subscription(token, now=at or now())
    return token


async def happened(
    subject_id: str,
    action: str = "decision.reschedule",
    *,
    kind: str = "decision",
    reason: str = "",
) -> int:
    """Record a public act, and return its number."""
    path = {"decision": f"/decisions/{subject_id}", "consultation": f"/consultations/{subject_id}"}
    subject = Subject(kind=kind, id=subject_id, title=f"事项{subject_id}", path=path.get(kind, ""))
    async with transaction():
        return await journal.record(SYSTEM, action, subject, reason=reason, is_public=True)


async def newest() -> int:
    """Return the highest number in the journal."""
    return int((await rows("SELECT coalesce(max(id), 0) AS id FROM journal_entry"))[0]["id"])


async def told(mail: str = "") -> list[dict[str, Any]]:
    """Return what the digests tell, in the order they were written; to one address or to all."""
    return [
        found
        for found in await _letters("subscriptions/news")
        if found["to"] == (mail or found["to"])
    ]


async def confirmations() -> list[dict[str, Any]]:
    """Return what the letters that ask for a confirmation tell."""
    return await _letters("subscriptions/confirm")


async def _letters(template: str) -> list[dict[str, Any]]:
    found = await rows(
        "SELECT context, recipient, unsubscribe_path FROM outbound_message"
        " WHERE template = {} ORDER BY id",
        template,
    )
    return [
        {
            **json.loads(unseal(row["context"], purpose=CONTEXT)),
            "to": unseal(row["recipient"], purpose=RECIPIENT),
            "unsubscribe_path": row["unsubscribe_path"],
        }
        for row in found
    ]
