"""Figures for Prometheus: all web processes of this machine in one answer."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psutil
from litestar import Request, Response, get
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Gauge
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

from backend.kernel.database import pool_use
from backend.kernel.errors import NotFound
from backend.kernel.health import Figure
from backend.kernel.settings import get_settings
from backend.web.guards import PUBLIC

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # where processes leave their figures; bin/huiyin sets it
LOOK_EVERY = 5.0  # seconds

POOL = Gauge(
    "huiyin_pool_connections",
    "Database connections of the web processes.",
    ("state",),
    multiprocess_mode="livesum",
)
KEPT_PAGES = Gauge(
    "huiyin_kept_pages", "Finished public pages in memory.", multiprocess_mode="livesum"
)


Asked = Callable[[], Awaitable[list[Figure]]]
"""A room's answer to "how are you", read when Prometheus asks (`app.state["figures"]`)."""


@asynccontextmanager
async def looked_at(kept_pages: Callable[[], int]) -> AsyncIterator[None]:
    """Note pool and memory every few seconds for the length of the block."""

    async def look_for_ever() -> None:
        while True:
            used, idle = pool_use()
            POOL.labels("used").set(used)
            POOL.labels("idle").set(idle)
            KEPT_PAGES.set(kept_pages())
            await asyncio.sleep(LOOK_EVERY)

    task = asyncio.create_task(look_for_ever())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


@get("/metrics", opt=PUBLIC, include_in_schema=False)
async def metrics(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Give every figure; whoever comes through the proxy is told there is nothing here."""
    if get_settings().trusted_proxy_hops and "x-forwarded-for" in request.headers:
        raise NotFound
    figures = [figure for ask in request.app.state.get("figures", ()) for figure in await ask()]
    registry = CollectorRegistry()
    registry.register(_Answers(figures))
    content = generate_latest(_of_all_processes()) + generate_latest(registry)
    headers = {"Cache-Control": "no-store", "Content-Type": CONTENT_TYPE_LATEST}
    return Response(content, headers=headers)


def _of_all_processes() -> CollectorRegistry:
    folder = os.environ.get(FOLDER)
    if not folder:
        return REGISTRY
    for path in Path(folder).glob("gauge_live*.db"):
        pid = int(path.stem.rsplit("_", 1)[1])
        if not psutil.pid_exists(pid):
            mark_process_dead(pid)  # type: ignore[no-untyped-call]
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


class _Answers(Collector):
    """Hands the rooms' figures to the exposition."""

    def __init__(self, figures: list[Figure]) -> None:
        self.figures = figures

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield one family for each name."""
        families: dict[str, GaugeMetricFamily] = {}
        for name, meaning, value, labels in self.figures:
            if name not in families:
                families[name] = GaugeMetricFamily(name, meaning, labels=list(labels))
            families[name].add_metric(list(labels.values()), value)
        yield from families.values()


ROUTES = [metrics]
