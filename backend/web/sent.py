"""What a form sent, read once for everybody who asks.

Not by Litestar's own reader, which keeps the last thousand forms of a process in memory: what
people write, and their passwords, have no business there.
"""

import re
from typing import Any, Final

from litestar import Request
from litestar.datastructures import FormMultiDict
from litestar.enums import RequestEncodingType

ESCAPED: Final = re.compile(rb"(?:%[0-9A-Fa-f]{2})+")
KEPT: Final = "huiyin_form"
MOST_VALUES: Final = 20_000  # a draft of a thousand clauses sends some six thousand


async def sent_values(request: Request[Any, Any, Any]) -> FormMultiDict:
    """Return every value under its name; raise HTTPException or ValueError for a broken form."""
    if request.content_type[0] != RequestEncodingType.URL_ENCODED:
        return await request.form()
    found = request.scope.get(KEPT)
    if not isinstance(found, FormMultiDict):
        found = FormMultiDict(read_pairs(await request.body()))
        request.scope[KEPT] = found  # type: ignore[typeddict-unknown-key]
    return found


def read_pairs(body: bytes) -> list[tuple[str, str]]:
    """Return the names and values of an urlencoded body, in order; raise ValueError for a flood."""
    if body.count(b"&") >= MOST_VALUES:
        raise ValueError("too many values")
    parts = [part.partition(b"=") for part in body.split(b"&") if part]
    return [(_text(name), _text(value)) for name, _, value in parts]


def _text(escaped: bytes) -> str:
    plain = ESCAPED.sub(_bytes_of, escaped.replace(b"+", b" "))
    return plain.decode("utf-8", "replace")


def _bytes_of(found: re.Match[bytes]) -> bytes:
    return bytes.fromhex(found[0].replace(b"%", b"").decode())
