"""What every answer tells the browser it may not do."""

import pytest

from backend.web.headers import POLICY, security_headers

pytestmark = pytest.mark.anyio


def test_the_policy_allows_nothing_inline_and_nothing_from_outside() -> None:
    parts = dict(part.split(" ", 1) for part in POLICY.split("; "))
    assert parts["default-src"] == "'none'"
    assert parts["script-src"] == parts["style-src"] == "'self'"
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


def test_https_is_demanded_only_where_it_stands_in_front() -> None:
    assert b"strict-transport-security" in dict(security_headers(is_behind_tls=True))
    assert b"strict-transport-security" not in dict(security_headers(is_behind_tls=False))


@pytest.mark.parametrize(
    "path", ["/", "/nothing-here", "/robots.txt", "/static/x/none.css", "/api/nothing"]
)
async def test_every_answer_carries_them_errors_included(client, db, path: str) -> None:
    answer = await client.get(path)
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]


async def test_a_write_from_elsewhere_gets_them_too(client) -> None:
    answer = await client.post("/", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert answer.headers["content-security-policy"] == POLICY
