"""What every request leaves behind: an id, one log line, its count and its time.

The outermost layer. It names the route (`/decisions/{number}`), never the address asked for: an
address may hold what somebody searched for, or a receipt code.
"""

import re
import secrets
from time import perf_counter
from typing import Any, Final

import structlog
from litestar.status_codes import HTTP_500_INTERNAL_SERVER_ERROR
from litestar.types import ASGIApp, Message, Receive, Send
from prometheus_client import Counter, Histogram

from backend.kernel.log import REQUEST_ID

KNOWN_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
TAKEN_ID: Final = re.compile(rb"(?=.*[A-Fa-f])[0-9A-Fa-f-]{16,64}")  # hexadecimal, or a UUID
UNROUTED: Final = "unrouted"
ASKED_ALL_DAY: Final = frozenset({"/healthz", "/readyz", "/metrics"})  # logged when they fail

REQUESTS = Counter(
    "huiyin_requests", "Requests answered, by route and status.", ("method", "route", "status")
)
DURATION = Histogram(
    "huiyin_request_seconds",
    "Time from the first byte in to the last byte out.",
    ("route",),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)

logger = structlog.get_logger("request")


class Observation:
    """Give each request an id and tell afterwards how it went."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._counts: dict[tuple[str, str, int], Any] = {}
        self._times: dict[str, Any] = {}

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        seen = _Seen(send, _request_id(scope["headers"]))
        token = REQUEST_ID.set(seen.request_id.decode())
        started = perf_counter()
        try:
            await self.app(scope, receive, seen)
        except Exception:
            seen.status = HTTP_500_INTERNAL_SERVER_ERROR
            logger.exception("unanswered")
            raise
        finally:
            self._tell(scope, seen, perf_counter() - started)
            REQUEST_ID.reset(token)

    def _tell(self, scope: Any, seen: "_Seen", seconds: float) -> None:
        method = scope["method"] if scope["method"] in KNOWN_METHODS else "OTHER"
        route = scope.get("path_template") or UNROUTED
        key = (method, route, seen.status)
        count = self._counts.get(key) or self._counts.setdefault(key, REQUESTS.labels(*key))
        time = self._times.get(route) or self._times.setdefault(route, DURATION.labels(route))
        count.inc()
        time.observe(seconds)
        tell = logger.error if seen.status >= HTTP_500_INTERNAL_SERVER_ERROR else logger.info
        if route in ASKED_ALL_DAY and tell == logger.info:
            tell = logger.debug
        tell(
            "request",
            method=method,
            route=route,
            status=seen.status,
            ms=round(seconds * 1000, 2),
            bytes=seen.size,
        )


class _Seen:
    """Passes an answer on, adds the request's id, and notes status and size."""

    __slots__ = ("request_id", "send", "size", "status")

    def __init__(self, send: Send, request_id: bytes) -> None:
        self.send = send
        self.request_id = request_id
        self.status = 499  # nothing was answered: the reader went away
        self.size = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message["headers"], (b"x-request-id", self.request_id)]
        elif message["type"] == "http.response.body":
            self.size += len(message["body"])
        await self.send(message)


def _request_id(headers: Any) -> bytes:
    """Return the id a proxy gave, if it is one, or a new one; a telephone number is none."""
    for name, value in headers:
        if name == b"x-request-id" and TAKEN_ID.fullmatch(value):
            return bytes(value)
    return secrets.token_hex(8).encode()
