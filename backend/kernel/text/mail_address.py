"""Mail addresses: as they stand on an envelope, in a list, and in a blind index."""

import re

from backend.kernel.text.characters import UNSEEN

LONGEST = 254  # characters; RFC 5321's path with its brackets taken off
LONGEST_LOCAL_PART = 64
# What mail servers take unquoted: no space, quote, bracket or line break at all.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
LOCAL_PART = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
DOMAIN = re.compile(rf"(?:{_LABEL}\.)+(?=[a-z]){_LABEL}")
NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # ＡＢＣ＠ as ABC@


def mail_address(typed: str) -> str | None:
    """Return an address as it is written on an envelope, or None if no mail can go there.

    Full-width characters of a Chinese keyboard are narrowed, a Chinese domain becomes its ASCII
    form; the part before @ stays as it was typed, because only its own server may fold its case.
    """
    local, at, domain = typed.translate(UNSEEN).translate(NARROW).strip().rpartition("@")
    domain = _in_ascii(domain.lower())
    address = f"{local}@{domain}"
    if not at or len(local) > LONGEST_LOCAL_PART or len(address) > LONGEST:
        return None
    return address if LOCAL_PART.fullmatch(local) and DOMAIN.fullmatch(domain) else None


def _in_ascii(domain: str) -> str:
    try:
        return domain if domain.isascii() else domain.encode("idna").decode()
    except UnicodeError:
        return ""


def same_mailbox(address: str) -> str:
    """Return what the spellings of one address have in common, for a blind index."""
    return address.casefold()


def masked_address(address: str) -> str:
    """Return `z***@example.com`: enough to tell two people apart, too little to write to one."""
    local, at, domain = address.rpartition("@")
    return f"{local[:1]}***@{domain}" if at else ""
