"""Scans of letters, sent to who may see them; each time is noted."""

from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from backend.opinions.operations.attachments import open_scan
from backend.organisation.guards import StaffRequest, requires_sign_in
from backend.web.files import FileToSend, file_answer


@get(
    "/desk/opinions/{number:int}/files/{attachment_id:int}",
    guards=[requires_sign_in],
    include_in_schema=False,
)
async def scan_send(
    request: StaffRequest, number: FromPath[int], attachment_id: FromPath[int]
) -> Response[Any]:
    """Send a scan; raise NotFound also to who may not know of it."""
    scan = await open_scan(number, attachment_id, staff=request.user)
    names = FileToSend._fields
    file = FileToSend(**{name: getattr(scan, name) for name in names})
    return await file_answer(request, file, is_public=False)


ROUTES = [scan_send]
