"""Letters as the wire takes them: headers, a plain and an HTML part, and nothing from elsewhere.

Written out by hand, as RFC 2045 and 2047 have it: the standard library takes longer to compose a
letter than everything else takes that happens to one. Its parser reads them back in the tests.
"""

import re
from base64 import b64encode
from email.utils import format_datetime, formataddr, parseaddr
from functools import lru_cache
from urllib.parse import quote

from backend.kernel.clock import in_county
from backend.kernel.language import say
from backend.kernel.settings import get_settings
from backend.kernel.text.mail_address import mail_address
from backend.notifications.rendering import link_to
from backend.notifications.schemas import Letter, ToDeliver
from backend.web.language import TAGS, translate

BREAK = "\r\n"
A_LINE = re.compile(".{1,76}")
A_WORD = 9  # characters of at most four bytes: after `Subject: ` the line has 76 at most


def composed(letter: Letter, message: ToDeliver, *, recipient: str) -> bytes:
    """Return the whole letter; raise ValueError for an address no mail can go to."""
    if mail_address(recipient) is None:
        raise ValueError("no mail can go to this address")
    edge = f"=_{message.message_id}"  # no line of base64 begins with a dash
    lines = [
        *_headers(letter, message, recipient),
        f'Content-Type: multipart/alternative;{BREAK} boundary="{edge}"',
        "",
        *(f"--{edge}", *_part("plain", letter.text)),
        *(f"--{edge}", *_part("html", letter.html)),
        f"--{edge}--",
        "",
    ]
    return BREAK.join(lines).encode("ascii")


def _headers(letter: Letter, message: ToDeliver, recipient: str) -> list[str]:
    county = get_settings().county_name
    sender, host = _sender(get_settings().mail_from, county, message.language)
    return [
        f"From: {sender}",
        f"To: {recipient}",
        f"Subject: {_encoded(letter.subject)}",
        f"Date: {format_datetime(in_county(message.created_at))}",
        f"Message-ID: <{message.message_id}@{host}>",
        "Auto-Submitted: auto-generated",
        *_ending(message),
        f"Content-Language: {TAGS[message.language]}",
        "MIME-Version: 1.0",
    ]


def _ending(message: ToDeliver) -> list[str]:
    """Return how a mail program ends the subscription with one click (RFC 8058)."""
    if not message.unsubscribe_path:
        return []
    link = quote(link_to(message, message.unsubscribe_path), safe="/:?=&%")
    return [
        f"List-Unsubscribe: <{link}>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ]


def _encoded(text: str) -> str:
    """Return a header's words as RFC 2047 wants them, a line each."""
    words = (text[start : start + A_WORD].encode() for start in range(0, len(text), A_WORD))
    return f"{BREAK} ".join(f"=?utf-8?b?{b64encode(word).decode()}?=" for word in words)


def _part(kind: str, text: str) -> tuple[str, ...]:
    content = text.replace("\n", BREAK).encode()
    return (
        f"Content-Type: text/{kind}; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        BREAK.join(A_LINE.findall(b64encode(content).decode())),
    )


def envelope_sender() -> str:
    """Return the address that mail comes from, and returns to."""
    return _named(get_settings().mail_from)[1]


@lru_cache(maxsize=8)
def _named(mail_from: str) -> tuple[str, str]:
    return parseaddr(mail_from)


@lru_cache(maxsize=8)
def _sender(mail_from: str, county: str, language: str) -> tuple[str, str]:
    """Return the sender as people see it, and its host; unnamed by the setting it is the county."""
    name, address = _named(mail_from)
    usual = translate(say("{county}回音", county=county), language)
    return formataddr((name or usual, address)), address.rpartition("@")[2]
