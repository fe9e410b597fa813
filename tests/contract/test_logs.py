"""A canary: what a person types, asks or is never shows up in a log line."""

import io
import logging
from collections.abc import Iterator

import httpx
import pytest
from litestar import Litestar, get
from litestar.params import FromPath, FromQuery

from backend.web.errors import EXCEPTION_HANDLERS
from backend.web.view import ViewMiddleware

pytestmark = pytest.mark.anyio

CANARIES = {
    "phone": "13900007788",
    "address": "203.0.113.77",
    "word": "canaryword7788",
    "password": "canary-password-7788",
    "agent": "CanaryBrowser/7788",
    "cookie": "canarycookie7788",
}


@pytest.fixture
def lines(capfd: pytest.CaptureFixture[str]) -> Iterator[io.StringIO]:
    """Everything any logger says, at the most talkative level."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(name)s %(message)s %(args)s %(exc_info)s"))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def headers() -> dict[str, str]:
    return {
        "user-agent": CANARIES["agent"],
        "x-forwarded-for": CANARIES["address"],
        "cookie": f"hy_session={CANARIES['cookie']}",
        "referer": f"http://huiyin.test/?word={CANARIES['word']}",
    }


def everything(stream: io.StringIO, capfd: pytest.CaptureFixture[str]) -> str:
    """What was logged or printed, without the test's own client."""
    out, err = capfd.readouterr()
    said = (stream.getvalue() + out + err).splitlines()
    return "\n".join(line for line in said if "httpx" not in line)


def assert_silent(found: str) -> None:
    told = [name for name, canary in CANARIES.items() if canary in found]
    assert not told, found


async def test_no_log_line_tells_what_a_person_asked(
    client: httpx.AsyncClient, db: None, lines: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    for path in (
        "/decisions",
        "/journal",
        "/nowhere",
        f"/decisions/{CANARIES['phone']}",
        "/api/v1/decisions",
    ):
        query = f"?word={CANARIES['word']}&phone={CANARIES['phone']}&after={CANARIES['phone']}"
        await client.get(path + query, headers=headers())
    said = everything(lines, capfd)
    assert_silent(said)


async def test_no_log_line_tells_what_a_person_typed(
    client: httpx.AsyncClient, db: None, lines: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    sent = {
        "username": CANARIES["phone"],
        "password": CANARIES["password"],
        "next": CANARIES["word"],
    }
    await client.post("/desk/sign-in", data=sent, headers=headers())
    await client.post("/nowhere", data=sent, headers=headers())
    said = everything(lines, capfd)
    assert_silent(said)


async def test_an_unforeseen_failure_is_logged_without_what_was_sent(
    app: object, lines: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    """The trace is kept, local values and the raw address are not."""

    @get("/breaks/{part:str}", opt={"is_public": True})
    async def breaks(part: FromPath[str], word: FromQuery[str] = "") -> None:
        raise RuntimeError("broken on purpose")

    inner = Litestar([breaks], exception_handlers=EXCEPTION_HANDLERS, logging_config=None)
    broken = ViewMiddleware(inner)
    transport = httpx.ASGITransport(broken, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://huiyin.test") as asking:
        answer = await asking.get(
            f"/breaks/{CANARIES['phone']}?word={CANARIES['word']}",
            headers={**headers(), "accept": "application/json"},
        )
    assert answer.status_code == 500
    assert set(answer.json()) == {"status", "code", "message", "fields"}
    assert "broken on purpose" not in answer.text
    said = everything(lines, capfd)
    assert "broken on purpose" in said, "nobody would ever learn of it"
    assert_silent(said)
