"""Templates see what their page declares, and say it escaped."""

import inspect
import re
from typing import Any

import pytest
from jinja2 import UndefinedError

from backend.kernel.language import say
from backend.web import render, static
from backend.web.forms import Form
from backend.web.render import PageContext, environment

pytestmark = pytest.mark.anyio
FORMS = (
    '{% from "ui/forms.html" import error_summary, text_field, textarea_field, select_field,'
    " radios_field, checkboxes_field, date_field, file_field, hidden_field, submit %}"
)
NASTY = "\"><script>alert(1)</script>'&\n  两行"
TWO = [{"value": "yes", "text": "是"}, {"value": "no", "text": "否", "hint": "再想想"}]


def shown(source: str, form: Form[Any] | None = None, language: str = "zh", **names: Any) -> str:
    return environment(language).from_string(FORMS + source).render(form=form or Form(), **names)


def test_an_unknown_name_is_an_error_never_a_blank() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nobody_declared_this }}").render()


@pytest.mark.parametrize(
    "field",
    [
        'text_field(form, "a", "名称")',
        'textarea_field(form, "a", "说明")',
        'textarea_field(form, "a", "说明", maxlength=100)',
        'date_field(form, "a", "日期")',
    ],
)
def test_what_was_typed_comes_back_escaped(field: str) -> None:
    page = shown("{{ " + field + " }}", Form(values={"a": NASTY}))
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;\n  两行" in page


def test_a_password_is_never_sent_back() -> None:
    page = shown(
        '{{ text_field(form, "a", "密码", kind="password") }}', Form(values={"a": "geheim"})
    )
    assert "geheim" not in page


def test_an_error_stands_beside_its_field_and_in_the_summary_linked_to_it() -> None:
    form: Form[Any] = Form(errors={"a": say("请填写这一项。"), "": say("整张表有问题。")})
    page = shown('{{ error_summary(form) }}{{ text_field(form, "a", "名称") }}', form)
    assert '<a href="#a">请填写这一项。</a>' in page
    assert 'aria-describedby="a-error"' in page
    assert 'id="a-error"' in page
    assert "整张表有问题。" in page


def test_a_form_nobody_refused_has_no_summary() -> None:
    assert shown("{{ error_summary(form) }}").strip() == ""


def test_a_refusal_without_a_field_is_the_summarys_title() -> None:
    assert "已经截止。" in shown("{{ error_summary(form) }}", Form(message=say("已经截止。")))


@pytest.mark.parametrize(
    ("sent", "chosen"), [("no", "no"), (True, "yes"), (False, "no"), (None, "")]
)
def test_a_choice_comes_back_chosen(sent: object, chosen: str) -> None:
    page = shown(
        '{{ radios_field(form, "a", "可以吗", options) }}', Form(values={"a": sent}), options=TWO
    )
    assert [v for v in ("yes", "no") if f'value="{v}" checked' in page] == (
        [chosen] if chosen else []
    )


def test_every_ticked_box_comes_back_ticked() -> None:
    field = '{{ checkboxes_field(form, "a", "哪些", options) }}'
    page = shown(field, Form(values={"a": ["no", "yes"]}), options=TWO)
    assert page.count(" checked") == 2


def test_a_number_is_chosen_in_a_list_by_its_words() -> None:
    options = [{"value": 1, "text": "一"}, {"value": 10, "text": "十"}]
    page = shown(
        '{{ select_field(form, "a", "几", options, blank="") }}',
        Form(values={"a": "1"}),
        options=options,
    )
    assert '<option value="1" selected>' in page
    assert page.count("selected") == 1


def test_the_first_box_of_a_group_has_the_groups_name_as_its_id_for_the_summary() -> None:
    page = shown('{{ radios_field(form, "a", "可以吗", options) }}', options=TWO)
    assert 'id="a" name="a" type="radio"' in page


def test_hidden_and_buttons_are_escaped_too() -> None:
    page = shown(
        '{{ hidden_field("a", nasty) }}{{ submit("存", name="b", value=nasty) }}', nasty=NASTY
    )
    assert "<script>" not in page


@pytest.mark.parametrize(
    "name", ["../pyproject.toml", "/etc/passwd", "scss", "nothing.css", "a\0b"]
)
async def test_only_files_under_static_are_served(client, name: str) -> None:
    answer = await client.get(f"/static/x/{name.replace(chr(0), '%00')}")
    assert answer.status_code in (400, 404)


async def test_a_static_file_is_kept_for_ever_under_its_fingerprint_only(client) -> None:
    right = await client.get(static.address_of("huiyin.css"))
    assert "immutable" in right.headers["cache-control"]
    old = await client.get("/static/000000000000/huiyin.css")
    assert old.status_code == 200
    assert "immutable" not in old.headers["cache-control"]


def test_no_page_declares_a_name_every_layout_needs() -> None:
    import backend.app  # noqa: F401, PLC0415 - defines every page

    known = set(
        re.findall(r'^        "(\w+)":', inspect.getsource(render._surroundings), re.MULTILINE)
    )
    assert {"href", "path", "reader", "site_map"} <= known
    pages = list(PageContext.__subclasses__())
    clashing = {page.__name__: known & set(page.model_fields) for page in pages}
    assert not {name for name, found in clashing.items() if found}


async def test_a_page_loads_only_our_own_files(client, db) -> None:
    page = (await client.get("/")).text
    assert 'src="http' not in page
    assert page.count("<script") == 1
    assert page.count('rel="stylesheet"') == 1


async def test_the_summary_names_each_field_that_is_wrong(client: Any) -> None:
    answer = await client.post("/desk/sign-in", data={"username": "", "password": ""})
    assert answer.status_code == 422
    links = re.findall(r'<a href="#(\w+)">([^<]+)</a>', answer.text)
    assert [(name, text.split("：")[-1]) for name, text in links] == [
        ("username", "请填写这一项。"),
        ("password", "请填写这一项。"),
    ]
    assert all("：" in text for _, text in links)
