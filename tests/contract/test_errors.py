"""Whatever is sent, the answer is ours: a page for people, one shape for programs, never a 500."""

import json
import string
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar.routes import HTTPRoute

from backend.app import litestar_app
from backend.kernel.changes import Changes

pytestmark = pytest.mark.anyio

SHAPE = {"status", "code", "message", "fields"}
FUZZED = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
ADDRESSES = sorted(
    {route.path_format for route in litestar_app(Changes()).routes if isinstance(route, HTTPRoute)}
)
ODD_PARTS = [
    "0", "-1", "1e9", "99999999999999999999", "%00", "%FF%FE", "%", "%zz", "..%2f..", "'", "%22%3E",
    "%E4%B8%AD", "%F0%9F%8F%AF", "NaN", "null", "true", "[]", "%0d%0aX-Evil:1",
    "a" * 3000, "QZ-2026-01",
]  # fmt: skip
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND"]
ODD_PART = b'Content-Disposition: form-data; name="f"; filename="../../a\x00.exe"'
BODIES: list[tuple[str, bytes]] = [
    ("application/x-www-form-urlencoded", b"a=%00&b=%ff&c=%zz&=&&&==="),
    ("application/x-www-form-urlencoded", "标题=一".encode("gb18030")),
    ("application/x-www-form-urlencoded; charset=x-none", b"title=1"),
    ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % n for n in range(3000))),
    ("multipart/form-data", b"--x\r\n"),
    (
        "multipart/form-data; boundary=x",
        b"--x\r\nContent-Disposition: form-data\r\n\r\n\0\r\n--x--",
    ),
    ("multipart/form-data; boundary=x", b"--x\r\n" + ODD_PART + b"\r\n\r\nMZ\r\n--x--"),
    ("multipart/form-data; boundary=x", b"not multipart at all"),
    ("application/json", b"{"),
    ("application/json", b"[" * 20_000),
    ("application/json", b"\xff\xfe\x00"),
    ("text/plain", b"\x00" * 5000),
    ("", b"\x80\x81"),
    ("a/b; charset=\xff", b"x"),
]


def assert_ours(answer: httpx.Response, *, as_json: bool) -> None:
    """A known status; an error has the one shape, or is a page with a heading and a way on."""
    assert answer.status_code < 500, (
        f"{answer.request.method} {answer.request.url}: {answer.text[:500]}"
    )
    if answer.status_code < 400 or answer.request.method == "HEAD":
        return
    if as_json:
        body = json.loads(answer.content)
        assert set(body) == SHAPE
        assert body["status"] == answer.status_code
        assert body["code"].isidentifier()
        assert body["message"].strip()
        assert all(isinstance(text, str) and text for text in body["fields"].values())
        assert answer.headers["content-type"].startswith("application/json")
    else:
        assert answer.headers["content-type"].startswith("text/html")
        assert "<h1" in answer.text
        assert "<html" in answer.text
        assert "Traceback" not in answer.text
    assert "no-store" in answer.headers["cache-control"]
    assert answer.headers["content-security-policy"]


async def ask(client: httpx.AsyncClient, method: str, target: str, **rest: Any) -> httpx.Response:
    """Send a target as it stands: httpx would repair what we mean to break."""
    path, _, query = target.partition("?")
    whole = quote(path + ("?" + query if query else ""), safe=string.punctuation)
    url = httpx.URL("http://huiyin.test").copy_with(raw_path=whole.encode())
    return await client.request(method, url, **rest)


def filled(address: str, part: str) -> str:
    return "/".join(part if piece.startswith("{") else piece for piece in address.split("/"))


@pytest.mark.parametrize("address", ADDRESSES)
async def test_odd_parts_of_an_address_are_refused_in_our_words(
    client: httpx.AsyncClient, db: None, address: str
) -> None:
    if "{" not in address:
        return
    for part in ODD_PARTS:
        for accept, as_json in (("text/html", False), ("application/json", True)):
            answer = await ask(client, "GET", filled(address, part), headers={"accept": accept})
            assert_ours(answer, as_json=as_json or address.startswith("/api/"))


@pytest.mark.parametrize("address", ADDRESSES)
async def test_every_method_on_every_address_gets_a_known_answer(
    client: httpx.AsyncClient, db: None, address: str
) -> None:
    for method in METHODS:
        answer = await ask(client, method, filled(address, "1"), headers={"accept": "text/html"})
        assert_ours(answer, as_json=address.startswith("/api/"))


@pytest.mark.parametrize("address", ADDRESSES)
async def test_broken_bodies_are_refused_in_our_words(
    client: httpx.AsyncClient, db: None, address: str
) -> None:
    for kind, body in BODIES:
        headers = [(b"content-type", kind.encode("latin-1"))] if kind else []
        answer = await ask(client, "POST", filled(address, "1"), content=body, headers=headers)
        assert_ours(answer, as_json=address.startswith("/api/"))


ODD_QUERIES = [
    "year=abc", "year=99999999999999999999", "year=-1", "year=%00", "year=2026&year=2025",
    "after=%00", "after=eyJ", "after=W10", "after=WyJhIl0", "after=" + "A" * 5000, "word=%00",
    "word=%FF%FE", "word=%25%5F%5C", "word=" + "x" * 20_000, "unit=%27%20OR%201=1--",
    "category=6", "category=x", "state=nope", "view=nope", "limit=0", "limit=-5", "limit=1e3",
    "limit=100000", "&&&===", "%", "a" * 8000, "next=//evil.example", "[]=1", "word[]=1",
    "word=%F0%9F%98%80", "x=" * 3000,
]  # fmt: skip


@pytest.mark.parametrize("address", [found for found in ADDRESSES if "{" not in found])
async def test_odd_questions_are_answered_or_refused_in_our_words(
    client: httpx.AsyncClient, db: None, address: str
) -> None:
    for query in ODD_QUERIES:
        answer = await ask(client, "GET", f"{address}?{query}", headers={"accept": "text/html"})
        assert_ours(answer, as_json=address.startswith("/api/"))


@FUZZED
@given(
    path=st.text(
        st.sampled_from(string.printable.replace("?", "").replace("#", "") + "中文\u200b\ufeff%"),
        max_size=60,
    ),
    method=st.sampled_from(METHODS),
    as_json=st.booleans(),
)
async def test_any_path_at_all_gets_an_answer_of_ours(
    client: httpx.AsyncClient, path: str, method: str, as_json: bool
) -> None:
    accept = "application/json" if as_json else "text/html"
    answer = await ask(client, method, "/" + path.lstrip("/"), headers={"accept": accept})
    assert_ours(answer, as_json=as_json or ("/" + path.lstrip("/")).startswith("/api/"))


@pytest.mark.parametrize("prefix", ["/en", "/elder", "/en/elder"])
async def test_errors_keep_language_and_type_size(client: httpx.AsyncClient, prefix: str) -> None:
    answer = await client.get(f"{prefix}/nowhere")
    assert answer.status_code == 404
    assert f'lang="{"en" if "/en" in prefix else "zh-CN"}"' in answer.text
    assert f'href="{prefix}' in answer.text, "the way on leads out of the reader's view"


async def test_a_missing_address_of_the_api_is_told_in_the_one_shape(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get("/api/v1/nothing-here", headers={"accept": "*/*"})
    assert answer.status_code == 404
    assert_ours(answer, as_json=True)


async def test_a_write_from_another_site_is_refused(client: httpx.AsyncClient) -> None:
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ):
        answer = await client.post("/desk/sign-in", headers=headers, data={"username": "a"})
        assert answer.status_code == 403
