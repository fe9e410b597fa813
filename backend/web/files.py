"""Files that were put in, sent as they are: the bytes, never a page of ours."""

from collections.abc import AsyncIterator
from typing import Any, NamedTuple

from litestar import Request, Response
from litestar.response import Stream
from litestar.status_codes import HTTP_304_NOT_MODIFIED

from backend.kernel.documents.file_names import content_disposition
from backend.kernel.documents.storage import file_store

KEEPING = "public, max-age=0, must-revalidate"
PRIVATE = "private, no-store"


class FileToSend(NamedTuple):
    """A stored file, and what it is called."""

    storage_key: str
    file_name: str
    media_type: str
    size: int
    sha256: str


async def file_answer(
    request: Request[Any, Any, Any], file: FileToSend, *, is_public: bool = True
) -> Response[Any]:
    """Send a file, or only that the reader has it already; a missing one raises NotFound."""
    tag = f'"{file.sha256[:20]}"'
    headers = {"Cache-Control": KEEPING if is_public else PRIVATE, "ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(None, status_code=HTTP_304_NOT_MODIFIED, headers=headers)
    headers["Content-Length"] = str(file.size)
    headers["Content-Disposition"] = content_disposition(file.file_name)
    content = await _opened(file.storage_key)
    return Stream(content, media_type=file.media_type, headers=headers)


async def _opened(key: str) -> AsyncIterator[bytes]:
    """Return the bytes once the first are there: a missing file is a 404, not a torn answer."""
    parts = file_store().open(key)
    first = await anext(parts, b"")

    async def whole() -> AsyncIterator[bytes]:
        yield first
        async for part in parts:
            yield part

    return whole()
