"""Ending letters by the link in them: a mail program posts there (RFC 8058), a person looks.

It posts without cookie or Origin, and is answered without a redirect. Mail scanners open every
link, so looking changes nothing.
"""

from typing import Any

from litestar import Request
from litestar.exceptions import HTTPException

from backend.web.sent import sent_values

# `no-referrer` would make old browsers send `Origin: null` with the forms, which is refused.
KEPT_TO_ONESELF = {"X-Robots-Tag": "noindex", "Referrer-Policy": "strict-origin"}


async def is_one_click(request: Request[Any, Any, Any]) -> bool:
    """Whether a mail program asks, and no person waits for a page; a broken form is nobody's."""
    try:
        sent = await sent_values(request)
    except (HTTPException, ValueError):
        return False
    return "One-Click" in sent.getall("List-Unsubscribe", [])
