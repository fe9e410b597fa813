"""Templates compiled for pages of many small parts: what can be done once is not done on each page.

There is one environment for each language, so `{% trans %}` need not ask the catalogue again and
again: its words become part of the compiled template, with its blanks in between. On a page of
eighty sentences that is a third of the time.
"""

import re
from collections.abc import MutableMapping
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import InternationalizationExtension
from markupsafe import escape

BLANK = re.compile(r"%\((\w+)\)s")
TO_ESCAPE = re.compile(r"[&<>'\"]")  # all that `markupsafe.escape` changes


def as_html(value: object) -> str:
    """Return a value as it may stand in a page; most words need neither escaping nor a Markup."""
    if value.__class__ is str and TO_ESCAPE.search(value) is None:
        return value
    return escape(value)


class PageCode(CodeGenerator):
    """Compiles `{{ … }}` to `as_html` where Jinja writes `escape`; nothing else changes."""

    def visit_Template(  # noqa: N802 - Jinja's name
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        """Give the compiled template the function it calls."""
        self.writeline(f"from {__name__} import as_html")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        is_escaped = frame.eval_ctx.autoescape and not frame.eval_ctx.volatile
        if is_escaped and finalize.src is None:
            self.write("as_html(")
        else:
            super()._output_child_pre(node, frame, finalize)


class PageEnvironment(Environment):
    """Jinja's environment, its names in one flat dict: they are complete before any template."""

    code_generator_class = PageCode

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the names a template knows; Jinja's own map is asked in Python, each time."""
        return {**self.globals, **(d or {})}


class TranslatedOnce(InternationalizationExtension):
    """`{% trans %}` with its sentence looked up while compiling; plurals stay as they were."""

    def _make_node(  # noqa: PLR0917 - the signature is Jinja's
        self,
        singular: str,
        plural: str | None,
        context: str | None,
        variables: dict[str, nodes.Expr],
        plural_expr: nodes.Expr | None,
        vars_referenced: bool,
        num_called_num: bool,
    ) -> nodes.Output:
        if plural is not None or context is not None:
            return super()._make_node(
                singular,
                plural,
                context,
                variables,
                plural_expr,
                vars_referenced,
                num_called_num,
            )
        translated: str = self.environment.translate(singular)  # type: ignore[attr-defined]
        return nodes.Output(_parts(translated, variables))


def _parts(sentence: str, variables: dict[str, nodes.Expr]) -> list[nodes.Expr]:
    """Return the words of a sentence and the expressions in its blanks, in reading order."""
    found: list[nodes.Expr] = []
    for place, part in enumerate(BLANK.split(sentence)):
        if place % 2:
            found.append(variables[part])
        elif part:
            found.append(nodes.TemplateData(part.replace("%%", "%")))
    return found


def use_catalogue(environment: Any, catalogue: Any) -> None:
    """Let an environment translate with a language's catalogue, at compile time and in `_()`."""
    environment.install_gettext_translations(catalogue, newstyle=True)
    environment.translate = catalogue.gettext
