"""The bare handler all is measured against: Litestar returning the same bytes, nothing else.

`HUIYIN_BARE_ANSWER` names a JSON file with the headers and the (compressed) body to return.
"""

import base64
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from litestar import Litestar, Response, get

from backend.kernel.settings import get_settings
from tests.support.served import Served, serving

SET_BY_SERVER = ("content-length", "date", "server", "connection", "transfer-encoding")
AS_A_PHONE = {"accept": "text/html", "accept-encoding": "gzip, br"}


def create_app() -> Litestar:
    """Return an app with one handler."""
    kept = json.loads(Path(os.environ["HUIYIN_BARE_ANSWER"]).read_text())
    body = base64.b64decode(kept["body"])
    headers = {name: value for name, value in kept["headers"] if name not in SET_BY_SERVER}
    kind = headers.pop("content-type")

    @get("/", include_in_schema=False)
    async def bare() -> Response[bytes]:
        return Response(body, media_type=kind, headers=headers)

    return Litestar([bare], openapi_config=None, logging_config=None)


@asynccontextmanager
async def as_bare(site: Served, path: str, *, workers: int) -> AsyncIterator[Served]:
    """Serve what `site` answers at `path` from the bare handler, under the same server."""
    file = site.log.with_suffix(".answer.json")
    async with (
        httpx.AsyncClient(headers=AS_A_PHONE) as client,
        client.stream("GET", site.address + path) as answer,
    ):
        body = b"".join([part async for part in answer.aiter_raw()])
        kept = {"headers": list(answer.headers.items()), "body": base64.b64encode(body).decode()}
    file.write_text(json.dumps(kept))
    env = {"HUIYIN_BARE_ANSWER": str(file)}
    bare = serving(
        site.database_url, workers=workers, env=env, command=("-m", "tests.load.bare"), ready="/"
    )
    async with bare as found:
        yield found


def serve(target: str = "tests.load.bare:create_app") -> None:
    """Serve a bare app as `huiyin web` serves the product (see backend/cli/serving.py)."""
    settings = get_settings()
    Granian(
        target,
        factory=True,
        interface=Interfaces.ASGI,
        address=settings.host,
        port=settings.port,
        workers=settings.web_workers,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    serve()
