"""Reads a page's forms as a browser would send them again."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

NEVER_SENT = {"submit", "button", "reset", "image", "file"}
TICKED = {"radio", "checkbox"}

Attributes = dict[str, str | None]


class Button(NamedTuple):
    """A button that sends its form, perhaps elsewhere, perhaps with a value of its own."""

    label: str
    name: str
    value: str
    action: str  # empty: the form's own
    method: str


@dataclass
class PageForm:
    """One form: where it goes, what it holds untouched, what one could choose, its buttons."""

    action: str = ""
    method: str = "get"
    is_multipart: bool = False
    sent: list[tuple[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)  # of boxes and lists: words
    buttons: list[Button] = field(default_factory=list)

    def button(self, label: str) -> Button | None:
        """Return the first button whose label begins so; None if there is none."""
        return next((one for one in self.buttons if one.label.startswith(label)), None)

    def values(self) -> dict[str, list[str]]:
        """Return what it would send untouched, by name."""
        found: dict[str, list[str]] = {}
        for name, value in self.sent:
            found.setdefault(name, []).append(value)
        return found

    def unknown(self, name: str, values: list[str]) -> list[str]:
        """Return what nobody could type or choose under this name; all of it for no such field."""
        if name in self.choices:
            return [value for value in values if value not in self.choices[name]]
        return [] if name in self.values() else values


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[PageForm] = [PageForm()]  # the first: fields outside of every form
        self._named: dict[str, PageForm] = {}
        self._textarea: tuple[PageForm, str] | None = None
        self._button: tuple[PageForm, Button] | None = None
        self._select: tuple[PageForm, str] | None = None
        self._words: tuple[dict[str, str], str] | None = None  # of an option
        self._text: list[str] = []
        self._chosen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self._begin(found)
        elif "disabled" in found and tag != "option":
            return
        elif tag == "input" and found.get("name"):
            self._input(self._of(found), str(found["name"]), found)
        elif tag == "textarea":
            self._textarea, self._text = (self._of(found), found.get("name") or ""), []
        elif tag == "select":
            self._select, self._chosen = (self._of(found), found.get("name") or ""), []
            self._select[0].choices.setdefault(self._select[1], {})
        elif tag == "option" and self._select:
            self._option(found)
        elif tag == "button" and found.get("type", "submit") == "submit":
            self._button, self._text = (self._of(found), _button(found)), []

    def _begin(self, found: Attributes) -> None:
        is_multipart = found.get("enctype") == "multipart/form-data"
        form = PageForm(found.get("action") or "", found.get("method") or "get", is_multipart)
        self.forms.append(form)
        if found.get("id"):
            self._named[str(found["id"])] = form

    def _of(self, found: Attributes) -> PageForm:
        return self._named.get(found.get("form") or "", self.forms[-1])

    def _input(self, form: PageForm, name: str, found: Attributes) -> None:
        kind = (found.get("type") or "text").lower()
        if kind == "file":
            form.files.append(name)
        if kind in TICKED:
            value = found.get("value") or "on"
            form.choices.setdefault(name, {})[value] = ""
            if "checked" in found:
                form.sent.append((name, value))
        elif kind not in NEVER_SENT:
            form.sent.append((name, found.get("value") or ""))

    def _option(self, found: Attributes) -> None:
        assert self._select is not None
        form, name = self._select
        value = found.get("value") or ""
        if not form.choices[name] or "selected" in found:
            self._chosen.append(value)
        self._words = (form.choices[name], value)
        form.choices[name][value] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea is not None:
            form, name = self._textarea
            form.sent.append((name, "".join(self._text).removeprefix("\n")))
            self._textarea = None
        elif tag == "option":
            self._words = None
        elif tag == "select" and self._select:
            form, name = self._select
            form.sent.append((name, self._chosen[-1] if self._chosen else ""))
            self._select = None
        elif tag == "button" and self._button:
            form, button = self._button
            form.buttons.append(button._replace(label="".join(self._text).strip()))
            self._button = None
        elif tag == "form":
            self.forms.append(PageForm())

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            words, value = self._words
            words[value] += data
        elif self._textarea is not None or self._button is not None:
            self._text.append(data)


def _button(found: Attributes) -> Button:
    name, value = found.get("name") or "", found.get("value") or ""
    return Button("", name, value, found.get("formaction") or "", found.get("formmethod") or "")


def forms_of(page: str) -> list[PageForm]:
    """Return the page's parts that send something, in order; fields outside of forms too."""
    reader = _Forms()
    reader.feed(page)
    reader.close()
    return reader.forms


def would_send(page: str) -> list[tuple[str, str]]:
    """Return the names and values all forms of a page would send, in order."""
    return [pair for form in forms_of(page) for pair in form.sent]
