"""Writes come from our own pages only."""

import pytest
from litestar.datastructures import Headers

from backend.web.crosssite import is_from_elsewhere

HOST = {"host": "hy.example"}


@pytest.mark.parametrize(
    ("method", "headers", "refused"),
    [
        ("GET", {"sec-fetch-site": "cross-site"}, False),
        ("HEAD", {"origin": "https://evil.example"}, False),
        ("POST", {"sec-fetch-site": "same-origin"}, False),
        ("POST", {"sec-fetch-site": "none"}, False),
        ("POST", {"sec-fetch-site": "same-site"}, True),
        ("POST", {"sec-fetch-site": "cross-site"}, True),
        ("DELETE", {"sec-fetch-site": "cross-site"}, True),
        ("POST", {"sec-fetch-site": ""}, True),
        ("POST", {"sec-fetch-site": "cross-site", "origin": "https://hy.example"}, True),
        ("POST", {"origin": "https://hy.example"}, False),
        ("POST", {"origin": "https://evil.example"}, True),
        ("POST", {"origin": "https://hy.example.evil.example"}, True),
        ("POST", {"origin": "https://hy.example:8443"}, True),
        ("POST", {"origin": "null"}, True),
        ("POST", {}, False),  # no browser: carries nobody's cookie
    ],
)
def test_only_our_own_pages_may_write(method: str, headers: dict[str, str], refused: bool) -> None:
    assert is_from_elsewhere(method, Headers({**HOST, **headers})) is refused


@pytest.mark.anyio
async def test_a_refused_write_is_refused_before_it_is_read(client) -> None:
    answer = await client.post(
        "/desk/sign-in", headers={"sec-fetch-site": "cross-site"}, content=b"x" * 1000
    )
    assert answer.status_code == 403
    assert "请从本站的页面提交" in answer.text
