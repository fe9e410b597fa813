"""Messages in words: their templates, rendered in the receiver's language when they are sent."""

import json
import re
from datetime import date
from functools import lru_cache
from typing import Any

from jinja2 import Environment, TemplateError

from backend.kernel.errors import Unavailable
from backend.kernel.language import say
from backend.kernel.sealing import unseal
from backend.kernel.settings import get_settings
from backend.notifications.operations.outbox import CONTEXT
from backend.notifications.schemas import Letter, ToDeliver
from backend.web.language import TAGS
from backend.web.render import environment
from backend.web.view import View

MANY_BLANK_LINES = re.compile(r"\n{3,}")
# What a context that lacks or misnames something raises inside a template.
FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class Unwordable(Unavailable):
    """The message lacks what its words need; the cause says what."""

    def __init__(self) -> None:
        super().__init__(say("这封信的内容不完整，写不出来。"))


def worded(message: ToDeliver) -> Letter:
    """Return the message in words, its links absolute; raise Unwordable, or Unavailable."""
    try:
        return _letter(message, {**_context(message), **_surroundings(message)})
    except FAULTS as error:
        raise Unwordable from error


def texted(message: ToDeliver) -> str:
    """Return the message as one short text for a phone; raise Unwordable, as where there is none.

    Lines are joined: a text message is read as one.
    """
    try:
        template = _plain(message.language).get_template(f"mail/{message.template}/sms.txt")
        return " ".join(template.render({**_context(message), **_surroundings(message)}).split())
    except FAULTS as error:
        raise Unwordable from error


def _letter(message: ToDeliver, names: dict[str, Any]) -> Letter:
    folder = f"mail/{message.template}"
    plain, pages = _plain(message.language), environment(message.language)
    subject = plain.get_template(f"{folder}/subject.txt").render(names)
    text = plain.get_template(f"{folder}/body.txt").render(names)
    html = pages.get_template(f"{folder}/body.html").render(names)
    text = MANY_BLANK_LINES.sub("\n\n", text).strip() + "\n"
    return Letter(" ".join(subject.split()), text, html.strip() + "\n")


@lru_cache(maxsize=4)
def _plain(language: str) -> Environment:
    """Return the language's environment for plain text, where `&` stays `&`."""
    return environment(language).overlay(autoescape=False)


def _context(message: ToDeliver) -> dict[str, Any]:
    """Return what the message tells, days as days: their names end in `_on`."""
    told = json.loads(unseal(message.context, purpose=CONTEXT))
    return {
        name: date.fromisoformat(value) if value and name.endswith("_on") else value
        for name, value in told.items()
    }


def link_to(message: ToDeliver, path: str) -> str:
    """Return the whole address of a page of ours, in the receiver's language."""
    origin = get_settings().origin.rstrip("/") or message.origin
    return origin + View(message.language).href(path)


def _surroundings(message: ToDeliver) -> dict[str, Any]:
    return {
        "href": lambda path: link_to(message, path),
        "lang": TAGS[message.language],
        "site": get_settings(),
    }
