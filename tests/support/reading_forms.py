"""Somebody with a browser that runs no scripts: opens a page, fills in a form, presses a button."""

import re
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import httpx

from backend.demo import PASSWORD
from tests.support.forms import Button, PageForm, forms_of, would_send

Typed = Mapping[str, str | list[str]]
PATIENCE = 30.0  # seconds a page may take on a busy machine
OK, REFUSED = 200, 422


class Reader:
    """Sees one page at a time, and can do only what stands on it."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self.answer = httpx.Response(OK)

    @property
    def path(self) -> str:
        """Return the address of the page, without the site's."""
        return self.answer.url.raw_path.decode()

    @property
    def html(self) -> str:
        """Return the page as it came."""
        return self.answer.text

    @property
    def words(self) -> str:
        """Return the words of the page's main part."""
        return words_of(self.html)

    def sent(self) -> list[tuple[str, str]]:
        """Return what the page's forms hold as it came, by name."""
        return would_send(self.html)

    def typed(self, name: str) -> list[str]:
        """Return what a field of this name holds as the page came."""
        return [value for key, value in self.sent() if key == name]

    def choices(self, name: str) -> dict[str, str]:
        """Return the values one can tick or choose under a name, with a list's words."""
        found: dict[str, str] = {}
        for form in forms_of(self.html):
            found |= form.choices.get(name, {})
        return found

    def link(self, words: str, to: str = "") -> str:
        """Return where the first link with these words leads; fail if there is none."""
        every = links_of(self.html)
        found = next((link for told, link in every if words in told and to in link), None)
        assert found is not None, f"{self.path}: no link “{words}”\n{self.words[:2000]}"
        return found

    async def first_ticks(self, path: str, name: str, wanted: Collection[int]) -> list[str]:
        """Open a list and turn its pages to the first with wanted numbers; return their boxes."""
        await self.open(path)
        while True:
            boxes = self.choices(name)
            if found := [box for box in boxes if number_of(box) in wanted]:
                return found
            await self.open(self.link("下一页"))

    async def open(self, path: str, *, status: int = OK) -> str:
        """Go to an address and return the page's words; fail on any other status."""
        return self._seen(await self._client.get(path), status)

    async def press(
        self, label: str, typed: Typed | None = None, *, to: str = "", status: int = OK
    ) -> str:
        """Fill in the form that has this button, press it and return the words of what comes.

        `to` is part of the form's address, where several have such a button. Fails where there is
        no such button, and where a field or a choice is not on the page.
        """
        form, button = self._found(label, to)
        values = form.values()
        for name, value in (typed or {}).items():
            wanted = [value] if isinstance(value, str) else value
            unknown = form.unknown(name, wanted)
            assert not unknown, f"{self.path}: nobody can enter {name}={unknown}"
            values[name] = wanted
        if button.name:
            values[button.name] = [button.value]
        return self._seen(await self._send(form, button, values), status)

    async def _send(
        self, form: PageForm, button: Button, values: dict[str, list[str]]
    ) -> httpx.Response:
        target = urljoin(str(self.answer.url), button.action or form.action)
        if (button.method or form.method) == "get":
            return await self._client.get(target, params=values)
        empty = ("", b"", "application/octet-stream")
        files = [(name, empty) for name in form.files] if form.is_multipart else None
        return await self._client.post(target, data=values, files=files)

    def _found(self, label: str, to: str) -> tuple[PageForm, Button]:
        for form in forms_of(self.html):
            button = form.button(label)
            if button and to in (button.action or form.action):
                return form, button
        message = f"{self.path}: no button “{label}”\n{self.words[:2000]}"
        raise AssertionError(message)

    def _seen(self, answer: httpx.Response, status: int) -> str:
        self.answer = answer
        told = self.words
        assert answer.status_code == status, f"{answer.status_code} at {self.path}\n{told[:3000]}"
        return told


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.links: list[tuple[str, str]] = []
        self._is_main = False
        self._link: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_main = self._is_main or tag == "main"
        if tag == "a":
            self._link = dict(attrs).get("href") or ""
            self.links.append(("", self._link))

    def handle_endtag(self, tag: str) -> None:
        self._is_main = self._is_main and tag != "main"
        if tag == "a":
            self._link = None

    def handle_data(self, data: str) -> None:
        if self._is_main and data.strip():
            self.found.append(data.strip())
        if self._link is not None:
            told, link = self.links[-1]
            self.links[-1] = (told + data, link)


def _read(page: str) -> _Words:
    reader = _Words()
    reader.feed(page)
    reader.close()
    return reader


def words_of(page: str) -> str:
    """Return the words of a page's main part, one piece a line."""
    return "\n".join(_read(page).found)


def links_of(page: str) -> list[tuple[str, str]]:
    """Return the words and the addresses of a page's links, in order."""
    return _read(page).links


def number_of(box: str) -> int:
    """Return the opinion's number that a box's value begins with."""
    found = re.match(r"\d+", box)
    return int(found[0]) if found else 0


@asynccontextmanager
async def visitor(address: str, **headers: str) -> AsyncIterator[Reader]:
    """A reader at a served site, until the block ends."""
    options: dict[str, Any] = {"timeout": PATIENCE, "follow_redirects": True, "headers": headers}
    async with httpx.AsyncClient(base_url=address, **options) as client:
        yield Reader(client)


@asynccontextmanager
async def at_desk(address: str, username: str) -> AsyncIterator[Reader]:
    """The same, signed in as one of the demo county's staff."""
    async with visitor(address) as reader:
        await reader.open("/desk/sign-in")
        await reader.press("登录", {"username": username, "password": PASSWORD})
        assert not reader.path.startswith("/desk/sign-in"), reader.words
        yield reader
