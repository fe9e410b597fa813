"""Finished public pages: compressed, tagged, and kept in memory until anything public changes.

Only answers marked `Cache-Control: public` without a cookie are kept. One `NOTIFY` in the
transaction that changes something empties every process's memory (`kernel.changes`), and while
a process cannot hear the database it keeps nothing at all: slow beats stale.
"""

import gzip
import hashlib
from collections import OrderedDict
from time import monotonic
from typing import Any

import brotli
from litestar.status_codes import HTTP_200_OK
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Send

from backend.kernel.changes import Changes
from backend.kernel.settings import get_settings

LONGEST = 30.0  # seconds: pages count days, so none outlives half a minute
MOST_PAGES = 512
LARGEST_BODY = 2_000_000  # bytes, compressed; larger answers are made anew each time
COMPRESSIBLE = (b"text/", b"application/json", b"application/atom", b"image/svg", b"application/x")
TOO_SHORT = 400  # bytes; compressing less gains nothing

Headers = list[tuple[bytes, bytes]]
Answer = tuple[int, Headers, bytes]
Key = tuple[bytes, str, str, bytes, str]


class PublicAnswers:
    """Compress answers; keep and tag the public ones."""

    def __init__(self, app: ASGIApp, changes: Changes, *, is_on: bool) -> None:
        self.app = app
        self.changes = changes
        self.is_on = is_on
        self.kept: OrderedDict[Key, tuple[float, Answer, str]] = OrderedDict()
        changes.on_change(self.kept.clear)

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        asked = dict(scope["headers"])
        coding = _coding(asked.get(b"accept-encoding", b""))
        query = scope["query_string"].decode("latin-1")
        key = (_host(asked), scope["path"], query, _shape(asked), coding)
        answer = self._recall(key, scope)
        if answer is None:
            heard = self.changes.count
            collector = _Collector(send)
            method, scope["method"] = scope["method"], "GET"  # HEAD: cut short in `_send`
            await self.app(scope, receive, collector)
            scope["method"] = method
            if collector.answer is None:
                return  # streamed or too large: already sent
            answer = _finished(collector.answer, coding, is_kept=self._may_keep())
            self._keep(key, answer, heard, scope.get("path_template", ""))
        await _send(scope, answer, asked.get(b"if-none-match"), send)

    def _recall(self, key: Key, scope: Any) -> Answer | None:
        """Return a kept answer, and name its route to the layers outside as routing would."""
        found = self.kept.get(key)
        if found is None or not self._may_keep():
            return None
        if found[0] < monotonic():
            del self.kept[key]
            return None
        scope["path_template"] = found[2]
        return found[1]

    def _may_keep(self) -> bool:
        return self.is_on and self.changes.is_listening

    def _keep(self, key: Key, answer: Answer, heard: int, route: str) -> None:
        """Keep a public answer, unless something changed while it was made."""
        is_public = answer[0] == HTTP_200_OK and _header(answer[1], b"cache-control").startswith(
            b"public"
        )
        is_public = is_public and not _header(answer[1], b"set-cookie")
        is_public = is_public and len(answer[2]) <= LARGEST_BODY
        if not (is_public and self._may_keep() and heard == self.changes.count):
            return
        self.kept[key] = (monotonic() + LONGEST, answer, route)
        if len(self.kept) > MOST_PAGES:
            self.kept.popitem(last=False)


class _Collector:
    """Holds an answer back until it is whole; lets streams and large files through."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.start: Message | None = None
        self.parts: list[bytes] = []
        self.answer: Answer | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            return
        if message["type"] != "http.response.body" or self.start is None:
            await self.send(message)
            return
        self.parts.append(message["body"])
        if message.get("more_body"):
            await self._let_through()
        elif self.start["type"] == "http.response.start":
            headers = [(name.lower(), value) for name, value in self.start["headers"]]
            self.answer = (self.start["status"], headers, b"".join(self.parts))

    async def _let_through(self) -> None:
        """Send what was held back and step aside: this answer is a stream."""
        if self.start is not None:
            await self.send(self.start)
        body = b"".join(self.parts)
        self.start = None
        await self.send({"type": "http.response.body", "body": body, "more_body": True})


def _shape(asked: dict[bytes, bytes]) -> bytes:
    """Return the request headers a page's content may turn on."""
    wants_json = b"application/json" in asked.get(b"accept", b"")
    return b"json" if wants_json else asked.get(b"hx-request", b"")


def _host(asked: dict[bytes, bytes]) -> bytes:
    """Return the host asked for where pages write it into their addresses: none feeds another's."""
    return b"" if get_settings().origin else asked.get(b"host", b"")


def _coding(accepted: bytes) -> str:
    if b"br" in accepted:
        return "br"
    return "gzip" if b"gzip" in accepted else ""


def _header(headers: Headers, name: bytes) -> bytes:
    return next((value for found, value in headers if found == name), b"")


def _finished(answer: Answer, coding: str, *, is_kept: bool) -> Answer:
    """Return the answer tagged by its content and compressed as the reader can take it.

    What is sent many times is compressed well; what is sent once, quickly.
    """
    status, headers, body = answer
    kind = _header(headers, b"content-type")
    is_public = _header(headers, b"cache-control").startswith(b"public")
    kept = [(name, value) for name, value in headers if name != b"content-length"]
    if is_public and status == HTTP_200_OK and not _header(headers, b"etag"):
        kept.append((b"etag", b'W/"' + hashlib.sha256(body).hexdigest()[:20].encode() + b'"'))
    is_open = not _header(headers, b"content-encoding") and not _header(headers, b"set-cookie")
    if is_open and len(body) >= TOO_SHORT and kind.startswith(COMPRESSIBLE) and b"zip" not in kind:
        kept.append((b"vary", b"Accept-Encoding, Accept, HX-Request"))
        if coding:
            kept.append((b"content-encoding", coding.encode()))
            body = _compressed(body, coding, is_often_sent=is_public and is_kept)
    kept.append((b"content-length", str(len(body)).encode()))
    return status, kept, body


def _compressed(body: bytes, coding: str, *, is_often_sent: bool) -> bytes:
    """Return the body smaller; the light level is a fifth larger and four times cheaper."""
    if coding == "br":
        return bytes(brotli.compress(body, quality=5 if is_often_sent else 3))
    return gzip.compress(body, compresslevel=6 if is_often_sent else 3)


async def _send(scope: HTTPScope, answer: Answer, known: bytes | None, send: Send) -> None:
    """Send the answer, or only that nothing changed."""
    status, headers, body = answer
    tag = _header(headers, b"etag")
    if tag and known and tag in [part.strip() for part in known.split(b",")]:
        status, body = 304, b""
        headers = [pair for pair in headers if pair[0] not in (b"content-length", b"content-type")]
    if scope["method"] == "HEAD":
        body = b""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
