"""Puts many letters into the outbox as a digest does, a hundred in one transaction.

`python -m tests.load.letters 100000 digest` writes so many, their keys beginning with the word;
`python -m tests.load.letters letter.eml` writes one of them as it goes over the wire.
"""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from backend.kernel.database import connected, transaction
from backend.kernel.jobs import unhurried
from backend.notifications.mail import composed
from backend.notifications.operations import outbox
from backend.notifications.rendering import worded
from backend.notifications.schemas import Message

AT_ONCE = 100
TITLE = "青泽县城市公共停车设施规划建设和收费管理办法（征求意见稿）"


def letter(word: str, number: int) -> Message:
    """Return one of many; the words and the address differ as people's do."""
    return Message(
        template="opinions/receipt",
        to=f"reader{number}@qingze.example",
        dedupe_key=f"{word}:{number}",
        context={
            "receipt_code": "7KQM-2ABX-9TRW",
            "subject_title": TITLE,
            "path": "/track",
            "answer_due_on": "2026-12-18",
            "number": str(number),
        },
    )


async def write(count: int, word: str) -> None:
    """Enqueue so many."""
    async with connected():
        for first in range(0, count, AT_ONCE):
            async with unhurried(), transaction():
                await outbox.enqueue_all(
                    letter(word, number) for number in range(first, min(first + AT_ONCE, count))
                )


async def one_composed() -> bytes:
    """Enqueue one, and return it as the server would get it."""
    async with connected():
        async with transaction():
            await outbox.enqueue(letter("one", 1))
        (message,) = await outbox.claim(1, lease=timedelta(minutes=5))
        await outbox.record_sent([message.id])
    return composed(worded(message), message, recipient="reader1@qingze.example")


if __name__ == "__main__":
    if sys.argv[1].isdigit():
        asyncio.run(write(int(sys.argv[1]), sys.argv[2]))
    else:
        Path(sys.argv[1]).write_bytes(asyncio.run(one_composed()))
