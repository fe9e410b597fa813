"""Putting a whole text in at the desk: pasted, or taken from a document."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath
from pydantic import ConfigDict

from backend.consultations.desk.frame import DRAFTERS, ConsultationDeskPage, load
from backend.consultations.desk.version_frame import VERSION
from backend.consultations.operations import texts
from backend.consultations.queries.versions import get_version
from backend.consultations.rules.recognising import as_text
from backend.consultations.schemas.versions import TextDraft, VersionRef
from backend.decisions.desk.answers import go
from backend.organisation.guards import StaffRequest
from backend.web.forms import Form, blank_form, parse_form
from backend.web.render import page


class TextForm(TextDraft):
    """A text pasted, or a document to take it from."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)
    file: UploadFile | None = None


class TextPage(ConsultationDeskPage):
    """A place for the whole text."""

    template: ClassVar[str] = "consultations/desk/text.html"
    number: int
    is_first: bool  # nothing is there yet that would be replaced
    form: Form[Any]

    @property
    def status(self) -> int:
        """Return how the answer is marked: overtaken, refused, or only shown."""
        return 409 if "revision" in self.form.errors else 422 if self.form.is_invalid else 200


@get(f"{VERSION}/text", guards=DRAFTERS, include_in_schema=False)
async def text_show(
    request: StaffRequest, number: FromPath[int], version: FromPath[int]
) -> Response[str]:
    """Show the whole text, one clause a line, to be replaced."""
    context = await _page(request, number, version, None)
    return page(request, context)


@post(f"{VERSION}/text", guards=DRAFTERS, include_in_schema=False)
async def text_write(
    request: StaffRequest, number: FromPath[int], version: FromPath[int]
) -> Response[Any]:
    """Recognise the clauses of a text and put them in place of all there were."""
    form = await parse_form(request, TextForm)
    written = await form.submit(lambda draft: _write(request, number, version, draft))
    if written is None:
        context = await _page(request, number, version, form)
        return page(request, context, status=context.status)
    return go(request, f"/desk/consultations/{number}/versions/{version}/clauses")


async def _write(request: StaffRequest, number: int, version: int, draft: TextForm) -> VersionRef:
    return await texts.write_text(number, version, draft, staff=request.user, source=draft.file)


async def _page(
    request: StaffRequest, number: int, version: int, form: Form[Any] | None
) -> TextPage:
    consultation = await load(request, number)
    is_first = version == 1 and not consultation.versions
    stored = None if is_first else await get_version(number, version)
    revision = stored.revision if stored else 0
    if form is None:
        text = as_text(stored.stored) if stored else ""
        form = blank_form({"text": text, "revision": revision})
    elif "revision" in form.errors:
        form.values["revision"] = revision
    form.values["file"] = ""  # a browser never fills it in again
    return TextPage(consultation=consultation, number=version, is_first=is_first, form=form)


ROUTES = [text_show, text_write]
