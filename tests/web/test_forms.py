"""Forms: what was typed always comes back, with a clear word beside each field that is off."""

from datetime import date
from enum import StrEnum
from typing import Any

import httpx
import pytest
from litestar import Litestar, Request, post
from pydantic import BaseModel, Field, field_validator

from backend.kernel.errors import Conflict, Invalid
from backend.kernel.language import say
from backend.web.forms import LARGEST_FIELD, Form, blank_form, parse_form

pytestmark = pytest.mark.anyio


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Draft(BaseModel):
    title: str = Field(min_length=2, max_length=10)
    number: int | None = Field(default=None, ge=1, le=9)
    day: date | None = None
    colour: Colour | None = None
    tags: list[str] = Field(default=[], max_length=2)
    is_open: bool = False

    @field_validator("title")
    @classmethod
    def _plain(cls, title: str) -> str:
        if "坏" in title:
            raise ValueError(say("请不要写“{word}”。", word="坏"))
        return title


async def sent(content: bytes, kind: str = "application/x-www-form-urlencoded") -> Form[Any]:
    found: list[Form[Any]] = []

    @post("/")
    async def take(request: Request[Any, Any, Any]) -> None:
        found.append(await parse_form(request, Draft))

    app = Litestar([take], openapi_config=None)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://t") as client:
        await client.post("/", content=content, headers={"content-type": kind})
    return found[0]


async def typed(**fields: str | list[str]) -> Form[Any]:
    return await sent(str(httpx.QueryParams(fields)).encode())


async def test_a_good_form_becomes_its_draft() -> None:
    form = await typed(
        title="公交", number="3", day="2026-11-20", colour="red", tags=["a"], is_open="yes"
    )
    assert form.draft == Draft(
        title="公交", number=3, day=date(2026, 11, 20), colour=Colour.RED, tags=["a"], is_open=True
    )
    assert not form.is_invalid


@pytest.mark.parametrize(
    ("fields", "name", "said"),
    [
        ({}, "title", "请填写这一项。"),
        ({"title": " "}, "title", "请填写这一项。"),
        ({"title": "一"}, "title", "请至少写 2 个字。"),
        ({"title": "一" * 11}, "title", "太长了，最多 10 个字。"),
        ({"title": "很坏的事"}, "title", "请不要写“坏”。"),
        ({"number": "三"}, "number", "请填一个数字。"),
        ({"number": "0"}, "number", "数字太小了，最小 1。"),
        ({"number": "10"}, "number", "数字太大了，最大 9。"),
        ({"day": "2026年"}, "day", "请按 2026-11-20 的样子填写日期。"),
        ({"day": "2026-02-30"}, "day", "请按 2026-11-20 的样子填写日期。"),
        ({"colour": "green"}, "colour", "请从列出的选项里选一个。"),
        ({"tags": ["a", "b", "c"]}, "tags", "最多选 2 项。"),
        ({"is_open": "maybe"}, "is_open", "请选是或否。"),
        ({"title": "a\0b"}, "title", "里面有看不见的控制字符，请删掉后重新粘贴。"),
        ({"title": "a" * (LARGEST_FIELD + 1)}, "title", f"内容太长，最多 {LARGEST_FIELD} 个字。"),
    ],
)
async def test_each_thing_that_is_off_has_its_word(
    fields: dict[str, str], name: str, said: str
) -> None:
    form = await typed(**{"title": "公交", **fields} if name != "title" else fields)
    assert form.draft is None
    assert {key: str(text) for key, text in form.errors.items()} == {name: said}
    if name in fields and isinstance(fields[name], str):
        assert form.value(name) == fields[name].strip()


async def test_one_ticked_box_is_a_list_of_one() -> None:
    assert (await typed(title="公交", tags="a")).draft.tags == ["a"]


async def test_of_two_values_for_one_field_the_last_counts() -> None:
    assert (await typed(title=["一一", "二二"])).draft.title == "二二"


async def test_line_ends_are_made_plain() -> None:
    assert (await typed(title="一\r\n二")).draft.title == "一\n二"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{}", "application/json"),
        (b"", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"title=1", "multipart/form-data"),
    ],
)
async def test_a_damaged_form_is_refused_politely(content: bytes, kind: str) -> None:
    form = await sent(content, kind)
    assert form.is_invalid
    assert form.draft is None


async def test_what_the_operation_refuses_stands_beside_its_field() -> None:
    form = Form(values={"title": "公交"}, draft=Draft(title="公交"))

    async def refuse(_: Draft) -> None:
        raise Invalid(say("有一处需要改。"), fields={"title": say("已经有这个名称。")})

    assert await form.submit(refuse) is None
    assert str(form.error("title")) == "已经有这个名称。"
    assert str(form.message) == "有一处需要改。"


async def test_other_refusals_are_for_the_error_page() -> None:
    async def refuse(_: Draft) -> None:
        raise Conflict

    with pytest.raises(Conflict):
        await Form(draft=Draft(title="公交")).submit(refuse)


async def test_a_form_with_errors_never_reaches_the_operation() -> None:
    async def fail(_: Any) -> None:
        raise AssertionError("asked")

    form = await typed(title="一")
    assert await form.submit(fail) is None


def test_a_form_nobody_sent_holds_what_it_is_given() -> None:
    form = blank_form({"title": "公交"})
    assert form.value("title") == "公交"
    assert form.value("other", None) is None
    assert not form.is_invalid
