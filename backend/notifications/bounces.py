"""Reads what came back: delivery reports as servers send them (RFC 3464), or a list of addresses.

Nothing is taken from anywhere else in a mail: its other headers name us, and our own server.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from backend.kernel.text.mail_address import mail_address

FIELD = re.compile(r"^([A-Za-z-]+):[ \t]*(.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
STATUS = re.compile(r"\b([245])\.(\d{1,3})\.\d{1,3}\b")
BLANK_LINE = re.compile(r"\n[ \t]*\n")
BETWEEN = re.compile(r"[\s,;，；、]+")
FIRST_WORD = re.compile(r"<?([^\s,;，；、<>]+@[^\s,;，；、<>]+)>?[\s,;，；、]*(.*)")
OUR_FAULT = "7"  # 5.7.x: the server does not like the sender or the words; the address is right
LONGEST_SAID = 300  # characters
MOST_UNREAD = 20  # lines shown


class Bounce(NamedTuple):
    """One address mail came back from, and what its server said."""

    address: str
    is_lasting: bool  # no mail will arrive there later either
    said: str


class Pasted(NamedTuple):
    """What could be read of a pasted text, and the lines that could not."""

    bounces: tuple[Bounce, ...]
    unread: tuple[str, ...] = ()


def read_bounces(text: str) -> Pasted:
    """Return each address of a text once, the lasting word on it before any other."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if reports := list(_reported(plain)):
        return Pasted(_each_once(reports))
    bounces: list[Bounce] = []
    unread: list[str] = []
    for line in filter(None, map(str.strip, plain.split("\n"))):
        found = _listed(line)
        bounces += found
        unread += [] if found else [line]
    return Pasted(_each_once(bounces), tuple(unread[:MOST_UNREAD]))


def _reported(text: str) -> Iterator[Bounce]:
    """Yield what the delivery reports in a text tell of each recipient."""
    for block in BLANK_LINE.split(text):
        fields = {name.lower(): " ".join(told.split()) for name, told in FIELD.findall(block)}
        address = mail_address(_without_type(fields.get("final-recipient", "")))
        if address is None:
            continue
        said = _without_type(fields.get("diagnostic-code", "")) or fields.get("status", "")
        status, action = fields.get("status", ""), fields.get("action", "").lower()
        yield Bounce(address, _is_lasting(status, action), said[:LONGEST_SAID])


def _without_type(told: str) -> str:
    """Return `zhu@example.com` of `rfc822; zhu@example.com`."""
    return told.rpartition(";")[2].strip().strip("<>") if "@" in told else told


def _is_lasting(status: str, action: str) -> bool:
    found = STATUS.search(status)
    if found is None:
        return action == "failed"
    return found[1] == "5" and found[2] != OUR_FAULT and action in {"", "failed"}


def _listed(line: str) -> list[Bounce]:
    """Return the addresses a line consists of, or its first with the words behind it."""
    parts = [mail_address(part.strip("<>")) for part in BETWEEN.split(line) if part]
    if parts and None not in parts:
        return [Bounce(address, is_lasting=True, said="") for address in parts if address]
    first = FIRST_WORD.fullmatch(line)
    address = mail_address(first[1]) if first else None
    if first is None or address is None:
        return []
    status = STATUS.search(first[2])
    is_lasting = _is_lasting(status[0], "") if status else True
    return [Bounce(address, is_lasting, first[2][:LONGEST_SAID])]


def _each_once(bounces: list[Bounce]) -> tuple[Bounce, ...]:
    found: dict[str, Bounce] = {}
    for bounce in bounces:
        before = found.get(bounce.address.casefold())
        if before is None or (bounce.is_lasting and not before.is_lasting):
            found[bounce.address.casefold()] = bounce
    return tuple(found.values())
