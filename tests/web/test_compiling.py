"""Pages compiled our way show exactly what Jinja would have shown, and escape exactly as much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined
from jinja2.exceptions import UndefinedError
from markupsafe import Markup, escape

from backend.web.compiling import PageEnvironment, as_html
from backend.web.render import environment

TEMPLATES = (
    "{{ word }}",
    "<a href='{{ word }}'>{{ word ~ '&' }}</a>",
    "{% macro show(part) %}<i>{{ part }}</i>{% endmacro %}{{ show(word) }}{{ show('<b>') }}",
    "{% set kept %}<p>{{ word }}</p>{% endset %}{{ kept }}{{ kept | length }}",
    "{% for letter in word %}{{ letter }}{{ loop.index }}{% else %}{{ word }}{% endfor %}",
    "{{ word | upper | replace('A', '<') }}{{ number }}{{ nothing }}{{ marked }}{{ word | e }}",
    "{% filter upper %}{{ word }}{% endfilter %}",
    "{{ [word, word] | join('<br>') }}{{ {'a': word} }}",
)
OURS = PageEnvironment(autoescape=True, undefined=StrictUndefined)
JINJAS = Environment(autoescape=True, undefined=StrictUndefined)


@given(st.text(st.sampled_from("a中&<>'\"{}% \n\u202e"), max_size=12))
def test_pages_show_what_jinja_would_show(word: str) -> None:
    given = {"word": word, "number": 3.5, "nothing": None, "marked": Markup("<hr>")}
    for source in TEMPLATES:
        shown = OURS.from_string(source).render(**given)
        assert shown == JINJAS.from_string(source).render(**given)


@given(st.text() | st.integers() | st.none() | st.booleans())
def test_values_are_escaped_as_markupsafe_escapes_them(value: object) -> None:
    assert as_html(value) == escape(value)


def test_a_text_that_claims_to_be_html_is_taken_as_such_only_by_its_class() -> None:
    class Claim(str):  # noqa: SLOT000 - a plain subclass is meant
        def __html__(self) -> str:
            return "<b>claimed</b>"

    assert as_html(Claim("x")) == "<b>claimed</b>"
    assert as_html(Markup("<b>")) == "<b>"
    assert as_html("<b>") == "&lt;b&gt;"


def test_an_unknown_name_is_still_an_error() -> None:
    with pytest.raises(UndefinedError):
        OURS.from_string("{{ missing }}").render()


def test_the_pages_are_compiled_this_way() -> None:
    assert isinstance(environment("zh"), PageEnvironment)
    assert isinstance(environment("en"), PageEnvironment)
    assert environment("zh").autoescape is True
