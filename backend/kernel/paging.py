"""Pages by key: each starts after the last row seen, so the thousandth is as fast as the first."""

import base64
import json
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from backend.kernel.errors import Invalid
from backend.kernel.language import say

T = TypeVar("T")
LARGEST_PAGE = 100  # rows


class Page(BaseModel, Generic[T]):
    """Some rows, and where the next ones begin."""

    model_config = ConfigDict(frozen=True)

    items: tuple[T, ...]
    next: str | None = None


def write_cursor(*key: str | int) -> str:
    """Return the address form of a row's sort key."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def read_cursor(cursor: str, *kinds: type) -> tuple[str | int, ...]:
    """Return the sort key; raise Invalid when it was not made by `write_cursor`."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        key = json.loads(base64.urlsafe_b64decode(padded))
    except (ValueError, UnicodeDecodeError) as error:
        raise Invalid(say("翻页地址不完整，请从第一页看起。")) from error
    if not isinstance(key, list) or [type(part) for part in key] != list(kinds):
        raise Invalid(say("翻页地址不完整，请从第一页看起。"))
    if any(isinstance(part, int) and abs(part) > 2**53 for part in key):
        raise Invalid(say("翻页地址不完整，请从第一页看起。"))
    return tuple(key)
