"""The product as people meet it: real server processes on a database that holds the demo county."""

import asyncio
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import httpx

from tests.support import server

ROOT = Path(__file__).parents[2]
START_WITHIN = 30.0  # seconds


class Served(NamedTuple):
    """A running site: where it answers, which database it shows, what it logged, who runs it."""

    address: str
    database_url: str
    log: Path
    pid: int
    started_in: float  # seconds until the first answer

    def failures(self) -> list[str]:
        """Return what the server logged as gone wrong."""
        marks = ("unexpected", "Traceback", '"level":"error"', '"level": "error"', "CRITICAL")
        return [
            line
            for line in self.log.read_text(errors="replace").splitlines()
            if any(mark in line for mark in marks)
        ]


async def run(*arguments: str, env: Mapping[str, str]) -> None:
    """Run one of the product's own commands to its end; raise with what it said if it fails."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=ROOT,
        env={**os.environ, **env},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    if process.returncode:
        message = f"{' '.join(arguments)}:\n{said.decode(errors='replace')}"
        raise RuntimeError(message)


@asynccontextmanager
async def demo_database() -> AsyncIterator[str]:
    """A migrated database with the demo county, to be copied; gives its name."""
    name = f"huiyin_demo_{secrets.token_hex(4)}"
    async with server.another_database(name) as url:
        await _load_demo(url)
        yield name


async def shared_demo() -> str:
    """Return the name of such a database, one for all the processes of a run."""
    name = os.environ[server.DEMO]
    await server.made_once(name, _load_demo)
    return name


async def _load_demo(url: str) -> None:
    env = {"DATABASE_URL": url}
    await run("-m", "backend.cli", "migrate", env=env)
    await run("-m", "backend.cli", "demo", "load", env=env)


@asynccontextmanager
async def copied(name: str) -> AsyncIterator[str]:
    """A copy of a database nobody is connected to, for one story's writes; gives its address."""
    async with server.another_database(f"{name}_{secrets.token_hex(4)}", like=name) as url:
        yield url


@asynccontextmanager
async def serving(
    database_url: str,
    *,
    workers: int = 1,
    env: Mapping[str, str] | None = None,
    command: Sequence[str] = ("-m", "backend.cli", "web"),
    ready: str = "/readyz",
) -> AsyncIterator[Served]:
    """Run `huiyin web`, or another server that takes its settings, for the length of the block."""
    port = free_port()
    log = Path(os.environ["HUIYIN_DATA_DIR"]) / f"web-{port}.log"
    settings = {
        "DATABASE_URL": database_url,
        "HUIYIN_HOST": "127.0.0.1",
        "HUIYIN_PORT": str(port),
        "HUIYIN_WEB_WORKERS": str(workers),
        "HUIYIN_IS_CACHE_ON": "true",
        "HUIYIN_IS_SECOND_FACTOR_REQUIRED": "false",
        **(env or {}),
    }
    with log.open("wb") as stream:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *command,
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=stream,
            stderr=stream,
            start_new_session=True,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        began = time.monotonic()
        await _answers(address + ready, process, log)
        yield Served(address, database_url, log, process.pid, time.monotonic() - began)
    finally:
        await _stop(process)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


async def _answers(address: str, process: asyncio.subprocess.Process, log: Path) -> None:
    """Wait for the first answer; raise with the log when the server ends or stays silent."""
    deadline = time.monotonic() + START_WITHIN
    async with httpx.AsyncClient() as client:
        while time.monotonic() < deadline and process.returncode is None:
            try:
                answer = await client.get(address, timeout=5)
            except httpx.TransportError:
                await asyncio.sleep(0.02)
                continue
            if answer.status_code == httpx.codes.OK:
                return
            await asyncio.sleep(0.02)
    raise RuntimeError(f"the server did not start:\n{_text(log)}")


def _text(log: Path) -> str:
    return log.read_text(errors="replace")


async def _stop(process: asyncio.subprocess.Process) -> None:
    """Ask the server to end as its keeper would, and insist if it does not."""
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), 15)
    except TimeoutError:
        os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
        raise
