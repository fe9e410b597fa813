"""Saying something: the words first, then who one is, then a look at the whole; no account.

Every step is posted to one address with everything typed so far, so nothing is kept of people
who do not send, and the pages work without JavaScript.
"""

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER, HTTP_409_CONFLICT

from backend.consultations.enums.consultation import Status
from backend.consultations.operations.submitting import submit_opinion
from backend.consultations.pages.frame import load
from backend.consultations.pages.steps import NotInTimePage, step_page
from backend.consultations.schemas.shown import ConsultationShown
from backend.consultations.schemas.writing import Signed, Step, StepAsked, Written
from backend.kernel.clock import now, today
from backend.kernel.errors import TooMany
from backend.kernel.language import Text, say
from backend.kernel.limits.operations import address_key, usual_limit
from backend.kernel.trust import verdict
from backend.opinions.enums import Channel
from backend.opinions.rules.privacy import CURRENT
from backend.opinions.rules.windows import NotOpenYet, TooLate
from backend.opinions.schemas.receiving import Arrival, Receipt
from backend.web.address import client_address
from backend.web.answers import origin_of
from backend.web.forms import Form, blank_form, parse_form
from backend.web.guards import PUBLIC
from backend.web.human.fields import (
    HumanFields,
    carried_on,
    fresh_fields,
    sent_fields,
    signs_of,
)
from backend.web.render import page, public_page
from backend.web.view import view_of

FORM = "opinion"
IN_WECHAT = "MicroMessenger"  # how WeChat's own browser, and mini programs in it, call themselves


@get("/consultations/{slug:str}/opinions/new", opt=PUBLIC, include_in_schema=False)
async def opinion_new(
    request: Request[Any, Any, Any], slug: FromPath[str], clause: FromQuery[int | None] = None
) -> Response[str]:
    """Show an empty sheet, for the whole draft or for one clause."""
    shown = await load(slug)
    form = blank_form({"passages": [str(clause)] if clause else []})
    context = await step_page(Step.WRITE, shown, form, fresh_fields(FORM, now()))
    return public_page(request, context)


@post("/consultations/{slug:str}/opinions", opt=PUBLIC, include_in_schema=False)
async def opinion_create(request: Request[Any, Any, Any], slug: FromPath[str]) -> Response[Any]:
    """Take the next step, or enter the opinion and show its receipt."""
    asked = (await parse_form(request, StepAsked)).draft or StepAsked()
    sent = await sent_fields(request)
    everything = await parse_form(request, Signed)
    if asked.step is Step.REVIEW and not asked.change and not everything.is_invalid:
        return await _send(request, slug, everything, sent)
    return await _go_on(request, await load(slug), everything, sent, asked=asked)


async def _go_on(
    request: Request[Any, Any, Any],
    shown: ConsultationShown,
    everything: Form[Signed],
    sent: HumanFields,
    *,
    asked: StepAsked,
) -> Response[str]:
    """Show the next step, the one somebody wants back to, or the first that is off."""
    if shown.status is not Status.OPEN:
        return _not_in_time(request, shown, everything, say("现在不在征集期内，没有收下这条意见。"))
    if asked.change:
        return await _answer(request, shown, blank_form(everything.values), sent, step=asked.change)
    step = _next(asked.step, everything)
    form = _marked(everything, step, sent_from=asked.step)
    return await _answer(request, shown, form, sent, step=step)


async def _send(
    request: Request[Any, Any, Any], slug: str, form: Form[Signed], sent: HumanFields
) -> Response[Any]:
    arrival = _arrival(request, sent)
    try:
        receipt: Receipt | None = await form.submit(
            lambda draft: submit_opinion(slug, draft, arrival)
        )
    except TooMany as refused:
        form.message = _too_often(refused)
        return await _answer(request, await load(slug), form, sent, step=Step.REVIEW)
    except (TooLate, NotOpenYet) as refused:
        return _not_in_time(request, await load(slug), form, refused.message)
    if receipt is None:
        return await _answer(request, await load(slug), form, sent, step=_faulty(form))
    path = view_of(request.scope).href(f"/track/{receipt.code}?received=1")
    return Redirect(path, status_code=HTTP_303_SEE_OTHER)


def _not_in_time(
    request: Request[Any, Any, Any], shown: ConsultationShown, form: Form[Any], why: Text
) -> Response[str]:
    context = NotInTimePage(shown=shown, text=form.value("text"), why=why)
    return page(request, context, status=HTTP_409_CONFLICT)


def _too_often(refused: TooMany) -> Text:
    minutes = -(-refused.retry_after // 60)
    return say(
        "您这里提交得太频繁。内容都还在，请过 {minutes} 分钟再按一次“提交意见”。", minutes=minutes
    )


def _arrival(request: Request[Any, Any, Any], sent: HumanFields) -> Arrival:
    """Return how this opinion comes."""
    return Arrival(
        channel=_channel(request),
        privacy_version=CURRENT,
        idempotency_key=sent.idempotency_key or None,
        address_key=address_key(client_address(request), today()),
        limit=usual_limit(),
        trust=verdict(signs_of(sent, form=FORM, now=now())),
        language=view_of(request.scope).language,
        origin=origin_of(request),
    )


def _channel(request: Request[Any, Any, Any]) -> Channel:
    """Return WeChat for what is written in its browser, the web for the rest."""
    return Channel.WECHAT if IN_WECHAT in request.headers.get("user-agent", "") else Channel.WEB


def _next(step: Step, form: Form[Any]) -> Step:
    """Return the step to show: the next one, or the first whose fields are off."""
    if step is Step.WRITE:
        is_written = not any(name in Written.model_fields for name in form.errors)
        return Step.CONTACT if is_written else Step.WRITE
    return _faulty(form) if form.is_invalid else Step.REVIEW


def _faulty(form: Form[Any]) -> Step:
    """Return the step whose fields are off."""
    is_written = not any(name in Written.model_fields for name in form.errors)
    return Step.CONTACT if is_written else Step.WRITE


def _marked(form: Form[Any], step: Step, *, sent_from: Step) -> Form[Any]:
    """Return the form with the faults of fields one has seen: a step ahead has none yet."""
    if step is Step.WRITE:
        seen = {name: why for name, why in form.errors.items() if name in Written.model_fields}
        return Form(values=form.values, errors=seen, message=form.message)
    return blank_form(form.values) if sent_from is Step.WRITE else form


async def _answer(
    request: Request[Any, Any, Any],
    shown: ConsultationShown,
    form: Form[Any],
    sent: HumanFields,
    *,
    step: Step,
) -> Response[str]:
    human = carried_on(sent, form=FORM, now=now())
    status = 422 if form.is_invalid else 200
    return page(request, await step_page(step, shown, form, human), status=status)


ROUTES = [opinion_new, opinion_create]
