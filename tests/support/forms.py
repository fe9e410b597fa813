"""Reads a page's form as a browser would send it again, untouched."""

from html.parser import HTMLParser

NEVER_SENT = {"submit", "button", "reset", "image", "file"}


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sent: list[tuple[str, str]] = []
        self._textarea: str | None = None
        self._text: list[str] = []
        self._select: str | None = None
        self._first: str | None = None
        self._chosen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name = found.get("name") or ""
        if tag == "input" and name:
            self._input(name, found)
        elif tag == "textarea":
            self._textarea, self._text = name, []
        elif tag == "select":
            self._select, self._first, self._chosen = name, None, False
        elif tag == "option" and self._select:
            self._option(found)

    def _input(self, name: str, found: dict[str, str | None]) -> None:
        kind = (found.get("type") or "text").lower()
        is_box = kind in ("radio", "checkbox")
        if kind not in NEVER_SENT and (not is_box or "checked" in found):
            self.sent.append((name, found.get("value") or ("on" if is_box else "")))

    def _option(self, found: dict[str, str | None]) -> None:
        value = found.get("value") or ""
        self._first = value if self._first is None else self._first
        if "selected" in found and self._select:
            self.sent.append((self._select, value))
            self._chosen = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea is not None:
            self.sent.append((self._textarea, "".join(self._text).removeprefix("\n")))
            self._textarea = None
        elif tag == "select" and self._select:
            if not self._chosen:
                self.sent.append((self._select, self._first or ""))
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            self._text.append(data)


def would_send(page: str) -> list[tuple[str, str]]:
    """Return the names and values all forms of a page would send, in order."""
    reader = _Fields()
    reader.feed(page)
    reader.close()
    return reader.sent
