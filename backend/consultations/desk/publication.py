"""The way into the public and out of it: submitted, returned, published, extended, concluded."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath

from backend.consultations.desk.consultations import show_consultation
from backend.consultations.desk.frame import (
    CONSULTATION,
    CONSULTATIONS,
    DRAFTERS,
    OFFICE,
    SIGNED_IN,
    ConsultationDeskPage,
    load,
)
from backend.consultations.enums.consultation import ExtensionKind
from backend.consultations.operations import concluding, extending, publishing
from backend.consultations.queries.desk import number_of
from backend.consultations.schemas.drafting import ExtensionDraft, ReturnDraft, RevisionSeen
from backend.decisions.desk.answers import go, status_of
from backend.kernel.clock import now
from backend.organisation.guards import StaffRequest
from backend.web.answers import origin_of
from backend.web.forms import Form, blank_form, parse_form
from backend.web.render import page


class ExtensionPage(ConsultationDeskPage):
    """A later day and its reason: for those who write, or for those who answer."""

    template: ClassVar[str] = "consultations/desk/extension.html"
    form: Form[Any]
    kind: ExtensionKind


class ResultPage(ConsultationDeskPage):
    """What is published at the end, before it is."""

    template: ClassVar[str] = "consultations/desk/result.html"
    form: Form[Any]


@post(f"{CONSULTATION}/submission", guards=DRAFTERS, include_in_schema=False)
async def consultation_submit(request: StaffRequest, number: FromPath[int]) -> Response[Any]:
    """Hand a draft in."""
    form = await parse_form(request, RevisionSeen)
    done = await form.submit(
        lambda seen: publishing.submit_consultation(number, seen, staff=request.user, now=now())
    )
    return await _back(request, number, form, is_done=done is not None)


@post(f"{CONSULTATION}/refusal", guards=DRAFTERS, include_in_schema=False)
async def consultation_return(request: StaffRequest, number: FromPath[int]) -> Response[Any]:
    """Send what was submitted back."""
    form = await parse_form(request, ReturnDraft)
    done = await form.submit(
        lambda draft: publishing.return_consultation(number, draft, staff=request.user)
    )
    return await _back(request, number, form, is_done=done is not None)


@post(f"{CONSULTATION}/publication", guards=OFFICE, include_in_schema=False)
async def consultation_publish(request: StaffRequest, number: FromPath[int]) -> Response[Any]:
    """Make it public."""
    form = await parse_form(request, RevisionSeen)
    done = await form.submit(
        lambda seen: publishing.publish_consultation(number, seen, staff=request.user, now=now())
    )
    return await _back(request, number, form, is_done=done is not None)


@get(f"{CONSULTATION}/extension", guards=OFFICE, include_in_schema=False)
async def period_extension(request: StaffRequest, number: FromPath[int]) -> Response[Any]:
    """Ask for a later last day."""
    return await _extension(request, number, ExtensionKind.PERIOD, blank_form())


@post(f"{CONSULTATION}/extension", guards=OFFICE, include_in_schema=False)
async def period_extend(request: StaffRequest, number: FromPath[int]) -> Response[Any]:
    """Move the last day."""
    form = await parse_form(request, ExtensionDraft)
    done = await form.submit(
        lambda draft: extending.extend_period(
            number, draft, staff=request.user, now=now(), origin=origin_of(request)
        )
    )
    if done is None:
        return await _extension(request, number, ExtensionKind.PERIOD, form)
    return go(request, f"/desk/consultations/{number}")


@get(f"{CONSULTATION}/postponement", guards=OFFICE, include_in_schema=False)
async def feedback_postponement(request: StaffRequest, number: FromPath[int]) -> Response[Any]:
    """Ask for a later day of the answers."""
    return await _extension(request, number, ExtensionKind.FEEDBACK, blank_form())


@post(f"{CONSULTATION}/postponement", guards=OFFICE, include_in_schema=False)
async def feedback_postpone(request: StaffRequest, number: FromPath[int]) -> Response[Any]:
    """Put the answers off."""
    form = await parse_form(request, ExtensionDraft)
    done = await form.submit(
        lambda draft: extending.postpone_feedback(
            number, draft, staff=request.user, now=now(), origin=origin_of(request)
        )
    )
    if done is None:
        return await _extension(request, number, ExtensionKind.FEEDBACK, form)
    return go(request, f"/desk/consultations/{number}")


@get(f"{CONSULTATION}/result", guards=SIGNED_IN, include_in_schema=False)
async def result_show(request: StaffRequest, number: FromPath[int]) -> Response[Any]:
    """Show what the result will be, and what it still waits for."""
    return page(request, ResultPage(consultation=await load(request, number), form=blank_form()))


@get(
    f"{CONSULTATIONS}/by-subject/{{subject:int}}/result", guards=SIGNED_IN, include_in_schema=False
)
async def result_find(request: StaffRequest, subject: FromPath[int]) -> Response[Any]:
    """Lead from the answers to where they are published: the ledger knows subjects only."""
    return go(request, f"/desk/consultations/{await number_of(subject)}/result")


@post(f"{CONSULTATION}/result", guards=OFFICE, include_in_schema=False)
async def result_publish(request: StaffRequest, number: FromPath[int]) -> Response[Any]:
    """Publish final text and report, and end the consultation."""
    form = await parse_form(request, RevisionSeen)
    origin, staff = origin_of(request), request.user
    done = await form.submit(
        lambda seen: concluding.publish_result(
            number, staff=staff, now=now(), seen=seen, origin=origin
        )
    )
    if done is None:
        context = ResultPage(consultation=await load(request, number), form=form)
        return page(request, context, status=status_of(form))
    return go(request, f"/desk/consultations/{number}")


async def _back(
    request: StaffRequest, number: int, form: Form[Any], *, is_done: bool
) -> Response[Any]:
    if is_done:
        return go(request, f"/desk/consultations/{number}")
    return await show_consultation(request, number, form)


async def _extension(
    request: StaffRequest, number: int, kind: ExtensionKind, form: Form[Any]
) -> Response[Any]:
    consultation = await load(request, number)
    context = ExtensionPage(consultation=consultation, form=form, kind=kind)
    return page(request, context, status=status_of(form))


ROUTES = [
    consultation_submit,
    consultation_return,
    consultation_publish,
    period_extension,
    period_extend,
    feedback_postponement,
    feedback_postpone,
    result_show,
    result_find,
    result_publish,
]
