import asyncio
import io

import pytest
from litestar import Litestar, get

from backend.kernel.errors import NotFound
from backend.web.errors import EXCEPTION_HANDLERS
from backend.web.streams import file_stream, streamed_answer

pytestmark = pytest.mark.anyio


async def parts(*, breaks_at: int):
    for number in range(3):
        if number == breaks_at:
            raise NotFound
        yield f"part {number};".encode()


class Sent:
    """What a server was told to send."""

    def __init__(self) -> None:
        self.messages: list[dict] = []
        self.ended = asyncio.Event()

    async def __call__(self, message) -> None:
        self.messages.append(message)
        if message["type"] == "http.response.body" and not message.get("more_body"):
            self.ended.set()

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.messages[1:])


async def ask(breaks_at: int, sent: Sent) -> None:
    @get("/")
    async def download() -> object:
        return await streamed_answer(
            parts(breaks_at=breaks_at), media_type="text/csv", file_name="意见.csv"
        )

    async def receive() -> dict:
        await sent.ended.wait()  # a reader who stays to the end
        return {"type": "http.disconnect"}

    app = Litestar([download], exception_handlers=EXCEPTION_HANDLERS, openapi_config=None)
    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}
    address = {"client": ("127.0.0.1", 1), "server": ("t", 80), "scheme": "http"}
    kind = {"http_version": "1.1", "asgi": {"version": "3.0"}, "root_path": "", "extensions": {}}
    await app({**scope, **address, **kind}, receive, sent)


async def test_parts_are_sent_as_they_come_and_named():
    sent = Sent()
    await ask(9, sent)
    assert sent.body == b"part 0;part 1;part 2;"
    assert sent.ended.is_set()
    headers = dict(sent.messages[0]["headers"])
    assert headers[b"content-disposition"].startswith(b"attachment;")


async def test_what_breaks_while_it_is_sent_is_never_ended_as_if_it_were_whole():
    sent = Sent()
    with pytest.raises(Exception, match="after response started"):
        await ask(2, sent)
    assert sent.body == b"part 0;part 1;"
    assert not sent.ended.is_set()


async def test_a_finished_file_tells_its_length():
    held = io.BytesIO(b"x" * 700_000)
    answer = file_stream(held, media_type="application/x", file_name="a.xlsx")
    assert answer.headers["Content-Length"] == "700000"
    assert len(b"".join([part async for part in answer.iterator])) == 700_000
    assert held.closed
