"""A citizen's form, filled in again and again: other words, another key, another address each time.

The file names the fields of the form as a browser would send it; `WORDS`, `MAIL` and `KEY` in it
stand for what differs from sending to sending.
"""

import itertools
import json
import secrets
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_plus, urlencode

WORDS, MAIL, KEY = "WORDSWORDS", "MAILMAIL@qingze.example", "KEYKEYKEYKEYKEYKEY"
SAID = (
    "建议早晚高峰把二路公交加密到十分钟一班，末班车延到晚上九点。孩子上学、老人看病都坐这趟车，"
    "冬天在站台上一等就是半个多小时。第{number}封信，{mark}。"
)


def forms(file: str, host: str, path: str) -> Iterator[bytes]:
    """Yield one request after the other, no two alike."""
    fields = json.loads(Path(file).read_text(encoding="utf-8"))
    body = urlencode([(name, value) for name, value in fields]).replace(quote_plus(MAIL), MAIL)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\n"
        "Accept-Encoding: gzip, br\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    )
    for number in itertools.count(1):
        mark = secrets.token_hex(8)
        words = quote_plus(SAID.format(number=number, mark=mark))
        sent = body.replace(WORDS, words).replace(KEY, f"key-{mark}-{number:08d}")
        sent = sent.replace(MAIL, f"a{mark}%40qingze.example")
        by = f"10.{secrets.randbelow(250)}.{secrets.randbelow(250)}.{number % 250}"
        yield (f"{head}X-Forwarded-For: {by}\r\nContent-Length: {len(sent)}\r\n\r\n{sent}").encode()
