"""The bare handler a submission is measured against: Litestar commits one row and redirects.

Nothing is read of the form, nothing checked or told to anybody; only as durable as ours.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from litestar import Litestar, Request, get, post
from litestar.datastructures import State
from litestar.response import Redirect

from backend.kernel.settings import get_settings
from tests.load.bare import serve

TABLE = """
CREATE TABLE bare (
    id bigserial PRIMARY KEY, words text NOT NULL, came_at timestamptz NOT NULL DEFAULT now())
"""


@asynccontextmanager
async def pooled(app: Litestar) -> AsyncIterator[None]:
    """Hold as many connections as the product does, given back as cheaply."""
    settings = get_settings()
    async with asyncpg.create_pool(
        settings.database_url, min_size=1, max_size=settings.pool_size, reset=_not_at_all
    ) as pool:
        app.state.pool = pool
        yield


async def _not_at_all(_: object) -> None:
    """Do without the second round trip, as the product does."""


def create_app() -> Litestar:
    """Return an app that keeps what is posted."""

    @get("/", include_in_schema=False)
    async def ready() -> str:
        return "ready"

    @post("/", include_in_schema=False)
    async def keep(request: Request[Any, Any, Any], state: State) -> Redirect:
        body = await request.body()
        await state.pool.execute("INSERT INTO bare (words) VALUES ($1)", body.decode())
        return Redirect("/", status_code=303)

    return Litestar([ready, keep], lifespan=[pooled], openapi_config=None, logging_config=None)


if __name__ == "__main__":
    serve("tests.load.bare_insert:create_app")
