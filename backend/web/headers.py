"""What every answer tells the browser it may not do."""

from typing import Any

from litestar.types import ASGIApp, Message, Receive, Send

from backend.kernel.settings import get_settings

POLICY = "; ".join(  # noqa: FLY002 - one directive a line reads better
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "manifest-src 'self'",
    )
)


API = "/api/v1/"
FOR_ANY_SITE = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag"),
]
READING = frozenset({"GET", "HEAD"})


def security_headers(*, is_behind_tls: bool) -> list[tuple[bytes, bytes]]:
    """Return the headers; HSTS only where TLS really stands in front."""
    found = [
        (b"content-security-policy", POLICY.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"x-frame-options", b"DENY"),
        (b"referrer-policy", b"same-origin"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ]
    if is_behind_tls:
        found.append((b"strict-transport-security", b"max-age=31536000; includeSubDomains"))
    return found


class HeadersMiddleware:
    """Add the headers to every answer, errors included; a page may ask for a stricter one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = security_headers(is_behind_tls=get_settings().is_behind_tls)

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Handle one request; what the API gives to read, pages of any site may read."""
        is_data = scope.get("method") in READING and scope["path"].startswith(API)
        added = self.headers + FOR_ANY_SITE if is_data else self.headers

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower() for name, _ in message["headers"]}
                spare = [pair for pair in added if pair[0] not in own]
                message["headers"] = [*message["headers"], *spare]
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)
