"""What came back, pasted in by hand, and what became of each address in it."""

from typing import Any, ClassVar

from litestar import Response, get, post

from backend.notifications.enums import Outcome
from backend.notifications.schemas import BounceReport, BounceText
from backend.organisation.guards import StaffRequest
from backend.portal import operations
from backend.portal.mailbox.messages import MAILBOX, OFFICE
from backend.web.forms import Form, blank_form, parse_form
from backend.web.render import PageContext, page

BOUNCES = f"{MAILBOX}/bounces"


class BouncesPage(PageContext):
    """Bounces to be pasted."""

    template: ClassVar[str] = "notifications/desk/bounces.html"
    form: Form[Any]


class BounceReportPage(PageContext):
    """What became of each address."""

    template: ClassVar[str] = "notifications/desk/bounce_report.html"
    report: BounceReport
    outcomes: tuple[Outcome, ...] = tuple(Outcome)


@get(BOUNCES, guards=OFFICE, include_in_schema=False)
async def bounces_new(request: StaffRequest) -> Response[str]:
    """Ask for what came back."""
    return page(request, BouncesPage(form=blank_form()))


@post(BOUNCES, guards=OFFICE, include_in_schema=False)
async def bounces_create(request: StaffRequest) -> Response[str]:
    """Leave alone what no mail arrives at, and show what was done, this once."""
    form = await parse_form(request, BounceText)
    report = await form.submit(lambda draft: operations.import_bounces(draft, staff=request.user))
    if report is None:
        return page(request, BouncesPage(form=form), status=422)
    return page(request, BounceReportPage(report=report))


ROUTES = [bounces_new, bounces_create]
