"""Letters as they would be read: the outbox, unsealed and put into words."""

import json
from typing import Any, NamedTuple

from backend.kernel.database import rows
from backend.kernel.sealing import unseal
from backend.notifications.operations.outbox import CONTEXT, RECIPIENT
from backend.notifications.rendering import worded
from backend.notifications.schemas import ToDeliver
from backend.worker import JOBS

COLUMNS = ", ".join(ToDeliver.model_fields)
WAITING = "SELECT entrypoint, payload FROM pgqueuer WHERE entrypoint LIKE {} ORDER BY id"


class Written(NamedTuple):
    """One letter of the outbox."""

    template: str
    to: str
    key: str
    language: str
    context: dict[str, Any]
    subject: str
    text: str
    html: str

    @property
    def whole(self) -> str:
        """Everything somebody could read of it."""
        return f"{self.subject}\n{self.text}\n{self.html}"


async def written(*templates: str) -> list[Written]:
    """Return the letters of the outbox, or those of some kinds, the oldest first."""
    found = await rows(
        f"SELECT dedupe_key, {COLUMNS} FROM outbound_message"
        " WHERE channel = 'mail' AND ({} OR template = ANY({})) ORDER BY id",
        not templates,
        [*templates],
    )
    return [_read(row) for row in found]


async def by_address(*templates: str) -> dict[str, Written]:
    """Return the letters by whom they go to, of whom each may have but one."""
    found = await written(*templates)
    letters = {letter.to: letter for letter in found}
    assert len(letters) == len(found), "somebody has two"
    return letters


async def run_jobs(pattern: str) -> int:
    """Run what waits under such a name, as the worker would; return how many there were."""
    found = await rows(WAITING, pattern)
    for job in found:
        await JOBS[job["entrypoint"]](json.loads(job["payload"]))
    return len(found)


def _read(row: dict[str, Any]) -> Written:
    key = row.pop("dedupe_key")
    message = ToDeliver(**row)
    letter = worded(message)
    return Written(
        template=message.template,
        to=unseal(message.recipient, purpose=RECIPIENT),
        key=key,
        language=message.language,
        context=json.loads(unseal(message.context, purpose=CONTEXT)),
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
    )
