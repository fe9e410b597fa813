"""The adoption report at the desk: its statement, its way through four hands, its preview."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backend.kernel.clock import now
from backend.kernel.paging import Page
from backend.opinions.desk.heading import SIGNED_IN, SUBJECT, SubjectPage, back, whole_head_of
from backend.opinions.operations import reports
from backend.opinions.operations.working import thresholds
from backend.opinions.queries.report import preview_answers, preview_report
from backend.opinions.queries.reporting import get_report_for_desk
from backend.opinions.schemas.report import AdoptionReportShown, AnswerLine
from backend.opinions.schemas.reporting import (
    Clearance,
    Reading,
    ReportForDesk,
    ReturnNote,
    StatementDraft,
    Submission,
)
from backend.opinions.schemas.workbench import JustDone
from backend.organisation.guards import StaffRequest
from backend.web.forms import Form, blank_form, parse_form
from backend.web.query import read_query
from backend.web.render import page

REPORT = f"{SUBJECT}/report"


class ReportPage(SubjectPage):
    """The report on its way."""

    template: ClassVar[str] = "opinions/desk/report/show.html"
    report: ReportForDesk
    statement_form: Form[Any]
    submit_form: Form[Any]
    read_form: Form[Any]
    clear_form: Form[Any]
    return_form: Form[Any]


class PreviewPage(SubjectPage):
    """The report as it would be published now."""

    template: ClassVar[str] = "opinions/desk/report/preview.html"
    report: AdoptionReportShown
    answers: Page[AnswerLine]


async def report_page(request: StaffRequest, subject_id: int, **forms: Form[Any]) -> ReportPage:
    """Return the report's page; a refused form comes back as it was typed."""
    head = await whole_head_of(subject_id, request)
    report = await get_report_for_desk(head.subject, request.user, thresholds())
    names = ("submit_form", "read_form", "clear_form", "return_form")
    blank = {name: blank_form() for name in names}
    statement_form = blank_form({"statement": report.statement})
    return ReportPage(
        head=head,
        just_done=read_query(request, JustDone),
        report=report,
        **{**blank, "statement_form": statement_form, **forms},
    )


@get(REPORT, guards=SIGNED_IN, include_in_schema=False)
async def report_show(request: StaffRequest, subject_id: FromPath[int]) -> Response[str]:
    """Show the report."""
    return page(request, await report_page(request, subject_id))


@post(f"{REPORT}/statement", guards=SIGNED_IN, include_in_schema=False)
async def report_statement(request: StaffRequest, subject_id: FromPath[int]) -> Response[Any]:
    """Keep the words it opens with."""
    form = await parse_form(request, StatementDraft)
    ref = await form.submit(
        lambda draft: reports.write_statement(subject_id, draft, staff=request.user)
    )
    if ref is None:
        return page(
            request, await report_page(request, subject_id, statement_form=form), status=422
        )
    return back(request, subject_id, "/report")


@post(f"{REPORT}/submission", guards=SIGNED_IN, include_in_schema=False)
async def report_submission(request: StaffRequest, subject_id: FromPath[int]) -> Response[Any]:
    """Hand it to the second reader."""
    form = await parse_form(request, Submission)
    ref = await form.submit(
        lambda draft: reports.submit_report(subject_id, draft, staff=request.user, now=now())
    )
    if ref is None:
        return page(request, await report_page(request, subject_id, submit_form=form), status=422)
    return back(request, subject_id, "/report")


@post(f"{REPORT}/reading", guards=SIGNED_IN, include_in_schema=False)
async def report_reading(request: StaffRequest, subject_id: FromPath[int]) -> Response[Any]:
    """Vouch for it as the second reader."""
    form = await parse_form(request, Reading)
    ref = await form.submit(
        lambda draft: reports.read_report(subject_id, draft, staff=request.user, now=now())
    )
    if ref is None:
        return page(request, await report_page(request, subject_id, read_form=form), status=422)
    return back(request, subject_id, "/report")


@post(f"{REPORT}/clearance", guards=SIGNED_IN, include_in_schema=False)
async def report_clearance(request: StaffRequest, subject_id: FromPath[int]) -> Response[Any]:
    """Record the legality opinion."""
    form = await parse_form(request, Clearance)
    ref = await form.submit(
        lambda draft: reports.clear_report(subject_id, draft, staff=request.user, now=now())
    )
    if ref is None:
        return page(request, await report_page(request, subject_id, clear_form=form), status=422)
    return back(request, subject_id, "/report")


@post(f"{REPORT}/refusal", guards=SIGNED_IN, include_in_schema=False)
async def report_refusal(request: StaffRequest, subject_id: FromPath[int]) -> Response[Any]:
    """Send it back to be changed."""
    form = await parse_form(request, ReturnNote)
    ref = await form.submit(
        lambda draft: reports.return_report(subject_id, draft, staff=request.user)
    )
    if ref is None:
        return page(request, await report_page(request, subject_id, return_form=form), status=422)
    return back(request, subject_id, "/report")


@get(f"{REPORT}/preview", guards=SIGNED_IN, include_in_schema=False)
async def report_preview(
    request: StaffRequest, subject_id: FromPath[int], after: FromQuery[str] = ""
) -> Response[str]:
    """Show it as it would be published now."""
    head = await whole_head_of(subject_id, request)
    context = PreviewPage(
        head=head,
        just_done=JustDone(),
        report=await preview_report(subject_id),
        answers=await preview_answers(subject_id, after or None),
    )
    return page(request, context)


ROUTES = [
    *(report_show, report_statement, report_submission, report_reading, report_clearance),
    *(report_refusal, report_preview),
]
