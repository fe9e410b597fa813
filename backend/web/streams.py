"""Answers too long to be held: sent as they are made, and broken off loudly if that fails.

What breaks while it is sent is raised: the server cuts the connection, and no reader takes half
of an answer for a whole one.
"""

import os
from collections.abc import AsyncIterator
from typing import IO, Any

from litestar import Response
from litestar.response import Stream

from backend.kernel.documents.file_names import content_disposition
from backend.web.render import PUBLIC

PART = 256 * 1024  # bytes


async def streamed_answer(
    parts: AsyncIterator[bytes], *, media_type: str, file_name: str
) -> Response[Any]:
    """Send parts as they come; what goes wrong before the first one is an answer of its own."""
    headers = {**PUBLIC, "Content-Disposition": content_disposition(file_name)}
    return Stream(await _opened(parts), media_type=media_type, headers=headers)


def file_stream(held: IO[bytes], *, media_type: str, file_name: str) -> Response[Any]:
    """Send a finished file from its beginning and close it; its length is told beforehand."""
    size = held.seek(0, os.SEEK_END)
    held.seek(0)
    headers = {
        **PUBLIC,
        "Content-Disposition": content_disposition(file_name),
        "Content-Length": str(size),
    }
    return Stream(_parts_of(held), media_type=media_type, headers=headers)


async def _parts_of(held: IO[bytes]) -> AsyncIterator[bytes]:
    with held:
        while part := held.read(PART):
            yield part


async def _opened(parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Return the parts once the first is there."""
    first = await anext(parts, b"")

    async def whole() -> AsyncIterator[bytes]:
        yield first
        async for part in parts:
            yield part

    return whole()
