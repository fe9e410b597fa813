"""Messages as rooms hand them in, and the outbox as it stands."""

from typing import Any

from backend.kernel.database import rows, transaction
from backend.notifications.operations.outbox import enqueue
from backend.notifications.schemas import Message

TITLE = "青泽县停车管理办法（征求意见稿）"
RECEIPT = {
    "receipt_code": "7KQM-2ABX-9TRW",
    "subject_title": TITLE,
    "path": "/track",
    "answer_due_on": "2026-12-18",
    "number": "71",
}
CONTEXTS: dict[str, dict[str, Any]] = {
    "opinions/receipt": RECEIPT,
    "opinions/withheld": {
        "subject_title": TITLE,
        "number": "71",
        "rule_title": "含有辱骂他人的内容",
        "rule_citation": "《网络信息内容生态治理规定》第六条",
        "appeal": "收到本信 10 个工作日内，可以向县政府办公室提出申诉。",
        "path": "/track",
    },
    "opinions/answered": {"subject_title": TITLE, "path": "/track"},
}


def message(key: str = "1", to: str = "zhu@example.com", **given: Any) -> Message:
    """Return a receipt, or another message by its template."""
    template = given.pop("template", "opinions/receipt")
    context = {**CONTEXTS[template], **given.pop("context", {})}
    return Message(
        template=template, to=to, dedupe_key=f"{template}:{key}", context=context, **given
    )


async def post(*keys: str, **given: Any) -> None:
    """Put receipts into the outbox."""
    async with transaction():
        for key in keys:
            await enqueue(message(key, **given))


async def outbox() -> list[dict[str, Any]]:
    """Return the rows, oldest first."""
    return await rows("SELECT * FROM outbound_message ORDER BY id")


async def states() -> list[str]:
    return [row["state"] for row in await outbox()]
