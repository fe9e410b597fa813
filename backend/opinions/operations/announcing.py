"""Writing to everybody who left an e-mail address that the answers are out."""

from collections.abc import Sequence
from typing import Any

from backend.kernel.database import rows, transaction
from backend.kernel.sealing import unseal
from backend.kernel.text.mail_address import mail_address
from backend.notifications.operations.outbox import enqueue_all
from backend.notifications.schemas import Message
from backend.opinions.rules.purposes import CONTACT

AT_ONCE = 500  # letters in one transaction
ANSWERED = """
SELECT o.id, o.contact_sealed, o.language, s.title, s.path
FROM opinion o JOIN opinion_subject s ON s.id = o.subject
WHERE o.subject = {} AND s.concluded_at IS NOT NULL AND o.id > {} AND o.contact_kind = 'email'
  AND o.state <> 'withdrawn' ORDER BY o.id LIMIT {}
"""


async def announce_answers(subject_id: int, *, origin: str) -> int:
    """Write a letter for everybody who left an address; run twice, each gets it once."""
    last, letters = 0, 0
    while part := await rows(ANSWERED, subject_id, last, AT_ONCE):
        found = _letters(part, origin)
        async with transaction():
            await enqueue_all(found)
        last, letters = part[-1]["id"], letters + len(found)
    return letters


def _letters(part: Sequence[dict[str, Any]], origin: str) -> list[Message]:
    """Return the letters; none to what is no address mail can go to."""
    opened = [(row, unseal(row["contact_sealed"], purpose=CONTACT)) for row in part]
    return [
        Message(
            template="opinions/answered",
            to=address,
            dedupe_key=f"opinions/answered:{row['id']}",
            context={"subject_title": row["title"], "path": row["path"]},
            language=row["language"],
            origin=origin,
        )
        for row, address in opened
        if mail_address(address)
    ]
