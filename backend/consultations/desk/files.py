"""Files of a draft at the desk: put in, looked at, taken out."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath
from pydantic import ConfigDict

from backend.consultations.desk.frame import (
    CONSULTATION,
    DRAFTERS,
    SIGNED_IN,
    ConsultationDeskPage,
    load,
)
from backend.consultations.operations import files
from backend.consultations.queries.files import get_file
from backend.consultations.schemas.drafting import FileDraft
from backend.decisions.desk.answers import go, status_of
from backend.organisation.guards import StaffRequest
from backend.web.files import file_answer
from backend.web.forms import Form, blank_form, parse_form
from backend.web.render import page

FILES = f"{CONSULTATION}/files"


class FileForm(FileDraft):
    """A file with its title."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)
    file: UploadFile


class FilesPage(ConsultationDeskPage):
    """The files that become public with a draft."""

    template: ClassVar[str] = "consultations/desk/files.html"
    form: Form[Any]


@get(FILES, guards=SIGNED_IN, include_in_schema=False)
async def files_show(request: StaffRequest, number: FromPath[int]) -> Response[str]:
    """Show a draft's files."""
    context = FilesPage(consultation=await load(request, number), form=blank_form())
    return page(request, context)


@post(FILES, guards=DRAFTERS, include_in_schema=False)
async def file_put(request: StaffRequest, number: FromPath[int]) -> Response[Any]:
    """Keep a file with the draft."""
    form = await parse_form(request, FileForm)
    kept = await form.submit(
        lambda draft: files.attach_file(
            number, draft, draft.file, name=draft.file.filename, staff=request.user
        )
    )
    if kept is None:
        context = FilesPage(consultation=await load(request, number), form=form)
        return page(request, context, status=status_of(form))
    return go(request, f"/desk/consultations/{number}/files")


@get(f"{FILES}/{{file:int}}", guards=SIGNED_IN, include_in_schema=False)
async def file_show(
    request: StaffRequest, number: FromPath[int], file: FromPath[int]
) -> Response[Any]:
    """Send a file to a member of staff who may know of the draft."""
    consultation = await load(request, number)
    found = await get_file(consultation.id, file)
    return await file_answer(request, found, is_public=False)


@post(f"{FILES}/{{file:int}}/removal", guards=DRAFTERS, include_in_schema=False)
async def file_take_out(
    request: StaffRequest, number: FromPath[int], file: FromPath[int]
) -> Response[Any]:
    """Take a file out of the draft."""
    await files.remove_file(number, file, staff=request.user)
    return go(request, f"/desk/consultations/{number}/files")


ROUTES = [files_show, file_put, file_show, file_take_out]
