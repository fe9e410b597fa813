import json
import re
from collections.abc import Callable

import pytest

from backend.kernel import log
from backend.web.observation import Observation

pytestmark = pytest.mark.anyio
NEW = re.compile(r"[0-9a-f]{16}")


@pytest.fixture
def told(capfd: pytest.CaptureFixture[str]) -> Callable[[], list[dict]]:
    log.configure()
    return lambda: [
        json.loads(line) for line in capfd.readouterr().out.splitlines() if line.startswith("{")
    ]


async def test_every_answer_carries_a_new_id(client, db):
    first, second = [await client.get("/journal"), await client.get("/nowhere")]
    ids = [answer.headers["x-request-id"] for answer in (first, second)]
    assert all(NEW.fullmatch(found) for found in ids)
    assert ids[0] != ids[1]


@pytest.mark.parametrize(
    "given", ["4f0c2f3e9d3a4b1c8e7d6a5b4c3d2e1f", "7b1c9f6e-2f3a-4c5d-8e9f-0a1b2c3d4e5f"]
)
async def test_a_proxys_id_is_taken_over(client, db, given):
    answer = await client.get("/journal", headers={"x-request-id": given})
    assert answer.headers["x-request-id"] == given


@pytest.mark.parametrize(
    "given",
    ["", "13900001234", "110105194912310021", "a" * 65, "li@example.cn", "<b>abcdef0123456"],
)
async def test_anything_else_is_no_id(client, db, given):
    answer = await client.get("/journal", headers={"x-request-id": given})
    assert NEW.fullmatch(answer.headers["x-request-id"])


async def test_a_request_leaves_one_line_with_its_route_and_no_words(client, db, told):
    answer = await client.get(
        "/en/decisions?word=secretword", headers={"user-agent": "secretagent"}
    )
    lines = [line for line in told() if line["event"] == "request"]
    assert len(lines) == 1
    assert lines[0]["route"] == "/decisions"
    assert lines[0]["method"] == "GET"
    assert lines[0]["status"] == answer.status_code
    assert lines[0]["request_id"] == answer.headers["x-request-id"]
    assert lines[0]["bytes"] > 0
    assert lines[0]["ms"] > 0
    assert "secret" not in str(lines)


async def test_an_unknown_address_is_not_told(client, db, told):
    await client.get("/nowhere/7KQM-2ABX-9TRW-secret")
    lines = [line for line in told() if line["event"] == "request"]
    assert [line["route"] for line in lines] == ["unrouted"]
    assert "secret" not in str(lines)


async def test_watchers_fill_no_log(client, db, told):
    for path in ("/healthz", "/readyz", "/metrics"):
        assert (await client.get(path)).status_code == 200
    assert [line for line in told() if line["event"] == "request"] == []


async def test_what_breaks_is_told_with_its_trace(told):
    async def broken(scope, receive, send) -> None:
        raise ValueError("call 13900007788")

    scope = {"type": "http", "method": "BREW", "path": "/", "headers": []}
    with pytest.raises(ValueError, match="call"):
        await Observation(broken)(scope, None, None)
    unanswered, request = told()
    assert unanswered["event"] == "unanswered"
    assert any(line.endswith(" broken") for line in unanswered["trace"])
    assert "13900007788" not in str(unanswered)
    assert (request["status"], request["method"], request["level"]) == (500, "OTHER", "error")
