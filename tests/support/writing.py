"""A tiny site with one form, for the browser: our real macros, layout, scripts and checks.

`python -m tests.support.writing` serves it; `/told` says what arrived.
"""

import asyncio
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from litestar import Litestar, Request, Response, get, post
from litestar.datastructures import State
from litestar.enums import MediaType
from pydantic import BaseModel

from backend.kernel.changes import Changes
from backend.kernel.clock import now
from backend.kernel.language import say
from backend.kernel.settings import get_settings
from backend.kernel.trust import verdict
from backend.web.cache import PublicAnswers
from backend.web.crosssite import CrossSiteMiddleware
from backend.web.forms import Form, blank_form, parse_form
from backend.web.guards import PUBLIC
from backend.web.headers import HeadersMiddleware
from backend.web.human.fields import (
    HumanFields,
    carried_on,
    fresh_fields,
    sent_fields,
    signs_of,
)
from backend.web.render import _surroundings, environment
from backend.web.site import Site
from backend.web.static import static_file
from backend.web.view import ViewMiddleware, view_of

NAME = "letters"
TOLD: list[dict[str, str]] = []
SLOW = asyncio.Event()  # set: the next letter is answered

LETTER = """
{% extends "layouts/public.html" %}
{% from "ui/forms.html" import error_summary, text_field, textarea_field, select_field,
   radios_field, checkboxes_field, submit %}
{% from "ui/human.html" import draft_note, human_fields %}
{% block title %}写信{% endblock %}
{% block main %}
<h1>写信</h1>
{{ error_summary(form) }}
<form method="post" novalidate data-draft="letter:1">
{{ draft_note() }}
{{ textarea_field(form, "words", "您的意见", maxlength=200) }}
{{ select_field(form, "town", "乡镇", towns, blank="请选择") }}
{{ radios_field(form, "side", "赞成吗", sides) }}
{{ checkboxes_field(form, "groups", "您是", sides) }}
<div data-private>{{ text_field(form, "phone", "电话", kind="tel") }}</div>
{{ human_fields(human) }}
{{ submit("提交") }}
</form>
{% endblock %}
"""
DONE = """
{% extends "layouts/public.html" %}
{% block title %}收到{% endblock %}
{% block main %}
<div data-draft-done="other letter:*"><h1>收到了</h1></div>
{% endblock %}
"""
OPTIONS = [{"value": value, "text": text} for value, text in (("a", "甲"), ("b", "乙"))]


class Letter(BaseModel):
    """One letter."""

    words: str
    town: str = ""
    side: str = ""
    groups: list[str] = []
    phone: str = ""


def answered(
    request: Request[Any, Any, Any], text: str, status: int = 200, **fields: Any
) -> Response[str]:
    view = view_of(request.scope)
    template = environment(view.language).from_string(text)
    surroundings = _surroundings(request, view)
    return Response(
        template.render(**fields, **surroundings), media_type=MediaType.HTML, status_code=status
    )


def letter(
    request: Request[Any, Any, Any], form: Form[Any], human: HumanFields, status: int = 200
) -> Response[str]:
    return answered(request, LETTER, status, form=form, human=human, towns=OPTIONS, sides=OPTIONS)


@get("/", opt=PUBLIC)
async def write(request: Request[Any, Any, Any]) -> Response[str]:
    return letter(request, blank_form(), fresh_fields(NAME, now()))


@post("/", opt=PUBLIC)
async def take(request: Request[Any, Any, Any]) -> Response[Any]:
    """Take a letter once; an empty one comes back, a slow one waits until it is let go."""
    form = await parse_form(request, Letter)
    human = await sent_fields(request)
    if form.draft and "不行" in form.draft.words:
        form.errors["words"] = say("换个说法。")
    if form.draft is None or form.is_invalid:
        return letter(request, form, carried_on(human, form=NAME, now=now()), 422)
    trust = verdict(signs_of(human, form=NAME, now=now()))
    TOLD.append({**human._asdict(), "words": form.draft.words, "trust": trust.value})
    if "慢" in form.draft.words:
        await SLOW.wait()
    target = view_of(request.scope).href("/done")
    return Response(None, status_code=303, headers={"Location": target})


@get("/done", opt=PUBLIC)
async def done(request: Request[Any, Any, Any]) -> Response[str]:
    return answered(request, DONE)


@get("/told", opt=PUBLIC)
async def told() -> list[dict[str, str]]:
    return TOLD


@post("/release", opt=PUBLIC, status_code=204)
async def release() -> None:
    SLOW.set()


def create_app() -> Any:
    inner = Litestar(
        [write, take, done, told, release, static_file],
        state=State({"site": Site(public=(), desk=())}),
        openapi_config=None,
        logging_config=None,
    )
    answers = PublicAnswers(ViewMiddleware(inner), Changes(), is_on=False)  # it compresses
    return HeadersMiddleware(CrossSiteMiddleware(answers))


def main() -> None:
    settings = get_settings()
    Granian(
        "tests.support.writing:create_app",
        factory=True,
        interface=Interfaces.ASGI,
        address=settings.host,
        port=settings.port,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    main()
