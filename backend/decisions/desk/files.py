"""Files of a decision at the desk: sent in, looked at, made public, taken down."""

from typing import Any

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath
from litestar.response import Stream
from pydantic import ConfigDict

from backend.decisions.desk.answers import go
from backend.decisions.desk.decisions import DECISION, SIGNED_IN, show_decision
from backend.decisions.operations import files
from backend.decisions.queries.desk import get_file_for_desk
from backend.decisions.schemas.drafts import ReturnDraft
from backend.decisions.schemas.files import AttachmentDraft
from backend.kernel.clock import now
from backend.kernel.documents.file_names import content_disposition
from backend.kernel.documents.storage import file_store
from backend.organisation.enums import Role
from backend.organisation.guards import StaffRequest, requires_role
from backend.web.forms import parse_form

FILE = f"{DECISION}/files/{{number:int}}"
HANDLERS = [requires_role(Role.DRAFTER, Role.CATALOGUE_EDITOR, Role.OFFICE, Role.REVIEWER)]


class FileForm(AttachmentDraft):
    """A file with what it is."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)
    file: UploadFile


@post(f"{DECISION}/files", guards=HANDLERS, include_in_schema=False)
async def file_attach(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Keep a file with the decision."""
    form = await parse_form(request, FileForm)
    kept = await form.submit(
        lambda draft: files.attach_file(
            code, draft, draft.file, name=draft.file.filename, staff=request.user
        )
    )
    if kept is None:
        return await show_decision(request, code, form)
    return go(request, f"/desk/decisions/{code}#files")


@get(FILE, guards=SIGNED_IN, include_in_schema=False)
async def file_send(request: StaffRequest, code: FromPath[str], number: FromPath[int]) -> Stream:
    """Send a file to a member of staff."""
    found = await get_file_for_desk(code, number, request.user)
    return Stream(
        file_store().open(found.storage_key),
        media_type=found.content_type,
        headers={
            "Content-Disposition": content_disposition(found.file_name),
            "Content-Length": str(found.size),
            "Cache-Control": "private, no-store",
        },
    )


@post(f"{FILE}/publication", guards=HANDLERS, include_in_schema=False)
async def file_publish(
    request: StaffRequest, code: FromPath[str], number: FromPath[int]
) -> Response[Any]:
    """Make a file public."""
    await files.publish_file(code, number, staff=request.user, now=now())
    return go(request, f"/desk/decisions/{code}#files")


@post(f"{FILE}/withdrawal", guards=HANDLERS, include_in_schema=False)
async def file_unpublish(
    request: StaffRequest, code: FromPath[str], number: FromPath[int]
) -> Response[Any]:
    """Take a file from the public, with the reason."""
    form = await parse_form(request, ReturnDraft)
    done = await form.submit(
        lambda draft: files.unpublish_file(code, number, draft, staff=request.user)
    )
    if done is None:
        return await show_decision(request, code, form)
    return go(request, f"/desk/decisions/{code}#files")


@post(f"{FILE}/removal", guards=HANDLERS, include_in_schema=False)
async def file_remove(
    request: StaffRequest, code: FromPath[str], number: FromPath[int]
) -> Response[Any]:
    """Delete a file that was never public."""
    await files.remove_file(code, number, staff=request.user)
    return go(request, f"/desk/decisions/{code}#files")


ROUTES = [file_attach, file_send, file_publish, file_unpublish, file_remove]
