"""An invalid submit changes nothing and loses nothing: what comes back sends the same again."""

from collections import defaultdict
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from litestar import Litestar, Request, Response, post
from litestar.enums import MediaType
from pydantic import BaseModel, Field, ValidationError

from backend.kernel.errors import Invalid
from backend.kernel.language import say
from backend.web.errors import EXCEPTION_HANDLERS
from backend.web.forms import parse_form
from backend.web.render import environment
from tests.support.forms import would_send

pytestmark = pytest.mark.anyio


class Side(StrEnum):
    NEAR = "near"
    FAR = "far"
    BOTH = "both & more"


class Draft(BaseModel):
    title: Annotated[str, Field(min_length=3, max_length=20)]
    note: Annotated[str, Field(max_length=60)] = ""
    side: Side
    answer: Side | None = None
    groups: Annotated[list[Side], Field(min_length=1, max_length=2)]
    count: Annotated[int, Field(ge=1, le=9)] = 1
    due_on: date | None = None

    refused: ClassVar[str] = "拒绝"


FORM = """
{% from "ui/forms.html" import error_summary, text_field, textarea_field, select_field,
   radios_field, checkboxes_field, date_field, submit %}
{{ error_summary(form) }}
<form method="post" novalidate>
{{ text_field(form, "title", "题目") }}{{ textarea_field(form, "note", "说明", maxlength=60) }}
{{ select_field(form, "side", "哪边", options, blank="请选择") }}
{{ radios_field(form, "answer", "回答", options) }}
{{ checkboxes_field(form, "groups", "人群", options) }}
{{ text_field(form, "count", "数目", width="5") }}{{ date_field(form, "due_on", "日期") }}
{{ submit("保存") }}</form>
"""
OPTIONS = [{"value": side.value, "text": side.name} for side in Side]
SAVED: list[Draft] = []


async def save(draft: Draft) -> bool:
    if Draft.refused in draft.title:
        raise Invalid(say("不能这样写。"), fields={"title": say("换个说法。")})
    SAVED.append(draft)
    return True


@post("/", opt={"is_public": True})
async def take(request: Request[Any, Any, Any]) -> Response[str]:
    form = await parse_form(request, Draft)
    if await form.submit(save):
        return Response("saved", media_type=MediaType.HTML)
    page = environment().from_string(FORM).render(form=form, options=OPTIONS)
    return Response(page, status_code=422, media_type=MediaType.HTML)


APP = Litestar(
    [take], exception_handlers=EXCEPTION_HANDLERS, logging_config=None, openapi_config=None
)

LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"])
LINE = st.text(LETTERS, max_size=40) | st.sampled_from(
    [
        "",
        "<script>alert(1)</script>",
        '"><img src=x>',
        "&amp;",
        "{{ 7*7 }}",
        "=1+1",
        "拒绝这件事",
        "\u202e反",
    ]
)
LINES = st.lists(LINE, max_size=4).map("\r\n".join)
SIDES = st.sampled_from([side.value for side in Side])
SENT = st.fixed_dictionaries(
    {
        "title": LINE,
        "note": LINES,
        "side": SIDES | st.just(""),
        "count": LINE | st.integers(-5, 20).map(str),
        "due_on": st.dates().map(str) | st.sampled_from(["", "2026-02-30", "昨天"]),
    },
    optional={"answer": SIDES, "groups": st.lists(SIDES, max_size=3, unique=True)},
)


def expected(sent: dict[str, Any]) -> dict[str, list[str]]:
    """What the page has to hold: line ends made plain, blank edges gone, nothing else changed."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, value in sent.items():
        for part in value if isinstance(value, list) else [value]:
            text = part.replace("\r\n", "\n").strip()
            if text:
                found[name].append(text)
    return {name: sorted(values) for name, values in found.items()}


def held(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, value in would_send(page):
        if value:
            found[name].append(value)
    return {name: sorted(values) for name, values in found.items()}


def is_valid(sent: dict[str, Any]) -> bool:
    values = expected(sent)
    flat = {n: v if n == "groups" else v[-1] for n, v in values.items()}
    try:
        draft = Draft.model_validate(flat)
    except ValidationError:
        return False
    return Draft.refused not in draft.title


async def submit(body: str) -> httpx.Response:
    transport = httpx.ASGITransport(APP)
    async with httpx.AsyncClient(transport=transport, base_url="http://huiyin.test") as client:
        kind = {"content-type": "application/x-www-form-urlencoded"}
        return await client.post("/", content=body, headers=kind)


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(SENT)
@example(
    {
        "title": "拒绝这件事",
        "note": "\r\n两行\r\n",
        "side": "far",
        "count": "2",
        "due_on": "",
        "groups": ["near"],
    }
)
async def test_an_invalid_submit_changes_nothing_and_loses_nothing(sent: dict[str, Any]) -> None:
    SAVED.clear()
    answer = await submit(urlencode(sent, doseq=True))
    if is_valid(sent):
        assert (answer.text, len(SAVED)) == ("saved", 1)
        return
    assert answer.status_code == 422
    assert not SAVED
    assert held(answer.text) == expected(sent)
    assert "govuk-error-summary" in answer.text


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(SENT)
async def test_sending_the_page_again_sends_the_same(sent: dict[str, Any]) -> None:
    sent["title"] = ""  # so that it comes back
    first = await submit(urlencode(sent, doseq=True))
    second = await submit(urlencode(would_send(first.text)))
    assert would_send(second.text) == would_send(first.text)


@pytest.mark.parametrize("bad", ["%00", "a%07b", "%ED%A0%80", "%1b[31m"])
async def test_unreadable_characters_are_named_not_dropped(bad: str) -> None:
    SAVED.clear()
    answer = await submit(f"title=abc{bad}&side=far&groups=near&note=kept")
    assert answer.status_code == 422
    assert not SAVED
    assert 'id="title-error"' in answer.text
    assert ("note", "kept") in would_send(answer.text)


async def test_a_repeated_single_field_takes_the_last_and_is_not_an_error() -> None:
    SAVED.clear()
    answer = await submit("title=one&title=second+one&side=far&groups=near")
    assert answer.text == "saved"
    assert SAVED[0].title == "second one"


async def test_unknown_fields_reach_nobody() -> None:
    SAVED.clear()
    answer = await submit("title=abc&side=far&groups=near&is_admin=true&__class__=x")
    assert answer.text == "saved"
    assert SAVED[0].model_dump().keys() == Draft.model_fields.keys()
