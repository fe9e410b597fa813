"""Pages from typed contexts: a template sees the fields its context declares, and nothing else."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote

from jinja2 import (
    ChainableUndefined,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
)
from litestar import Request, Response
from litestar.enums import MediaType
from pydantic import BaseModel, ConfigDict

from backend.kernel.settings import get_settings
from backend.web import formats, static
from backend.web.compiling import PageEnvironment, TranslatedOnce, use_catalogue
from backend.web.forms import Form
from backend.web.language import TAGS, translate, translations
from backend.web.site import site_of
from backend.web.view import View, view_of

TEMPLATES = Path(__file__).parents[2] / "templates"
MACROS = "govuk_frontend_jinja"  # the macros import each other by this name
COMPONENTS = (
    "button",
    "character-count",
    "checkboxes",
    "details",
    "error-message",
    "error-summary",
    "fieldset",
    "file-upload",
    "input",
    "radios",
    "select",
    "skip-link",
    "summary-list",
    "textarea",
    "warning-text",
)


class PageContext(BaseModel):
    """What one template may show; each page has its own subclass naming its template."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)
    template: ClassVar[str]


@lru_cache(maxsize=4)
def environment(language: str = "zh") -> Environment:
    """Return the strict environment of a language: an unknown name is an error, never a blank."""
    env = PageEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[TranslatedOnce, "jinja2.ext.do"],
        auto_reload=False,  # a release brings its templates; looking at each file costs every page
    )
    use_catalogue(env, translations(language))
    env.globals.update(_components())
    env.globals.update(
        asset=static.address_of,
        is_asset=static.is_there,
        say=lambda text: translate(text, language),
    )
    env.filters.update(formats.FILTERS[language])
    env.filters["say"] = env.globals["say"]  # in rows: a filter costs half of what a call does
    return env


@lru_cache(maxsize=1)
def _components() -> dict[str, Callable[..., Any]]:
    """Return the GOV.UK macros from a lenient environment: they read keys nobody passed.

    Their values stay escaped, and our own templates stay strict. Each is compiled when a page
    first uses it: together they take half a second, which no reader should wait for.
    """
    lenient = Environment(
        loader=PrefixLoader({MACROS: PackageLoader(MACROS, "templates")}),
        autoescape=True,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    camels = ("govuk" + "".join(part.title() for part in name.split("-")) for name in COMPONENTS)
    return {
        camel: _component(lenient, f"{MACROS}/components/{name}/macro.html", camel)
        for name, camel in zip(COMPONENTS, camels, strict=True)
    }


def _component(lenient: Environment, template: str, camel: str) -> Callable[..., Any]:
    """Return a macro that is compiled by its first call."""

    @lru_cache(maxsize=1)
    def compiled() -> Any:
        return getattr(lenient.get_template(template).module, camel)

    def component(params: Mapping[str, Any]) -> Any:
        return compiled()(params)

    return component


def render(request: Request[Any, Any, Any], context: PageContext) -> str:
    """Return the page as text."""
    view = view_of(request.scope)
    template = environment(view.language).get_template(context.template)
    fields = {name: getattr(context, name) for name in type(context).model_fields}
    surroundings = _surroundings(request, view)
    if any(isinstance(value, Form) and value.errors for value in fields.values()):
        # Fields name themselves while they are rendered, and the summary stands above them.
        template.render(**fields, **surroundings)
    return template.render(**fields, **surroundings)


def _surroundings(request: Request[Any, Any, Any], view: View) -> dict[str, Any]:
    """Return what every layout needs: where we are, whose site this is, who is signed in."""
    path = request.scope["path"]
    asked = quote(request.scope["query_string"], safe="=&%+,:@/-._~")
    return {
        "view": view,
        "href": view.href,
        "path": path,
        "query_string": "?" + asked if asked else "",
        "lang": TAGS[view.language],
        "site": get_settings(),
        "site_map": site_of(request.app),
        "reader": request.scope.get("user"),
        "is_fragment": request.headers.get("hx-request") == "true",
        "origin": get_settings().origin or str(request.base_url).rstrip("/"),
    }


PUBLIC = {"Cache-Control": "public, max-age=0, s-maxage=1, stale-while-revalidate=1"}
PRIVATE = {"Cache-Control": "private, no-store"}


def page(
    request: Request[Any, Any, Any],
    context: PageContext,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response[str]:
    """Answer with a page for one reader alone."""
    return _answer(request, context, status, {**PRIVATE, **(headers or {})})


def public_page(
    request: Request[Any, Any, Any], context: PageContext, *, status: int = 200
) -> Response[str]:
    """Answer with a page that is the same for everyone and may be kept by any proxy."""
    return _answer(request, context, status, PUBLIC)


def _answer(
    request: Request[Any, Any, Any],
    context: PageContext,
    status: int,
    headers: dict[str, str],
) -> Response[str]:
    return Response(
        render(request, context),
        media_type=MediaType.HTML,
        status_code=status,
        headers=headers,
    )
