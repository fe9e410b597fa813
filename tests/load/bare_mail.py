"""The bare loop the postman is measured against: one letter, made beforehand, again and again.

Nothing is read, worded or written down. `python -m tests.load.bare_mail 2525 letter.eml 20000`.
"""

import asyncio
import sys
from pathlib import Path

from aiosmtplib import SMTP

SENDER, RECIPIENT = "huiyin@qingze.example", "zhu@qingze.example"


async def main(port: int, letter: bytes, count: int) -> None:
    """Send it so many times over one connection."""
    async with SMTP(hostname="127.0.0.1", port=port) as server:
        for _ in range(count):
            await server.sendmail(SENDER, [RECIPIENT], letter)


if __name__ == "__main__":
    _, number, file, times = sys.argv
    asyncio.run(main(int(number), Path(file).read_bytes(), int(times)))
