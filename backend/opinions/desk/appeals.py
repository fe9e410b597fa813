"""Appeals against withholding: what was said, what was withheld and why, the answer."""

from typing import Any, ClassVar

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backend.kernel.clock import now
from backend.kernel.paging import Page
from backend.opinions.desk.moderation import MODERATION, READERS
from backend.opinions.enums import AppealOutcome
from backend.opinions.operations import appeals as operations
from backend.opinions.queries.appeals import get_appeal, list_appeals
from backend.opinions.rules import masking
from backend.opinions.schemas.moderation import AppealAnswerDraft
from backend.opinions.schemas.queue import AppealForDesk, AppealLine, TextPart
from backend.organisation.desk.doorway import go
from backend.organisation.guards import StaffRequest
from backend.web.answers import origin_of
from backend.web.forms import Form, blank_form, parse_form
from backend.web.render import PageContext, page

APPEALS = f"{MODERATION}/appeals"
ONE = f"{APPEALS}/{{appeal_id:int}}"


class AppealsPage(PageContext):
    """Appeals to answer, or those answered."""

    template: ClassVar[str] = "opinions/desk/moderation/appeals.html"
    appeals: Page[AppealLine]
    is_open: bool


class AppealPage(PageContext):
    """One appeal; the original only where it was opened just now."""

    template: ClassVar[str] = "opinions/desk/moderation/appeal.html"
    appeal: AppealForDesk
    original: tuple[TextPart, ...] = ()
    form: Form[Any]
    outcomes: tuple[AppealOutcome, ...] = tuple(AppealOutcome)


@get(APPEALS, guards=READERS, include_in_schema=False)
async def appeal_index(
    request: StaffRequest, *, answered: FromQuery[str] = "", after: FromQuery[str] = ""
) -> Response[str]:
    """Show what waits for an answer, or what was answered."""
    found = await list_appeals(after, is_open=not answered)
    return page(request, AppealsPage(appeals=found, is_open=not answered))


@get(ONE, guards=READERS, include_in_schema=False)
async def appeal_show(request: StaffRequest, appeal_id: FromPath[int]) -> Response[str]:
    """Show an appeal."""
    appeal = await get_appeal(appeal_id, request.user)
    return page(request, AppealPage(appeal=appeal, form=blank_form()))


@post(f"{ONE}/original", status_code=200, guards=READERS, include_in_schema=False)
async def appeal_original(request: StaffRequest, appeal_id: FromPath[int]) -> Response[str]:
    """Show an appeal with the sealed original beside it; the journal keeps who opened it."""
    appeal = await get_appeal(appeal_id, request.user)
    original = await operations.read_original(appeal.number, staff=request.user)
    parts = masking.parts_of(original)
    return page(request, AppealPage(appeal=appeal, original=parts, form=blank_form()))


@post(f"{ONE}/answer", guards=READERS, include_in_schema=False)
async def appeal_answer(request: StaffRequest, appeal_id: FromPath[int]) -> Response[Any]:
    """Answer an appeal."""
    form = await parse_form(request, AppealAnswerDraft)
    done = await form.submit(
        lambda draft: operations.answer_appeal(
            appeal_id, draft, staff=request.user, now=now(), origin=origin_of(request)
        )
    )
    if done is None:
        appeal = await get_appeal(appeal_id, request.user)
        return page(request, AppealPage(appeal=appeal, form=form), status=422)
    return go(request, f"{APPEALS}/{appeal_id}")


ROUTES = [appeal_index, appeal_show, appeal_original, appeal_answer]
