from typing import ClassVar
from urllib.parse import urlencode

import httpx
import pytest
from litestar import Litestar, Request, post
from pydantic import BaseModel, Field

from backend.web.row_forms import parse_row_form, row_values

pytestmark = pytest.mark.anyio


class Line(BaseModel):
    row_marks: ClassVar[frozenset[str]] = frozenset({"kind"})
    kind: str = "law"
    name: str = Field(min_length=2)
    tags: tuple[str, ...] = ()


class Sheet(BaseModel):
    title: str
    lines: tuple[Line, ...] = ()


async def parsed(*pairs):
    found = []

    @post("/")
    async def take(request: Request) -> None:
        found.append(await parse_row_form(request, Sheet))

    app = Litestar([take], openapi_config=None)
    body = urlencode([("title", "目录"), *pairs])
    kind = {"content-type": "application/x-www-form-urlencoded"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://t") as client:
        await client.post("/", content=body, headers=kind)
    return found[0]


async def test_rows_are_read_in_the_order_of_the_page():
    form = await parsed(("lines-7-name", "乙法"), ("lines-2-name", "甲法"))
    assert [line.name for line in form.draft.lines] == ["乙法", "甲法"]


async def test_blank_rows_are_left_out():
    form = await parsed(("lines-0-kind", "law"), ("lines-0-name", " "), ("lines-1-name", "甲法"))
    assert [line.name for line in form.draft.lines] == ["甲法"]
    assert form.value("lines") == [0, 1]


async def test_every_ticked_box_of_a_row_is_read():
    form = await parsed(("lines-0-name", "甲法"), ("lines-0-tags", "a"), ("lines-0-tags", "b"))
    assert form.draft.lines[0].tags == ("a", "b")


async def test_an_error_stands_beside_the_field_of_its_own_row():
    form = await parsed(("lines-0-name", ""), ("lines-4-name", "法"))
    assert list(form.errors) == ["lines-4-name"]
    assert form.draft is None


async def test_a_row_without_its_needed_field_is_an_error():
    form = await parsed(("lines-3-tags", "a"))
    assert list(form.errors) == ["lines-3-name"]


async def test_adding_a_row_keeps_every_word_and_complains_about_nothing():
    form = await parsed(("lines-0-name", "法"), ("add", "lines"))
    assert form.value("lines") == [0, 1]
    assert form.value("lines-0-name") == "法"
    assert form.draft is None
    assert not form.is_invalid


async def test_a_row_is_added_below_the_one_that_asked():
    form = await parsed(("lines-0-name", "甲法"), ("lines-1-name", "乙法"), ("add", "lines-0"))
    assert form.value("lines") == [0, 2, 1]


async def test_dropping_a_row_keeps_the_others():
    form = await parsed(("lines-0-name", "甲法"), ("lines-1-name", "乙法"), ("drop", "lines-0"))
    assert form.value("lines") == [1]


@pytest.mark.parametrize("button", ["nothing", "lines-999999", "title", "../"])
async def test_a_button_we_did_not_make_is_ignored_or_harmless(button):
    form = await parsed(("lines-0-name", "甲法"), ("drop", button))
    assert form.value("lines") == [0]


async def test_rows_have_a_limit():
    pairs = [(f"lines-{n}-name", "甲法") for n in range(300)]
    assert len((await parsed(*pairs)).value("lines")) == 200


async def test_control_characters_in_a_row_are_refused_by_name():
    form = await parsed(("lines-0-name", "甲\x00法"))
    assert list(form.errors) == ["lines-0-name"]


async def test_a_draft_becomes_a_form_and_comes_back_the_same():
    draft = Sheet(title="目录", lines=(Line(name="甲法", tags=("a", "b")), Line(name="乙法")))
    values = row_values(draft)
    pairs = []
    for name, value in values.items():
        if name != "lines":
            pairs += (
                [(name, part) for part in value] if isinstance(value, tuple) else [(name, value)]
            )
    assert (await parsed(*pairs)).draft == draft
