"""Finished public pages: kept until anything changes, never one reader's for another."""

import gzip
from typing import Any

import brotli
import httpx
import pytest

from backend.kernel.changes import Changes
from backend.web import cache
from backend.web.cache import PublicAnswers

pytestmark = pytest.mark.anyio
KEPT = {"cache-control": "public, max-age=0", "content-type": "text/html; charset=utf-8"}
LONG = "页" * 400


class Origin:
    """A small app that counts how often it was really asked."""

    def __init__(
        self, body: str = LONG, headers: dict[str, str] = KEPT, *, status: int = 200
    ) -> None:
        self.body, self.headers, self.status, self.asked = body, headers, status, 0
        self.parts: list[bytes] | None = None

    async def __call__(self, _scope: Any, _receive: Any, send: Any) -> None:
        self.asked += 1
        headers = [(k.encode(), v.encode()) for k, v in self.headers.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        parts = self.parts or [self.body.encode()]
        for number, part in enumerate(parts, 1):
            more = number < len(parts)
            await send({"type": "http.response.body", "body": part, "more_body": more})


def browser(origin: Origin, *, is_on: bool = True) -> tuple[httpx.AsyncClient, Changes]:
    changes = Changes()
    changes.is_listening = True
    whole = PublicAnswers(origin, changes, is_on=is_on)
    transport = httpx.ASGITransport(whole)
    return httpx.AsyncClient(transport=transport, base_url="http://one.test"), changes


async def test_a_public_page_is_made_once() -> None:
    origin = Origin()
    client, _ = browser(origin)
    assert [(await client.get("/a")).text for _ in range(3)] == [LONG] * 3
    assert origin.asked == 1


async def test_any_change_empties_the_memory() -> None:
    origin = Origin()
    client, changes = browser(origin)
    await client.get("/a")
    changes._changed()
    await client.get("/a")
    assert origin.asked == 2


async def test_a_page_made_while_something_changed_is_not_kept() -> None:
    origin = Origin()
    client, changes = browser(origin)
    made = origin.__class__.__call__

    class Changing(Origin):
        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            changes._changed()
            await made(self, scope, receive, send)

    origin.__class__ = Changing
    await client.get("/a")
    await client.get("/a")
    assert origin.asked == 2


async def test_nothing_is_kept_while_the_database_cannot_be_heard() -> None:
    origin = Origin()
    client, changes = browser(origin)
    await client.get("/a")
    changes.is_listening = False
    await client.get("/a")
    assert origin.asked == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"cache-control": "private, no-store", "content-type": "text/html"},
        {"content-type": "text/html"},
        {**KEPT, "set-cookie": "a=b"},
    ],
)
async def test_what_is_one_readers_alone_is_never_kept(headers: dict[str, str]) -> None:
    origin = Origin(headers=headers)
    client, _ = browser(origin)
    await client.get("/a")
    await client.get("/a")
    assert origin.asked == 2


@pytest.mark.parametrize("status", [404, 500, 303])
async def test_only_found_pages_are_kept(status: int) -> None:
    origin = Origin(status=status)
    client, _ = browser(origin)
    await client.get("/a")
    await client.get("/a")
    assert origin.asked == 2


async def test_two_addresses_two_queries_and_two_hosts_do_not_share() -> None:
    origin = Origin()
    client, _ = browser(origin)
    for address in ("/a", "/b", "/a?x=1", "http://two.test/a"):
        await client.get(address)
    assert origin.asked == 4


async def test_a_fragment_and_its_page_do_not_share() -> None:
    origin = Origin()
    client, _ = browser(origin)
    await client.get("/a")
    answer = await client.get("/a", headers={"hx-request": "true"})
    assert origin.asked == 2
    assert "HX-Request" in answer.headers["vary"]


@pytest.mark.parametrize("coding", ["br", "gzip"])
async def test_pages_are_compressed_as_the_reader_can_take_it(coding: str) -> None:
    client, _ = browser(Origin())
    async with client.stream("GET", "/a", headers={"accept-encoding": coding}) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers["content-encoding"] == coding
    assert int(answer.headers["content-length"]) == len(raw)
    unpack = brotli.decompress if coding == "br" else gzip.decompress
    assert unpack(raw).decode() == LONG


async def test_who_knows_the_page_already_gets_only_that_word() -> None:
    client, _ = browser(Origin())
    first = await client.get("/a")
    again = await client.get("/a", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["cache-control"] == KEPT["cache-control"]


async def test_head_gets_the_headers_alone() -> None:
    client, _ = browser(Origin())
    answer = await client.head("/a")
    assert (answer.status_code, answer.content) == (200, b"")


async def test_streams_pass_through_untouched() -> None:
    origin = Origin()
    origin.parts = [b"a" * 1000, b"b" * 1000, b"c"]
    client, _ = browser(origin)
    assert (await client.get("/a")).content == b"".join(origin.parts)
    await client.get("/a")
    assert origin.asked == 2


async def test_the_memory_has_an_end() -> None:
    origin = Origin()
    client, _ = browser(origin)
    for number in range(cache.MOST_PAGES + 1):
        await client.get(f"/{number}")
    await client.get(f"/{cache.MOST_PAGES}")
    assert origin.asked == cache.MOST_PAGES + 1
    await client.get("/0")
    assert origin.asked == cache.MOST_PAGES + 2


async def test_writes_are_neither_kept_nor_answered_from_memory() -> None:
    origin = Origin()
    client, _ = browser(origin)
    await client.get("/a")
    await client.post("/a")
    assert origin.asked == 2


async def test_it_can_be_switched_off() -> None:
    origin = Origin()
    client, _ = browser(origin, is_on=False)
    await client.get("/a")
    await client.get("/a")
    assert origin.asked == 2


async def test_head_asks_the_app_for_the_page_and_leaves_it_whole_for_the_next() -> None:
    origin = Origin()
    client, _ = browser(origin)
    length = (await client.head("/a")).headers["content-length"]
    answer = await client.get("/a")
    assert len(answer.content) > 0
    assert answer.headers["content-length"] == length
    assert origin.asked == 1
