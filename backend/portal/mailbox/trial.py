"""A test mail through the real server, and what the server says to it."""

from typing import Any, ClassVar

from litestar import Response, get, post

from backend.kernel.mail_server import is_configured
from backend.notifications.schemas import Trial, TrialDraft
from backend.notifications.trial import send_trial
from backend.organisation.guards import StaffRequest
from backend.portal.mailbox.messages import MAILBOX, OFFICE
from backend.web.forms import Form, blank_form, parse_form
from backend.web.render import PageContext, page
from backend.web.view import view_of

TRIALS = f"{MAILBOX}/trials"


class TrialPage(PageContext):
    """A test mail to be sent, and how the last one went."""

    template: ClassVar[str] = "notifications/desk/trial.html"
    form: Form[Any]
    is_configured: bool
    trial: Trial | None = None


@get(TRIALS, guards=OFFICE, include_in_schema=False)
async def trial_new(request: StaffRequest) -> Response[str]:
    """Ask to whom a test mail goes."""
    return page(request, TrialPage(form=blank_form(), is_configured=is_configured()))


@post(TRIALS, guards=OFFICE, include_in_schema=False)
async def trial_create(request: StaffRequest) -> Response[str]:
    """Send a test mail and show the server's answer; a refusal of the server is one too."""
    form = await parse_form(request, TrialDraft)
    language = view_of(request.scope).language
    trial = await form.submit(lambda draft: send_trial(draft.address, language=language))
    context = TrialPage(form=form, is_configured=is_configured(), trial=trial)
    return page(request, context, status=422 if trial is None else 200)


ROUTES = [trial_new, trial_create]
