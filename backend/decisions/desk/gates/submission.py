"""The submission pack: what is there, what is missing, handing it over, taking it along."""

from typing import Any, ClassVar
from urllib.parse import quote

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Stream

from backend.decisions.desk.gates import labels
from backend.decisions.desk.gates.frame import (
    RECORDERS,
    SIGNED_IN,
    GatePage,
    after,
    gate_path,
    show_gate,
)
from backend.decisions.enums import Gate
from backend.decisions.operations import submission
from backend.decisions.queries.pack import get_manifest, pack_archive
from backend.decisions.schemas.gates.meeting import SubmissionDraft
from backend.decisions.schemas.gates.procedure import GateForDesk
from backend.kernel.clock import now, today
from backend.kernel.documents.storage import file_store
from backend.organisation.guards import StaffRequest
from backend.web.forms import blank_form, parse_form

PATH = gate_path(Gate.SUBMISSION)


class SubmissionPage(GatePage):
    """The pack of art. 29."""

    template: ClassVar[str] = "decisions/desk/gates/submission.html"
    gate: ClassVar[Gate] = Gate.SUBMISSION

    @classmethod
    def contents(cls, found: GateForDesk) -> dict[str, Any]:  # noqa: ARG003 - of every gate
        """Return an empty form."""
        return {"labels": labels.SUBMISSION, "form": blank_form()}


@get(PATH, guards=SIGNED_IN, include_in_schema=False)
async def submission_show(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Show the pack."""
    return await show_gate(request, code, SubmissionPage)


@post(PATH, guards=RECORDERS, include_in_schema=False)
async def submission_record(request: StaffRequest, code: FromPath[str]) -> Response[Any]:
    """Record that the pack was handed over."""
    form = await parse_form(request, SubmissionDraft)
    await form.submit(
        lambda draft: submission.submit_pack(code, draft, staff=request.user, now=now())
    )
    return await after(request, code, SubmissionPage, form=form)


@get(f"{PATH}/pack.zip", guards=SIGNED_IN, include_in_schema=False)
async def submission_pack(request: StaffRequest, code: FromPath[str]) -> Stream:
    """Send the pack as one archive."""
    found = await get_manifest(code, staff=request.user, today=today())
    name = quote(f"{found.code}-报送材料.zip")
    return Stream(
        pack_archive(found, file_store()),
        media_type="application/zip",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "Cache-Control": "private, no-store",
        },
    )


ROUTES = [submission_show, submission_record, submission_pack]
