"""Asking for a subscription: what, where to, how often; then a look into the mailbox."""

from typing import Any, ClassVar

from litestar import Request, Response, get, post
from litestar.params import FromQuery
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from backend.kernel.clock import now
from backend.kernel.trust import Trust, verdict
from backend.portal.subscriptions.enums import Rhythm
from backend.portal.subscriptions.operations.asking import ask_subscription
from backend.portal.subscriptions.pages.asker import asker_of
from backend.portal.subscriptions.pages.choices import RHYTHMS, Group, groups_of
from backend.portal.subscriptions.queries.scopes import get_what, load_scopes
from backend.portal.subscriptions.rules import CONFIRM_WITHIN, read_place
from backend.portal.subscriptions.schemas import EVERYTHING, SubscriptionDraft, What
from backend.web.forms import Form, blank_form, parse_form
from backend.web.guards import PUBLIC
from backend.web.human.fields import (
    HumanFields,
    carried_on,
    fresh_fields,
    sent_fields,
    signs_of,
)
from backend.web.render import PageContext, page, public_page
from backend.web.view import view_of

FORM = "subscription"


class NewPage(PageContext):
    """The form, for one thing or for a choice of many."""

    template: ClassVar[str] = "portal/subscriptions/new.html"
    form: Form[Any]
    human: HumanFields
    what: What | None  # None: it is chosen from the groups
    groups: tuple[Group, ...]
    everything: What
    rhythms: Any = RHYTHMS


class WaitingPage(PageContext):
    """What to do next, the same for every address."""

    template: ClassVar[str] = "portal/subscriptions/waiting.html"
    days: int = CONFIRM_WITHIN.days


@get("/subscriptions/new", opt=PUBLIC, include_in_schema=False)
async def subscription_new(
    request: Request[Any, Any, Any], about: FromQuery[str] = ""
) -> Response[str]:
    """Ask what somebody wants to hear of; raise NotFound for what nobody may see."""
    form = blank_form({"about": about or EVERYTHING.about, "rhythm": Rhythm.WEEKLY.value})
    context = await _page(form, fresh_fields(FORM, now()), about=about)
    return public_page(request, context)


@post("/subscriptions", opt=PUBLIC, include_in_schema=False)
async def subscription_create(request: Request[Any, Any, Any]) -> Response[Any]:
    """Send the letter that asks for a confirmation, whoever the address belongs to."""
    form = await parse_form(request, SubscriptionDraft)
    sent = await sent_fields(request)
    is_machine = verdict(signs_of(sent, form=FORM, now=now())) is Trust.MACHINE
    asker = asker_of(request, is_machine=is_machine)
    await form.submit(lambda draft: ask_subscription(draft, asker, now=now()))
    if form.is_invalid:
        human = carried_on(sent, form=FORM, now=now())
        return page(request, await _page(form, human, about=await _about(form)), status=422)
    path = view_of(request.scope).href("/subscriptions/waiting")
    return Redirect(path, status_code=HTTP_303_SEE_OTHER)


@get("/subscriptions/waiting", opt=PUBLIC, include_in_schema=False)
async def subscription_waiting(request: Request[Any, Any, Any]) -> Response[str]:
    """Say that a letter is on its way."""
    return public_page(request, WaitingPage())


async def _page(form: Form[Any], human: HumanFields, *, about: str) -> NewPage:
    scopes = await load_scopes()
    return NewPage(
        form=form,
        human=human,
        what=get_what(scopes, about) if about else None,
        groups=groups_of(scopes),
        everything=scopes.whats[EVERYTHING],
    )


async def _about(form: Form[Any]) -> str:
    """Return what a sent form was about, if it is not to be chosen from the list."""
    about = str(form.value("about") or "")
    place, scopes = read_place(about), await load_scopes()
    if place is None or place not in scopes.whats:
        return ""
    listed = {what.place for group in groups_of(scopes) for what in group.options}
    return "" if place in listed | {EVERYTHING} else about


ROUTES = [subscription_new, subscription_create, subscription_waiting]
