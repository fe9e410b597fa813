"""Public attachments: the bytes as they were put in, never as a page of ours."""

from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from backend.decisions.queries import visible_decisions
from backend.web.files import FileToSend, file_answer
from backend.web.guards import PUBLIC


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
    found = FileToSend(file.storage_key, file.file_name, file.content_type, file.size, file.sha256)
    return await file_answer(request, found)
