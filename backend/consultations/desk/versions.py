"""Texts of a draft at the desk: begun, read with what is next, published, thrown away."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath

from backend.consultations.desk.consultations import show_consultation
from backend.consultations.desk.frame import CONSULTATION, DRAFTERS, OFFICE, SIGNED_IN, load
from backend.consultations.desk.version_frame import VERSION, VERSIONS, VersionDeskPage, text_of
from backend.consultations.enums.consultation import ConsultationState, Stage
from backend.consultations.operations import versions
from backend.consultations.rules import permissions
from backend.consultations.rules.changes import changes_of
from backend.consultations.schemas.clauses import ComparedClauses
from backend.consultations.schemas.drafting import RevisionSeen
from backend.consultations.schemas.versions import VersionDraft
from backend.decisions.desk.answers import go
from backend.kernel.clock import now
from backend.organisation.guards import StaffRequest
from backend.web.answers import origin_of
from backend.web.forms import Form, blank_form, parse_form
from backend.web.render import page


class VersionPage(VersionDeskPage):
    """A text whole, and what it changes."""

    template: ClassVar[str] = "consultations/desk/version.html"
    changes: tuple[ComparedClauses, ...]
    may_publish: bool


@get(f"{CONSULTATION}/draft", guards=SIGNED_IN, include_in_schema=False)
async def draft_show(request: StaffRequest, number: FromPath[int]) -> Response[Any]:
    """Lead on to the text that is under way, or to where the first one is put in."""
    consultation = await load(request, number)
    path = f"/desk/consultations/{number}/versions"
    if not consultation.versions:
        return go(request, f"{path}/1/text")
    return go(request, f"{path}/{consultation.versions[-1].number}")


@post(VERSIONS, guards=DRAFTERS, include_in_schema=False)
async def version_begin(request: StaffRequest, number: FromPath[int]) -> Response[Any]:
    """Begin another text as a copy of the published one."""
    form = await parse_form(request, VersionDraft)
    begun = await form.submit(
        lambda draft: versions.begin_version(number, draft, staff=request.user, now=now())
    )
    if begun is None:
        return await show_consultation(request, number, form)
    return go(request, f"/desk/consultations/{number}/versions/{begun.number}/clauses")


@get(VERSION, guards=SIGNED_IN, include_in_schema=False)
async def version_show(
    request: StaffRequest, number: FromPath[int], version: FromPath[int]
) -> Response[Any]:
    """Show a text whole."""
    return await _show(request, number, version, blank_form())


@post(f"{VERSION}/publication", guards=OFFICE, include_in_schema=False)
async def version_publish(
    request: StaffRequest, number: FromPath[int], version: FromPath[int]
) -> Response[Any]:
    """Publish a corrected text."""
    form = await parse_form(request, RevisionSeen)
    origin, staff = origin_of(request), request.user
    done = await form.submit(
        lambda seen: versions.publish_version(
            number, version, revision=seen.revision, staff=staff, now=now(), origin=origin
        )
    )
    if done is None:
        return await _show(request, number, version, form)
    return go(request, f"/desk/consultations/{number}/versions/{version}")


@post(f"{VERSION}/removal", guards=DRAFTERS, include_in_schema=False)
async def version_discard(
    request: StaffRequest, number: FromPath[int], version: FromPath[int]
) -> Response[Any]:
    """Throw away a text nobody outside has read."""
    await versions.discard_version(number, version, staff=request.user)
    return go(request, f"/desk/consultations/{number}#texts")


async def _show(request: StaffRequest, number: int, version: int, form: Form[Any]) -> Response[Any]:
    found = await text_of(request, number, version, form)
    text, consultation = found["version"], found["consultation"]
    is_correction = text.stage is Stage.COMMENT and text.number > 1 and not text.is_sealed
    is_running = consultation.state is ConsultationState.PUBLISHED
    may_publish = is_correction and is_running and permissions.may_publish(request.user)
    context = VersionPage(**found, changes=changes_of(text), may_publish=may_publish)
    return page(request, context, status=context.status)


ROUTES = [draft_show, version_begin, version_show, version_publish, version_discard]
