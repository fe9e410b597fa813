"""Public attachments: the bytes as they were put in, never as a page of ours."""

from collections.abc import AsyncIterator
from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath
from litestar.response import Stream
from litestar.status_codes import HTTP_304_NOT_MODIFIED

from backend.decisions.queries import visible_decisions
from backend.kernel.documents.file_names import content_disposition
from backend.kernel.documents.storage import file_store
from backend.web.guards import PUBLIC

KEEPING = "public, max-age=0, must-revalidate"


@get(
    "/decisions/{code:str}/files/{public_code:str}/{file_name:str}",
    opt=PUBLIC,
    include_in_schema=False,
)
async def public_file(
    request: Request[Any, Any, Any],
    code: FromPath[str],
    public_code: FromPath[str],
    file_name: FromPath[str],  # noqa: ARG001 - for the reader's eyes; the codes find the file
) -> Response[Any]:
    """Send a public file of a visible decision."""
    file = await visible_decisions.get_public_file(code, public_code)
    tag = f'"{file.sha256[:20]}"'
    headers = {"Cache-Control": KEEPING, "ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(None, status_code=HTTP_304_NOT_MODIFIED, headers=headers)
    headers["Content-Length"] = str(file.size)
    headers["Content-Disposition"] = content_disposition(file.file_name)
    content = await _opened(file.storage_key)
    return Stream(content, media_type=file.content_type, headers=headers)


async def _opened(key: str) -> AsyncIterator[bytes]:
    """Return the bytes once the first are there: a missing file is a 404, not a torn answer."""
    parts = file_store().open(key)
    first = await anext(parts, b"")

    async def whole() -> AsyncIterator[bytes]:
        yield first
        async for part in parts:
            yield part

    return whole()
